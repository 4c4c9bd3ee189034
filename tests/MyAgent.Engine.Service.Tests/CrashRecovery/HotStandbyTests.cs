using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Tests.Commands;
using MyAgent.Engine.Storage.Postgres;
using Xunit.Abstractions;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Two engines on one PostgreSQL database: one works, the other stands by and takes over.</summary>
[ChaosTests]
public sealed class HotStandbyTests(ITestOutputHelper output)
{
    private const int Contacts = 120;
    private const int TakeOvers = 3;

    private const string EndWriter = """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [PostgresFact]
    public async Task A_standby_takes_over_from_an_engine_that_is_killed_under_load_and_nothing_is_lost()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var connection = PostgresServer.Shared.NewDatabase();
        using var one = new EngineProcess(connection);
        using var other = new EngineProcess(connection);
        await one.StartAsync();
        await other.StartStandbyAsync();
        using var admin = one.NewClient();
        using var http = new HttpClient(new AnyEngine(one.Address, other.Address)) { BaseAddress = one.Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;
        var client = new SteadyClient(http);
        var centre = new BusyWorkload(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyWorkload.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
        var callers = new List<Task>();
        var (working, standby) = (one, other);
        for (var takeOver = 0; takeOver < TakeOvers; takeOver++)
        {
            var (ready, answer) = await standby.AskReadyAsync(limit.Token);
            ready.ShouldBeFalse();
            answer.ShouldContain("standby");
            var answered = client.AnsweredAsync(60, limit.Token);
            callers.AddRange(Enumerable.Range(takeOver * Contacts / TakeOvers, Contacts / TakeOvers).Select(number => centre.CallAsync(number, limit.Token)));
            await answered;
            await working.KillAsync();
            var took = await UntilReadyAsync(standby, limit.Token);
            output.WriteLine($"Taken over in {took.TotalSeconds:0.00} s.");
            (working, standby) = (standby, working);
            await standby.StartStandbyAsync();
        }
        await Task.WhenAll(callers);
        await Eventually.TrueAsync(async () => await UnfinishedAsync(client, limit.Token) == 0);
        finished = true;
        await Task.WhenAll(agents);
        await working.KillAsync();

        var journal = await JournalAsync(connection);
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>()).ShouldBeEmpty();
        var checker = new LawChecker(new LawOptions());
        journal.SelectMany(checker.Check).Concat(checker.End()).ShouldBeEmpty();
        journal.Select(record => record.Recorded.Event).OfType<ContactFinished>().Select(over => over.ContactId.Value)
            .Order().ShouldBe(centre.Arrived.Order());
        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection)).ShouldEndWith(0);
    }

    [PostgresFact]
    public async Task An_engine_that_slept_through_the_loss_of_its_connection_writes_nothing_and_stands_by()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var connection = PostgresServer.Shared.NewDatabase();
        using var one = new EngineProcess(connection);
        using var other = new EngineProcess(connection);
        await one.StartAsync();
        await other.StartStandbyAsync();
        using var http = one.NewClient();
        using var elsewhere = new HttpClient { BaseAddress = other.Address };
        elsewhere.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;

        await one.SleepAsync();
        PostgresServer.Execute(connection, EndWriter);
        await UntilReadyAsync(other, limit.Token);
        (await elsewhere.PutAsJsonAsync("/v1/queues/sales", new { name = "Sales" }, limit.Token)).EnsureSuccessStatusCode();
        var late = http.PutAsJsonAsync("/v1/queues/sales", new { name = "Late" }, limit.Token);
        await one.WakeAsync();
        (await late).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await UntilStandbyAsync(one, limit.Token);

        await other.KillAsync();
        await UntilReadyAsync(one, limit.Token);
        var queue = await http.GetFromJsonAsync<JsonNode>("/v1/queues/sales", limit.Token);
        ((string?)queue!["name"]).ShouldBe("Sales");
        (await http.PutAsJsonAsync("/v1/queues/sales", new { name = "In time" }, limit.Token)).EnsureSuccessStatusCode();
        (await JournalAsync(connection)).Select(record => record.Recorded.Event).OfType<QueueConfigured>().Select(set => set.Settings.Name)
            .ShouldBe(["Sales", "In time"]);
    }

    [PostgresFact]
    public async Task A_standby_is_alive_and_takes_no_calls()
    {
        var connection = PostgresServer.Shared.NewDatabase();
        using var working = new EngineProcess(connection);
        using var standby = new EngineProcess(connection);
        await working.StartAsync();
        await standby.StartStandbyAsync();
        using var client = new HttpClient { BaseAddress = standby.Address };
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await client.GetAsync("/v1/queues");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadAsStringAsync()).ShouldContain("\"code\":\"unavailable\"");
    }

    private static Task UntilStandbyAsync(EngineProcess engine, CancellationToken cancel) =>
        UntilAsync(engine, answer => answer.Answer.Contains("standby", StringComparison.Ordinal), cancel);

    private static async Task<TimeSpan> UntilReadyAsync(EngineProcess engine, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        await UntilAsync(engine, answer => answer.Ready, cancel);
        return waited.Elapsed;
    }

    private static async Task UntilAsync(EngineProcess engine, Func<(bool Ready, string Answer), bool> isSo, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                if (isSo(await engine.AskReadyAsync(cancel)))
                    return;
            }
            catch (HttpRequestException)
            {
                // It is changing between work and standby, and does not listen.
            }
            await Task.Delay(EngineProcess.RetryInterval, cancel);
        }
    }

    private static async Task<List<JournalRecord>> JournalAsync(string connection)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in new PostgresDatabase(connection).ReadJournal().ReadAsync(0))
            records.Add(record);
        return records;
    }

    private static async Task<int> UnfinishedAsync(SteadyClient client, CancellationToken cancel)
    {
        var queue = await client.GetAsync($"/v1/queues/{BusyWorkload.Queue}", cancel);
        return new[] { "waitingCount", "offeredCount", "engagedCount", "scheduledCount" }.Sum(figure => (int)queue[figure]!);
    }
}
