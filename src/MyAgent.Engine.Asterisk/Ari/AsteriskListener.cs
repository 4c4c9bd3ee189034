using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>Takes the WebSocket of an Asterisk that dials the connector (from 20.15 and 22.5 on), as <c>websocket_client.conf</c> and <c>ari.conf</c> with
/// <c>type=outbound_websocket</c> say.</summary>
internal sealed class AsteriskListener : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly byte[] _authorization;
    private readonly System.Threading.Channels.Channel<AriConnection> _connections =
        System.Threading.Channels.Channel.CreateBounded<AriConnection>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private AsteriskListener(AsteriskSettings settings, string password)
    {
        _authorization = Encoding.UTF8.GetBytes("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.User}:{password}")));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (settings.Certificate is { } certificate)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate(certificate, settings.CertificateKey));
        });
        builder.WebHost.UseUrls(settings.Listen!.AbsoluteUri.TrimEnd('/'));
        _server = builder.Build();
        _server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = AriConnection.KeepAlive, KeepAliveTimeout = AriConnection.KeepAlive });
        _server.Run(TakeAsync);
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="settings">Where.</param>
    /// <param name="password">The password that Asterisk must give.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="SettingsException">The certificate cannot be read.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<AsteriskListener> StartAsync(AsteriskSettings settings, string password, CancellationToken cancel)
    {
        var listener = new AsteriskListener(settings, password);
        await listener._server.StartAsync(cancel).ConfigureAwait(false);
        return listener;
    }

    /// <summary>The next connection that Asterisk makes.</summary>
    public ValueTask<AriConnection> NextAsync(CancellationToken cancel) => _connections.Reader.ReadAsync(cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), _authorization))
        {
            http.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"myagent\"";
            return;
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = (int)HttpStatusCode.UpgradeRequired;
            return;
        }
        // Asterisk asks for the protocol "ari".
        var protocol = http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault();
        var socket = await http.WebSockets.AcceptWebSocketAsync(protocol).ConfigureAwait(false);
        await using var connection = new AriConnection(socket);
        await _connections.Writer.WriteAsync(connection, http.RequestAborted).ConfigureAwait(false);
        await connection.Over.ConfigureAwait(false);
    }

    private static X509Certificate2 Certificate(string certificate, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"certificate {certificate}: {bad.Message}", bad);
        }
    }
}
