using System.Diagnostics;
using System.Globalization;

namespace MyAgent.Engine.Asterisk.Tests.Telephony;

/// <summary>Callers and telephones: sipp with one of the scenarios.</summary>
internal static class Sipp
{
    /// <summary>The address of Asterisk and of the telephones.</summary>
    public const string Local = "127.0.0.1";

    /// <summary>The address of the trunk, so that Asterisk tells it from the telephones.</summary>
    public const string Trunk = "127.0.0.2";

    private static readonly string Scenarios = Path.Combine(AppContext.BaseDirectory, "Telephony", "Scenarios");

    public static bool IsInstalled => Installed.Find("sipp") is not null && File.Exists("/usr/share/sip-tester/dtmf_2833_1.pcap");

    /// <summary>Starts a telephone, which answers one call after the other.</summary>
    public static Process Telephone(string scenario, string address, int port, int media) => Start(
        "-sf", $"{scenario}.xml", "-i", address, "-p", Text(port), "-mp", Text(media), "-aa", "-nostdin");

    /// <summary>Plays a caller to its end.</summary>
    public static Task CallAsync(string scenario, int asterisk, string number, int port, int media) => RunAsync(
        $"{Local}:{asterisk}", "-s", number, "-sf", $"{scenario}.xml", "-i", Trunk, "-p", Text(port), "-mp", Text(media), "-m", "1", "-aa", "-timeout", "60", "-nostdin");

    /// <summary>Plays many callers to their ends.</summary>
    /// <param name="scenario">What each does.</param>
    /// <param name="asterisk">Where Asterisk is.</param>
    /// <param name="number">The number that they call.</param>
    /// <param name="media">The first port of their sound.</param>
    /// <param name="perTenSeconds">How many begin in ten seconds.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="giveUp">Ends them.</param>
    /// <returns>How many did not come to their end; null where they were ended.</returns>
    public static async Task<int?> CallsAsync(string scenario, int asterisk, string number, int media, int perTenSeconds, int count, CancellationToken giveUp)
    {
        var statistics = Path.GetTempFileName();
        using var process = Start(
            $"{Local}:{asterisk}", "-s", number, "-sf", $"{scenario}.xml", "-i", Trunk, "-p", Text(Ports.Take()), "-mp", Text(media), "-r", Text(perTenSeconds), "-rp", "10000",
            "-m", Text(count), "-aa", "-timeout", "900", "-trace_stat", "-stf", statistics, "-fd", "5", "-nostdin");
        using var given = giveUp.Register(process.Kill);
        await process.WaitForExitAsync(CancellationToken.None);
        var lines = await File.ReadAllLinesAsync(statistics, CancellationToken.None);
        File.Delete(statistics);
        // Not those that failed: a sipp that cannot have its ports makes no call, and none fails.
        var successful = Array.IndexOf(lines[0].Split(';'), "SuccessfulCall(C)");
        return giveUp.IsCancellationRequested ? null : count - int.Parse(lines[^1].Split(';')[successful], CultureInfo.InvariantCulture);
    }

    /// <summary>Registers a telephone.</summary>
    public static Task RegisterAsync(int asterisk, string number, string password, int port, string? user = null) => RunAsync(
        $"{Local}:{asterisk}", "-s", number, "-au", user ?? number, "-ap", password, "-sf", "register.xml", "-i", Local, "-p", Text(port), "-m", "1", "-timeout", "20", "-nostdin");

    private static async Task RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Join(' ', arguments));
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Installed.Find("sipp")!, arguments)
    {
        WorkingDirectory = Scenarios, RedirectStandardOutput = false, UseShellExecute = false,
    })!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
