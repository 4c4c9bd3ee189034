using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Tests.Documents;

/// <summary>Whatever refuses a start, a command or a request is explained, and nothing else is.</summary>
[UnitTests]
public sealed class TroubleshootingDocumentTests
{
    private const string Path = "deploy/troubleshooting.md";

    [Fact]
    public void Every_exit_code_is_explained() =>
        Document.Rows(Path, "Exit codes").Select(row => (int.Parse(row[0]), row[1])).ShouldBe(ExitCode.All);

    [Fact]
    public void Every_failure_of_a_command_is_explained_with_its_exit_code()
    {
        var explained = new[] { "Refusals to start", "Other failures of myagent" }.SelectMany(heading => Document.Rows(Path, heading)).Select(row => (row[0], int.Parse(row[1])));

        explained.Distinct().ShouldBe(FailuresInSource.OfCommands().Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_problem_code_of_the_API_is_explained() =>
        Document.Rows(Path, "Problem codes").Select(row => row[0]).ShouldBe(ProblemCodes.All.Select(problem => problem.Code));

    [Fact]
    public void A_problem_code_has_the_statuses_that_the_code_gives_it()
    {
        var statuses = FailuresInSource.StatusesOfProblems();

        foreach (var row in Document.Rows(Path, "Problem codes").Where(row => statuses.Contains(row[0])))
            row[1].Split(", ").Select(int.Parse).ShouldBe(statuses[row[0]].Order(), row[0]);
    }

    [Fact]
    public void Every_row_says_what_to_do() =>
        new[] { "Refusals to start", "Other failures of myagent", "Problem codes" }.SelectMany(heading => Document.Rows(Path, heading))
            .ShouldAllBe(row => row.Count == 4 && row.All(cell => cell.Length > 0));
}
