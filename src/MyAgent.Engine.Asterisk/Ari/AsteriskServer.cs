using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>Asterisk's web server: where the connector dials it, and fetches voice messages.</summary>
internal sealed class AsteriskServer : IDisposable
{
    private readonly HttpClient _http;
    private readonly AsteriskSettings _settings;

    /// <param name="settings">Where it is.</param>
    /// <param name="password">The user's password.</param>
    /// <exception cref="SettingsException">The trusted certificate cannot be read.</exception>
    public AsteriskServer(AsteriskSettings settings, string password)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (settings.TrustedCertificate is { } path)
            handler.SslOptions.CertificateChainPolicy = Trusting(path);
        _http = new HttpClient(handler) { BaseAddress = Root, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{password}")));
    }

    private Uri Root => new(_settings.HttpAddress!.AbsoluteUri.TrimEnd('/') + "/ari/");

    /// <summary>Connects to Asterisk.</summary>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="AriUnavailableException">It cannot be connected to, or refuses: the message says why in plain words.</exception>
    public async Task<AriConnection> ConnectAsync(CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        (socket.Options.KeepAliveInterval, socket.Options.KeepAliveTimeout) = (AriConnection.KeepAlive, AriConnection.KeepAlive);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            var query = $"events?app={Uri.EscapeDataString(_settings.Application)}&subscribeAll=false";
            var events = new UriBuilder(new Uri(Root, query)) { Scheme = Root.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" };
            await socket.ConnectAsync(events.Uri, _http, cancel).ConfigureAwait(false);
            return new AriConnection(socket);
        }
        catch (Exception failure) when (failure is WebSocketException or HttpRequestException or TaskCanceledException or NotSupportedException && !cancel.IsCancellationRequested)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new AriUnavailableException(Reason(status, failure), failure);
        }
    }

    /// <summary>Fetches a recording; null where Asterisk does not have it.</summary>
    /// <exception cref="AriUnavailableException">Asterisk does not answer.</exception>
    public async Task<byte[]?> RecordingAsync(string name, CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Root, $"recordings/stored/{name}/file"), cancel).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new AriUnavailableException($"The voice message cannot be fetched from {_settings.HttpAddress}: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private string Reason(HttpStatusCode status, Exception failure) => status switch
    {
        HttpStatusCode.Unauthorized =>
            $"{_settings.HttpAddress} refuses user '{_settings.User}': the password is wrong ({_settings.PasswordVariable}), or ari.conf has no such user.",
        HttpStatusCode.Forbidden => $"{_settings.HttpAddress} forbids it to user '{_settings.User}': ari.conf has read_only=yes for it.",
        HttpStatusCode.NotFound => $"{_settings.HttpAddress} has no /ari: res_ari is not loaded, or ari.conf has enabled=no.",
        0 => $"{_settings.HttpAddress} cannot be reached: {Innermost(failure).Message.TrimEnd('.')}. Is Asterisk running, and http.conf enabled?",
        _ => $"{_settings.HttpAddress} answers {(int)status}: that is not Asterisk's REST interface.",
    };

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;

    private static X509ChainPolicy Trusting(string path)
    {
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(path);
            return policy;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingsException($"trustedCertificate {path}: {bad.Message}", bad);
        }
    }
}
