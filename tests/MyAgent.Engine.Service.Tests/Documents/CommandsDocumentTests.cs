using System.Text.RegularExpressions;
using MyAgent.Engine.Service.Tests.Commands;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>Every command that the help lists is described, and no other.</summary>
[UnitTests]
public sealed partial class CommandsDocumentTests
{
    [Fact]
    public async Task Every_command_of_the_command_line_is_described() =>
        Document.Rows("deploy/operations.md", "Commands").Select(row => row[0]).ShouldBe(await CommandsBelowAsync(""));

    [Fact]
    public void Every_benchmark_is_in_their_README() =>
        Named().Matches(Document.Read("tests/MyAgent.Engine.Benchmarks/README.md")).Select(found => found.Groups["name"].Value).Distinct()
            .ShouldBe(Listed().Matches(Document.Read("tests/MyAgent.Engine.Benchmarks/Program.cs")).Select(found => found.Groups["name"].Value), ignoreOrder: true);

    /// <summary>The commands that can be run, as they are typed: <c>queue show</c>.</summary>
    private static async Task<IReadOnlyList<string>> CommandsBelowAsync(string command)
    {
        var help = (await CommandRun.OfAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Output;
        if (CommandList().Match(help) is not { Success: true } list)
            return [command];
        List<string> commands = [];
        foreach (var name in CommandName().Matches(list.Groups["list"].Value).Select(found => found.Groups["name"].Value))
            commands.AddRange(await CommandsBelowAsync($"{command} {name}".TrimStart()));
        return commands;
    }

    [GeneratedRegex(@"^Commands:\r?\n(?<list>(?:  .*\r?\n)+)", RegexOptions.Multiline)]
    private static partial Regex CommandList();

    [GeneratedRegex(@"^  (?<name>[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex CommandName();

    [GeneratedRegex(@"MyAgent\.Engine\.Benchmarks -- (?<name>[a-z-]+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"^      (?<name>[a-z][a-z-]*) +\S", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
