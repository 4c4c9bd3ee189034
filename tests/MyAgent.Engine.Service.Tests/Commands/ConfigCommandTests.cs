using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class ConfigCommandTests(CommandsFixture engine) : IClassFixture<CommandsFixture>
{
    [Fact]
    public async Task What_is_exported_can_be_applied_and_a_dry_run_says_what_would_change()
    {
        var file = Path.Combine(engine.Data.FullPath, "centre.json");
        var exported = (await engine.AskAsync("config", "export")).ShouldEndWith(0).Output;
        await File.WriteAllTextAsync(file, exported);
        (await engine.AskAsync("config", "apply", file)).ShouldEndWith(0).Output.ShouldBe($"Nothing to change: the configuration is as the file says.{Environment.NewLine}");

        await File.WriteAllTextAsync(file, exported.Replace("\"wrapUpSeconds\": 4", "\"wrapUpSeconds\": 30", StringComparison.Ordinal));
        string[] change = ["~ agents/ana/assignments/sales", "    wrapUpSeconds: 4 -> 30"];
        Lines(await engine.AskAsync("config", "apply", file, "--dry-run")).ShouldBe([.. change, "1 change. Nothing was changed."]);
        Lines(await engine.AskAsync("config", "apply", file)).ShouldBe([.. change, "1 change made."]);
        (await engine.AskAsync("config", "apply", file, "--json")).Json().GetProperty("changes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_named_with_the_place()
    {
        var file = Path.Combine(engine.Data.FullPath, "wrong.json");
        (await engine.AskAsync("config", "apply", file)).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain(file);
        await File.WriteAllTextAsync(file, "{");
        (await engine.AskAsync("config", "apply", file)).ShouldEndWith(ExitCode.WrongCall).Error.ShouldContain("is not valid JSON");
        await File.WriteAllTextAsync(file, """{"queues": [{"queueId": "sales", "name": "Sales", "missedLimit": 0}]}""");
        var refused = await engine.AskAsync("config", "apply", file);
        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("missedLimit");
    }

    private static string[] Lines(CommandRun run) => run.ShouldEndWith(0).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
