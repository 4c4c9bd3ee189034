using System.Diagnostics;
using System.Text.RegularExpressions;
using MyAgent.Engine.Service.Tests.Killing;

namespace MyAgent.Engine.Service.Tests;

/// <summary>Runs README's commands as a newcomer would: word for word, in the order in which they stand.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>README's first two commands; CI runs them by themselves.</summary>
    private static readonly string[] RunByCi = ["dotnet run --project src/MyAgent.Engine.Service -- demo", "dotnet test"];

    [Fact]
    public async Task Every_example_does_what_it_says()
    {
        using var engine = new EngineProcess();
        await engine.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(engine.Data, "newcomer"));
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "data"), engine.Data);
        var examples = string.Join('\n', Blocks().Except(RunByCi)).Replace("http://127.0.0.1:5080", engine.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
        var service = Path.Combine(AppContext.BaseDirectory, "myagent.dll");

        var (exitCode, output) = await RunAsync(folder.FullName, engine.Address, $"set -euo pipefail\nmyagent() {{ dotnet '{service}' \"$@\"; }}\n{examples}");

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\"position\":1");
        output.ShouldContain("\"state\":\"scheduled\"");
        output.ShouldContain("\"code\":\"badBody\"");
        output.ShouldContain("preferred");
        new FileInfo(Path.Combine(folder.FullName, "heard.wav")).Length.ShouldBe(new FileInfo(Path.Combine(folder.FullName, "message.wav")).Length);
    }

    [Fact]
    public void The_first_two_commands_are_those_that_CI_runs()
    {
        var ci = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        Blocks().Take(2).ShouldBe(RunByCi);
        ci.ShouldContain("dotnet run --no-build --project src/MyAgent.Engine.Service -- demo");
        ci.ShouldContain("dotnet test --no-build");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, Uri server, string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", script },
            WorkingDirectory = folder,
            Environment = { ["MYAGENT_SERVER"] = server.ToString().TrimEnd('/') },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, output + await errors);
    }

    private static IEnumerable<string> Blocks() =>
        ShellBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(block => block.Groups[1].Value.Trim());

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
