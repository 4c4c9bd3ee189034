using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using MyAgent.Engine.Asterisk.Tests.Site;
using MyAgent.Engine.Asterisk.Tests.Stub;

namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>A real Asterisk on loopback, with the files of <c>deploy/asterisk</c>: only ports, passwords and the trunk's address are others.</summary>
internal sealed partial class RealAsterisk : IAsyncDisposable
{
    public const string Password = "secret";

    private readonly string _directory = Directory.CreateTempSubdirectory("asterisk-").FullName;
    private readonly int _http = Ports.Take();
    private readonly int _tls = Ports.Take();
    private readonly AsteriskVariant _variant;
    private Process _process = null!;

    private RealAsterisk(AsteriskVariant variant)
    {
        _variant = variant;
        foreach (var folder in new[] { "etc", "run", "log", "db", "spool/recording" })
            Directory.CreateDirectory(Path.Combine(_directory, folder));
        Configure();
    }

    public static bool IsInstalled => Installed.Find("asterisk") is not null;

    /// <summary>Whether the Asterisk that is installed has a module.</summary>
    public static bool HasModule(string name) => new[] { "lib", "lib64", "lib/x86_64-linux-gnu" }.Any(
        folder => File.Exists(Path.Combine(Path.GetDirectoryName(Installed.Find("asterisk"))!, "..", folder, "asterisk/modules", name)));

    /// <summary>Its web server.</summary>
    public Uri Address => new($"http://{Sipp.Local}:{_http}/");

    /// <summary>Its web server with TLS.</summary>
    public Uri TlsAddress => new($"https://{Sipp.Local}:{_tls}/");

    public int SipPort { get; } = Ports.Take();

    public int TrunkPort { get; } = Ports.Take();

    /// <summary>Starts it, and waits until its web server answers.</summary>
    /// <param name="variant">How it differs from the packaged files; null for not at all.</param>
    public static async Task<RealAsterisk> StartAsync(AsteriskVariant? variant = null)
    {
        var asterisk = new RealAsterisk(variant ?? new AsteriskVariant());
        await asterisk.RunAsync();
        return asterisk;
    }

    /// <summary>The process dies, and is started again.</summary>
    public async Task KillAsync()
    {
        await EndAsync();
        await RunAsync();
    }

    /// <summary>Its disk is replaced: the recordings are lost.</summary>
    public void ReplaceDisk()
    {
        foreach (var recording in Directory.EnumerateFiles(Path.Combine(_directory, "spool/recording")))
            File.Delete(recording);
    }

    /// <summary>The states of its channels.</summary>
    public async Task<IReadOnlyList<string>> ChannelStatesAsync()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{AsteriskStub.User}:{Password}")));
        using var channels = JsonDocument.Parse(await http.GetStringAsync(new Uri(Address, "ari/channels")));
        return [.. channels.RootElement.EnumerateArray().Select(channel => channel.GetProperty("state").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Installed.Find("asterisk")!, ["-f", "-C", Path.Combine(_directory, "etc/asterisk.conf")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "ari/asterisk/info"));
                return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    private async Task EndAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Configure()
    {
        Write("asterisk.conf", $"""
            [directories]
            astetcdir => {_directory}/etc
            astspooldir => {_directory}/spool
            astrundir => {_directory}/run
            astlogdir => {_directory}/log
            astdbdir => {_directory}/db

            """);
        Write("modules.conf", "[modules]\nautoload = yes\n");
        Write("musiconhold.conf", "[default]\nmode = files\ndirectory = moh\n");
        Write("indications.conf", "[general]\ncountry = us\n[us]\nringcadence = 2000,4000\nring = 440+480/2000,0/4000\nbusy = 480+620/500,0/500\n");
        CopyWeb();
        Copy("res_http_media_cache.conf");
        Copy("extensions.conf");
        if (_variant.MessageQueue is { } queue)
            Append("extensions.conf", $"[from-trunk](+)\nexten => {AsteriskVariant.MessageNumber},1,Set(QUEUE={queue})\n same => n,Goto(myagent-queue,s,1)\n");
        Copy(
            "pjsip.conf", ("change-this-password", Password), ("0.0.0.0:5060", $"{Sipp.Local}:{SipPort}"), ("192.0.2.1:5060", $"{Sipp.Trunk}:{TrunkPort}"),
            ("192.0.2.1", Sipp.Trunk));
        for (var number = 2003; number <= 2000 + _variant.Telephones; number++)
            Append("pjsip.conf", $"[{number}](telephone)\nauth = 2001\naors = {number}\n[{number}](aor)\n");
    }

    /// <summary>Either side may dial, with TLS or without.</summary>
    private void CopyWeb()
    {
        var certificate = _variant.Certificate;
        (string, string)[] served = certificate is null ? [] :
        [
            ("0.0.0.0:8089", $"{Sipp.Local}:{_tls}"), ("/etc/asterisk/keys/asterisk.pem", certificate.CertificateFile), ("/etc/asterisk/keys/asterisk.key", certificate.KeyFile),
        ];
        Copy("http.conf", certificate is not null, [("bindport = 8088", $"bindport = {_http}"), .. served]);
        Copy("ari.conf", _variant.Connector is not null, ("change-this-password", Password));
        if (_variant.Connector is not { } connector)
            return;
        var address = new UriBuilder(connector) { Scheme = certificate is null ? "ws" : "wss" }.Uri.AbsoluteUri;
        Copy("websocket_client.conf", isWhole: true, ("change-this-password", Password), ("ws://127.0.0.1:8765/", address),
            ("tls_enabled = yes", certificate is null ? "tls_enabled = no" : "tls_enabled = yes"), ("/etc/asterisk/keys/connector-ca.pem", certificate?.CertificateFile ?? ""));
    }

    private void Copy(string name, params (string Packaged, string Here)[] changes) => Copy(name, isWhole: false, changes);

    /// <param name="name">The packaged file.</param>
    /// <param name="isWhole">Whether what is commented out counts.</param>
    /// <param name="changes">What is other here.</param>
    private void Copy(string name, bool isWhole, params (string Packaged, string Here)[] changes)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Telephony", "Configuration", name));
        if (isWhole)
            text = CommentedOut().Replace(text, "");
        foreach (var (packaged, here) in changes)
        {
            text.ShouldContain(packaged);
            text = text.Replace(packaged, here, StringComparison.Ordinal);
        }
        Write(name, text);
    }

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private void Append(string name, string text) => File.AppendAllText(PathOf(name), text);

    private string PathOf(string name) => Path.Combine(_directory, "etc", name);

    /// <summary>Before a setting; before prose there is a space.</summary>
    [GeneratedRegex("^;(?! )", RegexOptions.Multiline)]
    private static partial Regex CommentedOut();
}

/// <summary>How an Asterisk differs from the packaged files.</summary>
internal sealed record AsteriskVariant
{
    /// <summary>The connector that it dials; null where the connector dials it.</summary>
    public Uri? Connector { get; init; }

    /// <summary>The certificate of the side that is dialled; null for no TLS.</summary>
    public TestCertificate? Certificate { get; init; }

    /// <summary>The number of telephones, which begin with 2001 and have one password.</summary>
    public int Telephones { get; init; } = 2;

    /// <summary>The queue of <see cref="MessageNumber"/>; null for none. Every other number is that of sales.</summary>
    public string? MessageQueue { get; init; }

    /// <summary>A number of its own.</summary>
    public const string MessageNumber = "4930200";
}
