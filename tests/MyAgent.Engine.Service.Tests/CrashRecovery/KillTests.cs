using System.Text.Json.Nodes;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Law 19: what has been acknowledged survives <c>kill -9</c> at any moment.</summary>
[ChaosTests]
public sealed class KillTests
{
    private const int Contacts = 200;
    private const int Kills = 10;
    private const int ContactsAKill = Contacts / Kills;

    [Theory]
    [InlineData("group-commit")]
    [InlineData("sql")]
    public async Task Whatever_was_acknowledged_is_there_after_each_of_ten_kills(string plugin)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var engine = new EngineProcess(plugin: plugin);
        await engine.StartAsync();
        using var http = engine.NewClient();
        var client = new SteadyClient(http);
        var centre = new BusyWorkload(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyWorkload.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
        var callers = new List<Task>();
        var chance = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            var kills = KillAfterAsync(engine, client, commands: chance.Next(20, 120), limit.Token);
            callers.AddRange(Enumerable.Range(kill * ContactsAKill, ContactsAKill).Select(number => centre.CallAsync(number, limit.Token)));
            await kills;
            var killed = await JournalAsync(engine);
            Missing(client, killed).ShouldBeEmpty();
            await engine.StartAsync();
        }
        await Task.WhenAll(callers);
        centre.Arrived.Count.ShouldBe(Contacts);
        await Eventually.TrueAsync(async () => await UnfinishedAsync(client, limit.Token) == 0);
        finished = true;
        await Task.WhenAll(agents);

        await engine.KillAsync();
        var journal = await JournalAsync(engine);
        Missing(client, journal).ShouldBeEmpty();
        Violations(journal).ShouldBeEmpty();
        journal.Select(record => record.Recorded.Event).OfType<Queues.ContactFinished>().Select(over => over.ContactId.Value)
            .Order().ShouldBe(centre.Arrived.Order());
    }

    [Fact]
    public async Task The_order_of_those_waiting_and_every_deadline_are_the_same_after_a_kill()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var engine = new EngineProcess();
        await engine.StartAsync();
        using var http = engine.NewClient();
        var client = new SteadyClient(http);
        await client.SendAsync(HttpMethod.Put, "/v1/queues/sales", new { name = "Sales", offerTimeoutSeconds = 600 }, limit.Token);
        foreach (var agent in new[] { "ana", "ben", "eve", "kim" })
        {
            await client.SendAsync(HttpMethod.Put, $"/v1/agents/{agent}", new { name = agent }, limit.Token);
            await client.SendAsync(HttpMethod.Put, $"/v1/agents/{agent}/assignments/sales", new { wrapUpSeconds = 600 }, limit.Token);
            await client.SendAsync(HttpMethod.Post, $"/v1/agents/{agent}/log-in", body: null, limit.Token);
        }
        await client.SendAsync(HttpMethod.Post, "/v1/agents/ana/break", new { reason = "lunch", seconds = 1800 }, limit.Token);
        await client.SendAsync(HttpMethod.Post, "/v1/agents/kim/break", new { reason = "course" }, limit.Token);
        await EngageAsync("ben", "wrapping", callback: false);
        await client.SendAsync(HttpMethod.Post, "/v1/agents/ben/end-contact", body: null, limit.Token);
        await client.SendAsync(HttpMethod.Post, "/v1/agents/ben/close-pop-up", body: null, limit.Token);
        await EngageAsync("eve", "later", callback: true);
        await client.SendAsync(HttpMethod.Post, "/v1/agents/eve/break", new { reason = "tea" }, limit.Token);
        await client.SendAsync(HttpMethod.Post, "/v1/agents/eve/schedule-callback", new { dueAt = DateTimeOffset.UtcNow.AddHours(1) }, limit.Token);
        for (var number = 0; number < 50; number++)
            await ArriveAsync($"c{number}", priority: number * 7 % 3);
        await client.SendAsync(HttpMethod.Post, "/v1/queues/sales/contacts/c30/move-to-first", body: null, limit.Token);
        await client.SendAsync(HttpMethod.Post, "/v1/queues/sales/contacts/c9/callback", new { number = "+33155500000" }, limit.Token);
        await client.SendAsync(HttpMethod.Post, "/v1/queues/sales/contacts/c10/record", body: null, limit.Token);

        var before = await EverythingAsync();
        for (var kill = 0; kill < 2; kill++)
        {
            await engine.KillAsync();
            await engine.StartAsync();
            (await EverythingAsync()).ShouldBe(before);
        }

        async Task EngageAsync(string agent, string contact, bool callback)
        {
            if (callback)
                await client.SendAsync(HttpMethod.Post, "/v1/agents/eve/break", new { reason = "wait" }, limit.Token);
            await ArriveAsync(contact, priority: 9);
            if (callback)
            {
                await client.SendAsync(HttpMethod.Post, $"/v1/queues/sales/contacts/{contact}/callback", new { number = "+33155500001" }, limit.Token);
                await client.SendAsync(HttpMethod.Post, "/v1/agents/eve/available", body: null, limit.Token);
            }
            while ((string?)(await client.GetAsync($"/v1/agents/{agent}", limit.Token))["status"] != "engaged")
            {
                foreach (var other in new[] { "ben", "eve" })
                {
                    var offer = (await client.GetAsync($"/v1/agents/{other}", limit.Token))["offer"];
                    if (offer is not null)
                        await client.SendAsync(HttpMethod.Post, $"/v1/agents/{other}/{(other == agent ? "accept" : "reject")}",
                            new { offerId = (string)offer["offerId"]! }, limit.Token);
                }
            }
        }

        Task ArriveAsync(string contact, int priority) => client.SendAsync(HttpMethod.Post, "/v1/queues/sales/contacts",
            new { contactId = contact, media = "call", caller = "+33100000000", priority }, limit.Token);

        async Task<string> EverythingAsync()
        {
            var queue = await client.GetAsync("/v1/queues/sales", limit.Token);
            queue["longestWaitSeconds"] = 0;
            var all = new JsonArray(queue, await client.GetAsync("/v1/agents", limit.Token), await client.GetAsync("/v1/callbacks", limit.Token));
            return all.ToJsonString(new() { WriteIndented = true });
        }
    }

    /// <summary>Kills the service once so many more commands have been answered, in the middle of others.</summary>
    private static async Task KillAfterAsync(EngineProcess engine, SteadyClient client, int commands, CancellationToken cancel)
    {
        await client.AnsweredAsync(commands, cancel);
        await engine.KillAsync();
    }

    private static async Task<List<JournalRecord>> JournalAsync(EngineProcess engine)
    {
        var records = new List<JournalRecord>();
        await foreach (var record in Reader(engine).ReadAsync(0))
            records.Add(record);
        return records;
    }

    private static StoredJournal Reader(EngineProcess engine) => new SqliteDatabase(Path.Combine(engine.Data, "engine.db")).ReadJournal();

    private static IEnumerable<string> Missing(SteadyClient client, List<JournalRecord> journal) =>
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>());

    private static List<LawViolation> Violations(List<JournalRecord> journal)
    {
        var checker = new LawChecker(new LawOptions());
        return [.. journal.SelectMany(checker.Check), .. checker.End()];
    }

    private static async Task<int> UnfinishedAsync(SteadyClient client, CancellationToken cancel)
    {
        var queue = await client.GetAsync($"/v1/queues/{BusyWorkload.Queue}", cancel);
        return Count("waitingCount") + Count("offeredCount") + Count("engagedCount") + Count("scheduledCount");

        int Count(string figure) => (int)queue[figure]!;
    }
}
