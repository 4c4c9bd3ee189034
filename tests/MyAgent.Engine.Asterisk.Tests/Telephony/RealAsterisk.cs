using System.Diagnostics;

namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>A real Asterisk on loopback, with the files of <c>deploy/asterisk</c>: only ports, passwords and the trunk's address are others.</summary>
internal sealed class RealAsterisk : IAsyncDisposable
{
    public const string Password = "secret";

    private readonly string _directory = Directory.CreateTempSubdirectory("asterisk-").FullName;
    private readonly Process _process;

    private RealAsterisk(int http, int sip, int trunk)
    {
        (Address, SipPort, TrunkPort) = (new Uri($"http://{Sipp.Local}:{http}/"), sip, trunk);
        foreach (var folder in new[] { "etc", "run", "log", "db", "spool/recording" })
            Directory.CreateDirectory(Path.Combine(_directory, folder));
        Configure(http);
        _process = Process.Start(new ProcessStartInfo(Installed.Find("asterisk")!, ["-f", "-C", Path.Combine(_directory, "etc/asterisk.conf")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled => Installed.Find("asterisk") is not null;

    public Uri Address { get; }

    public int SipPort { get; }

    public int TrunkPort { get; }

    /// <summary>Starts it, and waits until its web server answers.</summary>
    public static async Task<RealAsterisk> StartAsync()
    {
        var asterisk = new RealAsterisk(Ports.Take(), Ports.Take(), Ports.Take());
        using var http = new HttpClient();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(asterisk.Address, "ari/asterisk/info"));
                return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return asterisk;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Configure(int http)
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
        Copy("http.conf", ("bindport = 8088", $"bindport = {http}"));
        Copy("ari.conf", ("change-this-password", Password));
        Copy("extensions.conf");
        Copy(
            "pjsip.conf", ("change-this-password", Password), ("0.0.0.0:5060", $"{Sipp.Local}:{SipPort}"), ("192.0.2.1:5060", $"{Sipp.Trunk}:{TrunkPort}"),
            ("192.0.2.1", Sipp.Trunk));
    }

    private void Copy(string name, params (string Packaged, string Here)[] changes)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Telephony", "Configuration", name));
        foreach (var (packaged, here) in changes)
        {
            text.ShouldContain(packaged);
            text = text.Replace(packaged, here, StringComparison.Ordinal);
        }
        Write(name, text);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, "etc", name), text);
}
