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

    /// <summary>Registers a telephone.</summary>
    public static Task RegisterAsync(int asterisk, string number, string password, int port) => RunAsync(
        $"{Local}:{asterisk}", "-s", number, "-au", number, "-ap", password, "-sf", "register.xml", "-i", Local, "-p", Text(port), "-m", "1", "-timeout", "20", "-nostdin");

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
