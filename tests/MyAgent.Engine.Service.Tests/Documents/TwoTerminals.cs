using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Text;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>A newcomer's two terminals: the engine runs in the first, everything else is typed in the second. They have a network of their own where this
/// user can make one, so that the port of the documents is free whatever else runs on this machine.</summary>
/// <param name="directory">The directory that both are in.</param>
internal sealed class TwoTerminals(string directory)
{
    /// <summary>The port that the commands in the documents use.</summary>
    public const int Port = 5080;

    private const string Prelude = """
        set -meuo pipefail
        log=$(mktemp)
        first=
        stop_first() {
          [ -n "$first" ] || return 0
          # Ctrl-C; where the tests were started in the background that is ignored by everything they start.
          kill -INT -- "-$first" 2> /dev/null || true
          for waited in $(seq 300); do kill -0 "$first" 2> /dev/null || break; sleep 0.1; done
          kill -TERM -- "-$first" 2> /dev/null || true
          wait "$first" || true
          first=
        }
        trap 'code=$?; stop_first; if [ $code != 0 ]; then echo "The first terminal:"; cat "$log"; fi; rm -f "$log"; exit $code' EXIT
        in_first_terminal() {
          stop_first
          : > "$log"
          bash -euo pipefail -c "$1" > "$log" 2>&1 < /dev/null &
          first=$!
          until grep -q "^Listening on http://127.0.0.1:5080" "$log"; do
            kill -0 "$first" || { echo "It has ended: $1"; exit 1; }
            sleep 0.1
          done
        }

        """;

    private static readonly Lazy<string[]?> OwnNetwork = new(FindOwnNetwork);

    /// <summary>Whether that port can be listened on.</summary>
    public static bool CanListen =>
        OwnNetwork.Value is not null || IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(listener => listener.Port != Port);

    /// <summary>Types commands, one after the other, until one fails.</summary>
    /// <returns>The exit code of the last, and what was printed.</returns>
    public async Task<(int ExitCode, string Output)> TypeAsync(IEnumerable<ShellBlock> blocks)
    {
        var script = new StringBuilder(Prelude);
        foreach (var block in blocks)
            script.AppendLine(block.InFirstTerminal ? $"in_first_terminal {Quote(block.Text)}" : block.Text);
        string[] command = [.. OwnNetwork.Value ?? [], "bash", "-c", $"exec 2>&1\n{script}"];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = directory, RedirectStandardOutput = true };
        FreshClone.BuildAlone(start);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MYAGENT_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }

    /// <summary>What a command is put behind so that it runs in a network of its own; null where this user cannot make one.</summary>
    private static string[]? FindOwnNetwork()
    {
        string[] alone = ["unshare", Environment.UserName == "root" ? "-n" : "-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"];
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(alone[0], [.. alone[1..], "true"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0 ? alone : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>A test that listens on the port of the documents.</summary>
public sealed class OwnPortFactAttribute : FactAttribute
{
    public OwnPortFactAttribute() => Skip = Requirement.Skip(
        TwoTerminals.CanListen, $"Something listens on port {TwoTerminals.Port}, and this user cannot make a network namespace.");
}
