using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Readme;

/// <summary>Types README's commands as a newcomer would: in a fresh clone, word for word, in the order in which they stand, <c>serve</c> among them.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>README's first two commands; <c>.ci/run</c> runs them by themselves.</summary>
    private static readonly string[] RunByCi = ["dotnet run --project src/MyAgent.Engine.Service -- demo", "dotnet test"];

    [OwnPortFact]
    public async Task Every_example_does_what_it_says()
    {
        using var clone = new FreshClone();
        await clone.BuildAsync();

        var (exitCode, output) = await new TwoTerminals(clone.Root).TypeAsync(
        [
            .. Blocks().Where(block => !RunByCi.Contains(block.Text)),
            new ReadmeBlock("curl -sSf -o /dev/null http://127.0.0.1:5080/call && echo 'The page /call is served.'", InFirstTerminal: false),
        ]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\"position\":1");
        output.ShouldContain("\"state\":\"scheduled\"");
        output.ShouldContain("\"code\":\"badBody\"");
        output.ShouldContain("preferred");
        output.ShouldContain("The page /call is served.");
        clone.LengthOf("heard.wav").ShouldBe(clone.LengthOf("message.wav"));
        clone.LengthOf("data/engine.db").ShouldBeGreaterThan(0, "The data is not in the directory of the shell.");
    }

    [Fact]
    public void The_first_two_commands_are_those_that_CI_runs()
    {
        var ci = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        Blocks().Take(2).Select(block => block.Text).ShouldBe(RunByCi);
        ci.ShouldContain("dotnet run --no-build --project src/MyAgent.Engine.Service -- demo");
        ci.ShouldContain("dotnet test --no-build");
    }

    /// <summary>What README marks as <c>sh</c>; what it marks as <c>bash</c> is shown only, and says why.</summary>
    private static IReadOnlyList<ReadmeBlock> Blocks() =>
        [.. ShellBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")))
            .Select(block => new ReadmeBlock(block.Groups["text"].Value.Trim(), block.Groups["first"].Success))];

    [GeneratedRegex("(?<first><!-- in the first terminal -->\n)?```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}

/// <summary>Commands that README shows.</summary>
/// <param name="Text">The commands.</param>
/// <param name="InFirstTerminal">Whether they are typed in the terminal of the engine, which stops the one that runs there.</param>
internal sealed record ReadmeBlock(string Text, bool InFirstTerminal);
