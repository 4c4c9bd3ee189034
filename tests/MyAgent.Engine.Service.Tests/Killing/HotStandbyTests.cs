using System.Diagnostics;
using System.Net;
using MyAgent.Engine.Embedded.Journal.Postgres;
using MyAgent.Engine.Embedded.Tests;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Tests.Commands;
using Xunit.Abstractions;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>Two engines on one PostgreSQL database: one works, the other stands by and takes over.</summary>
public sealed class HotStandbyTests(ITestOutputHelper output)
{
    private const int Contacts = 120;
    private const int TakeOvers = 3;

    /// <summary>It is to take 5 s at most; a machine that is busy with other things is given more.</summary>
    private static readonly TimeSpan LongestTakeOver = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task A_standby_takes_over_from_an_engine_that_is_killed_under_load_and_nothing_is_lost()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var connection = PostgresServer.Shared.NewDatabase();
        using var one = new EngineProcess(connection);
        using var other = new EngineProcess(connection);
        await one.StartAsync();
        await other.StartStandbyAsync();
        using var admin = one.NewClient();
        using var http = new HttpClient(new EitherEngine(one.Address, other.Address)) { BaseAddress = one.Address, Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;
        var client = new SteadyClient(http);
        var centre = new BusyCentre(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyCentre.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
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
            took.ShouldBeLessThan(LongestTakeOver);
            (working, standby) = (standby, working);
            await standby.StartStandbyAsync();
        }
        await Task.WhenAll(callers);
        while (await UnfinishedAsync(client, limit.Token) > 0)
            await Task.Yield();
        finished = true;
        await Task.WhenAll(agents);
        await working.KillAsync();

        var journal = await JournalAsync(connection);
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>()).ShouldBeEmpty();
        var checker = new LawChecker(new LawOptions());
        journal.SelectMany(checker.Take).Concat(checker.End()).ShouldBeEmpty();
        journal.Select(record => record.Recorded.Event).OfType<ContactFinished>().Select(over => over.ContactId.Value)
            .Order().ShouldBe(centre.Arrived.Order());
        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection)).ShouldEndWith(0);
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

    private static async Task<TimeSpan> UntilReadyAsync(EngineProcess engine, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                if ((await engine.AskReadyAsync(cancel)).Ready)
                    return waited.Elapsed;
            }
            catch (HttpRequestException)
            {
                // It is changing from standby to work.
                await Task.Yield();
            }
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
        var queue = await client.GetAsync($"/v1/queues/{BusyCentre.Queue}", cancel);
        return new[] { "waitingCount", "offeredCount", "engagedCount", "scheduledCount" }.Sum(figure => (int)queue[figure]!);
    }
}
