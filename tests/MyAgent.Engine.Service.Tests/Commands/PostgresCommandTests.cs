using System.Diagnostics;
using System.Text.Json;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Tests.Commands;

/// <summary>The commands that look into the database themselves, on PostgreSQL.</summary>
[IntegrationTests]
public sealed class PostgresCommandTests
{
    [PostgresFact]
    public async Task A_journal_in_PostgreSQL_is_verified_counted_and_exported()
    {
        var connection = await FilledAsync();
        string[] there = ["--journal", "postgres", "--connection", connection, "--json"];
        (await CommandRun.OfAsync(["journal", "verify", .. there])).Json().GetProperty("clean").GetBoolean().ShouldBeTrue();
        (await CommandRun.OfAsync(["journal", "stats", .. there])).Json().GetProperty("events").GetInt64().ShouldBe(1);
        (await CommandRun.OfAsync(["journal", "export", .. there])).Json()[0].GetProperty("entity").GetString().ShouldBe("queue-sales");
    }

    [PostgresFact]
    public async Task A_journal_that_breaks_a_law_is_found_out_there_too()
    {
        var connection = await FilledAsync();
        PostgresServer.Execute(
            connection, "DELETE FROM snapshot_check; UPDATE snapshot SET snapshot = convert_to(replace(convert_from(snapshot, 'UTF8'), 'Sales', 'Sails'), 'UTF8')");
        var verified = await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection);
        verified.ShouldEndWith(1).Output.ShouldContain("queue-sales");
    }

    [PostgresFact]
    public async Task A_database_without_a_journal_is_not_taken_for_an_empty_one() =>
        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", PostgresServer.Shared.NewDatabase()))
            .ShouldEndWith(ExitCode.NotFound).Error.ShouldContain("does not exist");

    [PostgresFact]
    public async Task Tokens_are_made_and_revoked_in_PostgreSQL_while_no_engine_runs_on_it()
    {
        var connection = await FilledAsync();
        string[] there = ["--journal", "postgres", "--connection", connection, "--json"];
        var id = (await CommandRun.OfAsync(["token", "create", "--role", "supervisor", .. there])).Json().GetProperty("id").GetString()!;
        (await CommandRun.OfAsync(["token", "list", .. there])).Json().EnumerateArray().Select(token => token.GetProperty("id").GetString()).ShouldContain(id);
        (await CommandRun.OfAsync(["token", "revoke", id, .. there])).ShouldEndWith(0);

        await using var engine = await HostedEngine.StartAsync(options => options.Connection = connection);
        (await CommandRun.OfAsync(["token", "list", .. there])).ShouldEndWith(ExitCode.Failed).Error.ShouldContain("--server");
    }

    [PostgresFact]
    public async Task The_connection_may_come_from_the_environment()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "journal", "stats", "--journal", "postgres", "--json"])
        {
            RedirectStandardOutput = true,
            Environment = { [JournalChoice.ConnectionVariable] = await FilledAsync() },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        JsonDocument.Parse(output).RootElement.GetProperty("events").GetInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData("postgres://u:hush@db/engine")]
    [InlineData("Database=engine;Password=hush")]
    [InlineData("Host=db;Prot=5432;Password=hush")]
    public async Task A_connection_that_is_not_understood_is_a_wrong_call_and_its_password_is_not_repeated(string connection)
    {
        var run = await CommandRun.OfAsync("serve", "--journal", "postgres", "--connection", connection);
        run.ShouldEndWith(2).Error.ShouldContain("Host=");
        run.Error.ShouldNotContain("hush");
    }

    private static async Task<string> FilledAsync()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        await using var engine = await HostedEngine.StartAsync(options => options.Connection = connection);
        await engine.Host.SendAsync(
            new QueueId("sales").Address, new ConfigureQueue(QueueSettings.Default("Sales")), new Cause("test"));
        return connection;
    }
}
