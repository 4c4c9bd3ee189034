using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class TokenCommandTests : IAsyncLifetime
{
    private readonly CommandsFixture _engine = new();

    public Task InitializeAsync() => _engine.InitializeAsync();

    public Task DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_token_made_over_the_server_lets_in_until_it_is_revoked()
    {
        var made = (await _engine.AskAsync("token", "create", "--role", "supervisor", "--json")).Json();
        var (id, token) = (made.GetProperty("id").GetString()!, made.GetProperty("token").GetString()!);
        string[] look = ["queues", "--server", _engine.Address.AbsoluteUri, "--token", token];

        made.GetProperty("role").GetString().ShouldBe("supervisor");
        made.TryGetProperty("agent", out _).ShouldBeTrue();
        (await CommandRun.OfAsync(look)).ShouldEndWith(0);
        (await _engine.AskAsync("token", "list")).ShouldEndWith(0).Output.ShouldContain(id);
        (await _engine.AskAsync("token", "revoke", id, "--json")).Json().GetProperty("revoked").GetBoolean().ShouldBeTrue();
        (await CommandRun.OfAsync(look)).ShouldEndWith(ExitCode.NotAllowed).Error.ShouldContain("401");
    }

    [Fact]
    public async Task A_token_made_in_the_database_is_known_to_the_engine_that_runs_on_it_next()
    {
        await _engine.StopAsync();
        string[] data = ["--data", _engine.Data.FullPath];

        var made = (await CommandRun.OfAsync(["token", "create", "--role", "agent", "--agent", "ana", "--json", .. data])).Json();
        var other = (await CommandRun.OfAsync(["token", "create", "--role", "admin", "--json", .. data])).Json();
        (await CommandRun.OfAsync(["token", "revoke", other.GetProperty("id").GetString()!, .. data])).ShouldEndWith(0);
        var listed = (await CommandRun.OfAsync(["token", "list", "--json", .. data])).Json();

        listed.EnumerateArray().Count(token => token.GetProperty("revokedAt").ValueKind == System.Text.Json.JsonValueKind.Null).ShouldBe(2);
        await using var again = await Service.Commands.Demo.RunningEngine.StartAsync(_engine.Data, CancellationToken.None);
        string[] asAna = ["agent", "show", "ana", "--server", again.Clients.Address.AbsoluteUri, "--token"];
        (await CommandRun.OfAsync([.. asAna, made.GetProperty("token").GetString()!])).ShouldEndWith(0);
        (await CommandRun.OfAsync([.. asAna, other.GetProperty("token").GetString()!])).ShouldEndWith(ExitCode.NotAllowed);
    }

    [Fact]
    public async Task The_database_of_a_running_engine_is_left_alone()
    {
        var run = await CommandRun.OfAsync("token", "create", "--role", "admin", "--data", _engine.Data.FullPath);

        run.ShouldEndWith(ExitCode.Failed).Error.ShouldContain("--server");
    }

    [Theory]
    [InlineData("create")]
    [InlineData("create --role king")]
    [InlineData("create --role agent")]
    [InlineData("create --role admin --agent ana")]
    [InlineData("revoke")]
    public async Task A_wrong_call_ends_with_2(string call) =>
        (await _engine.AskAsync(["token", .. call.Split(' ')])).ShouldEndWith(2).Error.ShouldNotBeEmpty();

    [Fact]
    public async Task A_directory_without_a_journal_is_named()
    {
        var run = await CommandRun.OfAsync("token", "list", "--data", Path.Combine(_engine.Data.FullPath, "elsewhere"));

        run.ShouldEndWith(ExitCode.NotFound).Error.ShouldContain("elsewhere");
    }
}
