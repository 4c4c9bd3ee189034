using System.Text.Json;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Service.Commands;
using MyAgent.Engine.Service.Commands.Failures;

namespace MyAgent.Engine.Service.Tests.Commands;

[IntegrationTests]
public sealed class JournalCommandTests : IAsyncLifetime
{
    /// <summary>What an engine whose rules are wrong would have written has no wrong checksum.</summary>
    private const string NoChecksums = "DELETE FROM journal_check; DELETE FROM snapshot_check;";

    private readonly CommandsFixture _engine = new();

    public Task InitializeAsync() => _engine.InitializeAsync();

    public Task DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_journal_is_verified_while_the_engine_runs()
    {
        var report = (await AskAsync("verify", "--json")).Json();

        report.GetProperty("clean").GetBoolean().ShouldBeTrue();
        report.GetProperty("lawsChecked").GetInt32().ShouldBe(Law.All.Count);
        report.GetProperty("events").GetInt64().ShouldBeGreaterThan(5);
        report.GetProperty("violations").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_snapshots_of_a_stopped_engine_equal_a_replay()
    {
        await _engine.StopAsync();

        var report = (await AskAsync("verify", "--json")).Json();

        report.GetProperty("snapshotsChecked").GetInt32().ShouldBe(2);
        report.GetProperty("snapshotsPassedOver").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_doctored_event_breaks_a_law_and_is_named()
    {
        await TamperAsync(NoChecksums
            + "UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), '\"serial\":2', '\"serial\":1') AS BLOB) WHERE manifest = 'callback-requested'");

        var run = (await AskAsync("verify")).ShouldEndWith(1);
        var report = JsonDocument.Parse((await AskAsync("verify", "--json")).ShouldEndWith(1).Output).RootElement;

        run.Output.ShouldContain("persistence id queue-sales");
        var first = report.GetProperty("violations")[0];
        first.GetProperty("law").GetInt32().ShouldBeInRange(1, 19);
        first.GetProperty("sentence").GetString().ShouldNotBeNullOrEmpty();
        first.GetProperty("persistenceId").GetString().ShouldBe("queue-sales");
        first.GetProperty("ordering").GetInt64().ShouldBeGreaterThan(0);
        first.GetProperty("sequenceNr").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_doctored_snapshot_breaks_law_16()
    {
        await TamperAsync(NoChecksums + "UPDATE snapshot SET snapshot = CAST(replace(CAST(snapshot AS TEXT), 'Ana', 'Eve') AS BLOB) WHERE persistence_id = 'agent-ana'");

        (await AskAsync("verify")).ShouldEndWith(1).Output.ShouldContain("law 16");
    }

    [Fact]
    public async Task An_event_that_is_missing_breaks_a_law()
    {
        await TamperAsync(NoChecksums + "DELETE FROM journal WHERE persistence_id = 'agent-ana' AND sequence_number = 2");

        (await AskAsync("verify")).ShouldEndWith(1).Output.ShouldContain("agent-ana");
    }

    [Fact]
    public async Task An_unknown_event_cannot_be_read()
    {
        await TamperAsync(NoChecksums + "UPDATE journal SET manifest = 'of-tomorrow' WHERE ordering = 3");

        (await AskAsync("verify")).ShouldEndWith(1).Error.ShouldContain("of-tomorrow");
        var report = JsonDocument.Parse((await AskAsync("verify", "--json")).ShouldEndWith(1).Output).RootElement;
        report.GetProperty("unreadable").GetString()!.ShouldContain("ordering 3");
        (await AskAsync("stats")).ShouldEndWith(1).Error.ShouldContain("of-tomorrow");
    }

    [Fact]
    public async Task The_first_row_that_is_not_what_was_written_is_named_and_the_engine_does_not_start_on_it()
    {
        await TamperAsync("UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), 'Ana', 'Eve') AS BLOB)");

        var run = (await AskAsync("verify")).ShouldEndWith(1);
        run.Error.ShouldContain("persistence_id 'agent-ana', sequence_number 1");
        run.Error.ShouldContain("checksum");
        var report = JsonDocument.Parse((await AskAsync("verify", "--json")).ShouldEndWith(1).Output).RootElement;
        report.GetProperty("clean").GetBoolean().ShouldBeFalse();
        report.GetProperty("unreadable").GetString()!.ShouldContain("agent-ana");
        (await AskAsync("stats")).ShouldEndWith(1).Error.ShouldContain("checksum");
    }

    [Fact]
    public async Task Events_that_were_written_and_are_gone_are_counted_although_no_law_is_broken()
    {
        await TamperAsync("DELETE FROM journal WHERE persistence_id = 'agent-ana'; DELETE FROM snapshot WHERE persistence_id = 'agent-ana'");

        (await AskAsync("verify")).ShouldEndWith(1).Output.ShouldContain("written events are missing; the first has ordering 2");
    }

    [Fact]
    public async Task A_snapshot_that_is_not_what_was_written_is_counted()
    {
        await TamperAsync("UPDATE snapshot SET snapshot = CAST(replace(CAST(snapshot AS TEXT), 'Ana', 'Eve') AS BLOB) WHERE persistence_id = 'agent-ana'");

        (await AskAsync("verify")).ShouldEndWith(1).Output.ShouldContain("1 snapshots are damaged");
        JsonDocument.Parse((await AskAsync("verify", "--json")).ShouldEndWith(1).Output).RootElement.GetProperty("snapshotsDamaged").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_has_lost_what_was_acknowledged_is_refused_until_serve_is_told_to_accept_it()
    {
        await TamperAsync("DELETE FROM journal WHERE ordering = (SELECT max(ordering) FROM journal); "
            + "DELETE FROM journal_check WHERE ordering NOT IN (SELECT ordering FROM journal)");

        (await AskAsync("verify")).ShouldEndWith(1).Output.ShouldContain("has lost 1 acknowledged events");
        string[] serve = ["serve", "--data", _engine.Data.FullPath, "--urls", "http://127.0.0.1:0"];
        var refused = (await CommandRun.OfAsync(serve)).ShouldEndWith(1);
        refused.Error.ShouldContain("has lost 1 acknowledged events");
        refused.Error.ShouldContain("--accept-loss");
        (await CommandRun.OfAsync("serve", "--help")).Output.ShouldContain("--accept-loss");
        (await CommandRun.OfAsync("serve", "--journal", "postgres", "--connection", "Host=127.0.0.1", "--accept-loss")).ShouldEndWith(2);

        var address = $"http://127.0.0.1:{Ports.Take()}";
        using var stop = new CancellationTokenSource();
        var serving = CommandLine.RunAsync([.. serve[..^1], address, "--accept-loss"], TextWriter.Null, TextWriter.Null, stop.Token);
        await Eventually.TrueAsync(() => IsReady(address) || serving.IsCompleted);
        await stop.CancelAsync();
        (await serving).ShouldBe(0);
        (await AskAsync("verify")).Output.ShouldNotContain("lost");
    }

    [Fact]
    public async Task A_file_that_is_no_database_cannot_be_read()
    {
        await _engine.StopAsync();
        await File.WriteAllTextAsync(_engine.Data.Database.Name, new string('x', 5000));

        (await AskAsync("verify")).ShouldEndWith(1).Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Export_writes_every_event_as_a_line()
    {
        var lines = (await AskAsync("export")).ShouldEndWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var array = (await AskAsync("export", "--json")).Json();
        var stats = (await AskAsync("stats", "--json")).Json();

        lines.Length.ShouldBe(array.GetArrayLength());
        lines.Length.ShouldBe(stats.GetProperty("events").GetInt32());
        JsonDocument.Parse(lines[0]).RootElement.GetProperty("type").GetString().ShouldBe("queue-configured");
    }

    [Fact]
    public async Task Stats_count_by_kind_and_by_entity()
    {
        var text = (await AskAsync("stats")).ShouldEndWith(0).Output;
        var stats = (await AskAsync("stats", "--json")).Json();

        text.ShouldContain("contact-arrived");
        stats.GetProperty("manifests").EnumerateArray().Sum(count => count.GetProperty("events").GetInt64()).ShouldBe(stats.GetProperty("events").GetInt64());
        stats.GetProperty("entities").EnumerateArray().Sum(count => count.GetProperty("events").GetInt64()).ShouldBe(stats.GetProperty("events").GetInt64());
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("export")]
    [InlineData("stats")]
    [InlineData("rebuild")]
    public async Task A_directory_without_a_journal_is_not_found(string verb) =>
        (await CommandRun.OfAsync("journal", verb, "--data", Path.Combine(_engine.Data.FullPath, "elsewhere"))).ShouldEndWith(ExitCode.NotFound);

    [Fact]
    public async Task History_and_figures_made_again_are_those_that_the_engine_has_kept()
    {
        (await AskAsync("rebuild")).ShouldEndWith(ExitCode.Failed).Error.ShouldContain("Another");
        await _engine.StopAsync();
        var kept = await TablesAsync();
        kept.Count(row => row.StartsWith("contact ", StringComparison.Ordinal)).ShouldBe(2);
        await TamperAsync("DELETE FROM contact WHERE contact_id = 'c1'; UPDATE queue_minute SET offered = offered + 1; DELETE FROM projected_entity");
        (await TablesAsync()).ShouldNotBe(kept);

        (await AskAsync("rebuild")).ShouldEndWith(0).Output.ShouldContain("Rebuilt history and figures from");
        (await TablesAsync()).ShouldBe(kept);
        (await AskAsync("rebuild", "--json")).Json().GetProperty("events").GetInt64().ShouldBeGreaterThan(5);
        (await TablesAsync()).ShouldBe(kept);
    }

    /// <summary>Every row of the projections' tables.</summary>
    private async Task<IReadOnlyList<string>> TablesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_engine.Data.Database.Name};Pooling=False");
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var table in (string[])["projection_position", "contact", "projected_entity", "queue_minute", "agent_minute", "agent_span", "projected_checkpoint"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2";
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                var cells = Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column) is byte[] octets ? Convert.ToHexString(octets) : row.GetValue(column));
                rows.Add($"{table} {string.Join(" | ", cells)}");
            }
        }
        return rows;
    }

    private Task<CommandRun> AskAsync(params string[] verb) => CommandRun.OfAsync(["journal", .. verb, "--data", _engine.Data.FullPath]);

    private static bool IsReady(string address)
    {
        try
        {
            using var client = new HttpClient();
            return client.Send(new HttpRequestMessage(HttpMethod.Get, $"{address}/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Changes the journal of the engine, which is stopped for it.</summary>
    private async Task TamperAsync(string sql)
    {
        await _engine.StopAsync();
        await using var connection = new SqliteConnection($"Data Source={_engine.Data.Database.Name};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }
}
