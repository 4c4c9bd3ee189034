using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Commands;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>The database of an older engine is opened and goes on; that of a newer one is refused.</summary>
[IntegrationTests]
public sealed class OlderDatabaseTests
{
    [Theory]
    [EveryHost]
    public async Task An_older_engine_s_database_verifies_opens_and_goes_on_where_it_stopped(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host, path => GoldenDatabase.CopyTo(path));
        var ben = await engine.AsAsync(Role.Agent, "ben");
        (await ben.GetAsync("/v1/agents/ben")).EnsureSuccessStatusCode();
        (await ben.PostAsync("/v1/agents/ben/available")).EnsureSuccessStatusCode();
        var offered = await ben.OfferAsync("ben");

        // Ben takes no callbacks: the call that has waited longest is offered.
        offered.GetProperty("contactId").GetString().ShouldBe("c3");
        var offer = offered.GetProperty("offerId").GetString();
        (await (await ben.PostAsync("/v1/agents/ben/accept", $"{{\"offerId\":\"{offer}\"}}")).JsonAsync()).GetProperty("status").GetString().ShouldBe("engaged");
        (await ben.PostAsync("/v1/agents/ben/end-contact")).EnsureSuccessStatusCode();
        await engine.StopAsync();

        var report = (await CommandRun.OfAsync("journal", "verify", "--data", engine.Data, "--json")).Json();
        report.GetProperty("clean").GetBoolean().ShouldBeTrue();
        report.GetProperty("events").GetInt64().ShouldBeGreaterThan(GoldenDatabase.Events);
    }

    [Fact]
    public async Task An_older_engine_s_database_can_be_looked_at_without_being_changed()
    {
        var directory = Directory.CreateTempSubdirectory("myagent-");
        try
        {
            var path = Path.Combine(directory.FullName, "engine.db");
            GoldenDatabase.CopyTo(path);
            var before = await File.ReadAllBytesAsync(path);
            var report = (await CommandRun.OfAsync("journal", "verify", "--data", directory.FullName, "--json")).Json();
            report.GetProperty("events").GetInt64().ShouldBe(GoldenDatabase.Events);
            report.GetProperty("snapshotsPassedOver").GetInt32().ShouldBe(0);
            (await File.ReadAllBytesAsync(path)).ShouldBe(before);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_newer_engine_s_database_is_refused_in_one_sentence()
    {
        var directory = Directory.CreateTempSubdirectory("myagent-");
        try
        {
            var path = Path.Combine(directory.FullName, "engine.db");
            GoldenDatabase.CopyTo(path);
            using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "CREATE TABLE myagent_schema (version INT, applied_at TEXT); INSERT INTO myagent_schema VALUES (99, '')";
                command.ExecuteNonQuery();
            }
            foreach (string[] call in (string[][])[["serve", "--urls", "http://127.0.0.1:0"], ["journal", "verify"], ["journal", "stats"], ["token", "list"]])
            {
                var run = (await CommandRun.OfAsync([.. call, "--data", directory.FullName])).ShouldEndWith(ExitCode.Failed);
                run.Error.Trim().ShouldStartWith($"The database '{path}' has schema version 99");
                run.Error.Trim().Split('\n').Length.ShouldBe(1);
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
