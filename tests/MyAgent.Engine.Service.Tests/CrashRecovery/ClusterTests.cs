using System.Diagnostics;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Commands.Failures;
using MyAgent.Engine.Service.Tests.Commands;
using MyAgent.Engine.Storage.Postgres;
using Xunit.Abstractions;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>Three real nodes on one PostgreSQL database.</summary>
[ChaosTests]
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const int Contacts = 150;

    /// <summary>Until everybody of a node that has died is awake elsewhere, news may be under way.</summary>
    private static readonly TimeSpan FailOverTimeout = TimeSpan.FromSeconds(30);

    [PostgresFact]
    public async Task A_cluster_loses_nothing_when_one_node_is_killed_and_another_is_stopped_under_load()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var connection = PostgresServer.Shared.NewDatabase();
        using var cluster = new ProcessCluster(connection);
        await cluster.StartAsync();
        using var http = new HttpClient(new AnyEngine([.. cluster.Nodes.Select(node => node.Address)]))
        {
            BaseAddress = cluster.Nodes[0].Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ClusterPlace.AdminToken);
        var client = new SteadyClient(http);
        var centre = new BusyWorkload(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyWorkload.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
        var callers = new List<Task>();
        await CallAsync(0);
        await cluster.Nodes[0].KillAsync();
        await CallAsync(1);
        await cluster.Nodes[0].StartAsync();
        (await cluster.Nodes[1].StopAsync()).ShouldBe(0);
        await CallAsync(2);
        await Task.WhenAll(callers);
        await Eventually.TrueAsync(async () => await UnfinishedAsync(client, limit.Token) == 0);
        finished = true;
        await Task.WhenAll(agents);
        (await cluster.Nodes[2].StopAsync()).ShouldBe(0);
        (await cluster.Nodes[0].StopAsync()).ShouldBe(0);

        var journal = await JournalAsync(connection);
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>()).ShouldBeEmpty();
        var checker = new LawChecker(new LawOptions { TravelTime = FailOverTimeout });
        List<LawViolation> violations = [.. journal.SelectMany(checker.Check), .. checker.End()];
        violations.ShouldBeEmpty();
        journal.Select(record => record.Recorded.Event).OfType<ContactFinished>().Select(over => over.ContactId.Value)
            .Order().ShouldBe(centre.Arrived.Order());
        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection, "--travel-seconds", "30")).ShouldEndWith(0);

        async Task CallAsync(int third)
        {
            var answered = client.AnsweredAsync(60, limit.Token);
            callers.AddRange(Enumerable.Range(third * Contacts / 3, Contacts / 3).Select(number => centre.CallAsync(number, limit.Token)));
            await answered;
        }
    }

    [PostgresFact]
    public async Task Wrap_ups_and_scheduled_callbacks_whose_node_has_died_come_to_their_end_once_though_no_message_arrives()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var connection = PostgresServer.Shared.NewDatabase();
        using var cluster = new ProcessCluster(connection);
        await cluster.StartAsync();
        using var http = new HttpClient { BaseAddress = cluster.Nodes[1].Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ClusterPlace.AdminToken);
        var dueTimes = new DueTimes(new SteadyClient(http), limit.Token);
        await dueTimes.SetUpAsync();

        // First the youngest node; then the oldest: with it go the shards' coordinators, which is the worst case.
        var round = 0;
        foreach (var (node, name) in new[] { (cluster.Nodes[2], "youngest"), (cluster.Nodes[0], "oldest") })
        {
            round++;
            var due = await dueTimes.SetAsync();
            await node.KillAsync();
            var killed = Stopwatch.StartNew();
            await Eventually.TrueAsync(async () => (await JournalAsync(connection)).Count(DueTimes.HasFired) == round * DueTimes.Number);
            var late = (await JournalAsync(connection)).Where(DueTimes.HasFired).Max(record => record.Recorded.At) - due;
            output.WriteLine($"All deadlines had fired {killed.Elapsed.TotalSeconds:0.0} s after the {name} node was killed, the last {late.TotalSeconds:0.0} s late.");
            await node.StartAsync();
        }
        (await JournalAsync(connection)).Where(DueTimes.HasFired).GroupBy(record => record.Entity).Select(fired => fired.Count())
            .ShouldBe(Enumerable.Repeat(2, DueTimes.Number));
    }

    /// <summary>Both sides still reach the database, by its socket: the worst case.</summary>
    [SeparateNetworksFact]
    public async Task A_node_that_is_cut_off_from_the_others_ends_itself_and_no_contact_is_offered_twice()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var networks = new SeparateNetworks(3);
        var connection = PostgresServer.Shared.NewDatabase(bySocket: true);
        using var cluster = new ProcessCluster(connection, networks);
        await cluster.StartAsync();
        using var http = new HttpClient(new AnyEngine(cluster.Nodes[0].Address, cluster.Nodes[1].Address))
        {
            BaseAddress = cluster.Nodes[0].Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ClusterPlace.AdminToken);
        var client = new SteadyClient(http);
        var centre = new BusyWorkload(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyWorkload.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
        var answered = client.AnsweredAsync(100, limit.Token);
        var callers = Enumerable.Range(0, Contacts).Select(number => centre.CallAsync(number, limit.Token)).ToList();
        await answered;
        networks.Cut(2);
        var cut = Stopwatch.StartNew();
        var (code, errors) = await cluster.Nodes[2].EndAsync(limit.Token);
        output.WriteLine($"The node on the smaller side ended {cut.Elapsed.TotalSeconds:0.0} s after it was cut off.");
        code.ShouldBe(ExitCode.Failed);
        errors.ShouldContain("no longer part of its cluster");
        await Task.WhenAll(callers);
        await Eventually.TrueAsync(async () => await UnfinishedAsync(client, limit.Token) == 0);
        finished = true;
        await Task.WhenAll(agents);

        var journal = await JournalAsync(connection);
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>()).ShouldBeEmpty();
        var checker = new LawChecker(new LawOptions { TravelTime = FailOverTimeout });
        List<LawViolation> violations = [.. journal.SelectMany(checker.Check), .. checker.End()];
        violations.ShouldBeEmpty();
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
