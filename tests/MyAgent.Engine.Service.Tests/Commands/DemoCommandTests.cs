using System.Text.RegularExpressions;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demonstration_comes_to_its_end_with_a_verified_journal_and_can_be_looked_at_afterwards()
    {
        var run = await CommandRun.OfAsync("demo", "--seconds", "3", "--keep");
        var folder = Regex.Match(run.Output, @"The journal is in (\S+)\. ").Groups[1].Value;
        try
        {
            run.ShouldEndWith(0).Error.ShouldBeEmpty();
            run.Output.ShouldContain("leaves a voice message");
            run.Output.ShouldContain("wrap-up");
            run.Output.ShouldContain("laws checked");
            run.Output.ShouldContain("No violation.");
            run.Output.ShouldContain("The figures agree with the journal.");
            (await CommandRun.OfAsync("journal", "verify", "--data", folder)).ShouldEndWith(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task It_ends_with_what_to_do_next_and_names_no_file_that_is_gone()
    {
        var run = (await CommandRun.OfAsync("demo", "--seconds", "3")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("  myagent serve --data data\n");
        run.Output.ShouldContain("  myagent queues\n");
        run.Output.ShouldContain("  myagent simulate --hours 50\n");
        run.Output.ShouldNotContain(Path.GetTempPath());
    }

    [Theory]
    [InlineData("--seconds 0", "--seconds must be a whole number from 3 to 3600.")]
    [InlineData("--seconds many", "--seconds must be a whole number from 3 to 3600.")]
    [InlineData("--seconds", "--seconds")]
    [InlineData("now", "'now'")]
    public async Task A_wrong_call_is_told_in_one_sentence(string arguments, string expected)
    {
        var error = (await CommandRun.OfAsync(["demo", .. arguments.Split(' ')])).ShouldEndWith(ExitCode.WrongCall).Error;

        error.Split('\n')[0].ShouldContain(expected);
        error.Split('\n')[1].ShouldBe("Run 'myagent demo --help' for usage.");
    }
}
