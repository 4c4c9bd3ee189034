using System.Text.RegularExpressions;

namespace MyAgent.Engine.Service.Tests.Commands;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demonstration_comes_to_its_end_with_a_verified_journal_and_can_be_looked_at_afterwards()
    {
        var run = await CommandRun.OfAsync("demo", "--seconds", "5", "--keep");
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

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task A_length_that_is_none_is_a_wrong_call(string seconds) =>
        (await CommandRun.OfAsync("demo", "--seconds", seconds)).ShouldEndWith(2).Error.ShouldContain("seconds");
}
