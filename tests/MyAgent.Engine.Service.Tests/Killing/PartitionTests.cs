#if AKKANET
using System.Diagnostics;
using MyAgent.Engine.Embedded.Journal.Postgres;
using MyAgent.Engine.Embedded.Tests;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Tests.Commands;
using Npgsql;
using Xunit.Abstractions;

namespace MyAgent.Engine.Service.Tests.Killing;

/// <summary>A cluster whose nodes cannot reach each other any more, though all of them reach the database and their clients.</summary>
public sealed class PartitionTests(ITestOutputHelper output)
{
    private const int Contacts = 80;

    /// <summary>Until everybody of the node that was cut off is awake elsewhere, news may be under way.</summary>
    private static readonly TimeSpan LongestFailOver = TimeSpan.FromSeconds(30);

    [CutOffFact]
    public async Task A_node_that_is_cut_off_ends_itself_and_the_others_go_on_without_a_second_offer()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var connection = PostgresServer.Shared.NewDatabase();
        using var network = new CutOffNetwork();
        int[] ports = [EngineProcess.FreePort(), EngineProcess.FreePort(), EngineProcess.FreePort()];
        var here = new ClusterPlace(ports[0], ports[..2]) { Host = network.Outside, SeedHost = network.Outside };
        using var first = new EngineProcess(connection, here);
        using var second = new EngineProcess(connection, here with { Port = ports[1] });
        using var lonely = new EngineProcess(ThroughSocket(connection),
            here with { Port = ports[2], Host = network.Inside, HttpHost = network.ForClients, Within = network.Within });
        await first.StartAsync();
        await Task.WhenAll(second.StartAsync(), lonely.StartAsync());
        using var http = new HttpClient(new AnyEngine(lonely.Address, first.Address, second.Address))
        {
            BaseAddress = lonely.Address,
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ClusterPlace.AdminToken);
        var client = new SteadyClient(http);
        var centre = new BusyCentre(client);
        await centre.SetUpAsync(limit.Token);

        var finished = false;
        var agents = Enumerable.Range(0, BusyCentre.Agents).Select(agent => centre.WorkAsync(agent, () => finished, limit.Token)).ToList();
        var answered = client.AnsweredAsync(60, limit.Token);
        var callers = Enumerable.Range(0, Contacts).Select(number => centre.CallAsync(number, limit.Token)).ToList();
        await answered;
        network.Cut();
        var cut = Stopwatch.StartNew();
        var (code, errors) = await lonely.EndedAsync(limit.Token);
        output.WriteLine($"The node that was cut off had ended after {cut.Elapsed.TotalSeconds:0.0} s.");
        code.ShouldBe(1);
        errors.ShouldContain("no longer part of its cluster");
        await Task.WhenAll(callers);
        while (await UnfinishedAsync(client, limit.Token) > 0)
            await Task.Yield();
        finished = true;
        await Task.WhenAll(agents);
        output.WriteLine($"All contacts were over {cut.Elapsed.TotalSeconds:0.0} s after the cut.");
        (await second.StopAsync()).ShouldBe(0);
        (await first.StopAsync()).ShouldBe(0);

        var journal = new List<JournalRecord>();
        await foreach (var record in new PostgresDatabase(connection).ReadJournal().ReadAsync(0))
            journal.Add(record);
        client.Acknowledged.Except(journal.Select(record => record.Recorded.Cause.CommandId).OfType<string>()).ShouldBeEmpty();
        var checker = new LawChecker(new LawOptions { TravelTime = LongestFailOver });
        List<LawViolation> violations = [.. journal.SelectMany(checker.Take), .. checker.End()];
        violations.ShouldBeEmpty();
        journal.Select(record => record.Recorded.Event).OfType<ContactFinished>().Select(over => over.ContactId.Value)
            .Order().ShouldBe(centre.Arrived.Order());
        (await CommandRun.OfAsync("journal", "verify", "--journal", "postgres", "--connection", connection, "--travel-seconds", "30")).ShouldEndWith(0);
    }

    /// <summary>The same database through the server's socket in the file system, which knows no networks.</summary>
    private static string ThroughSocket(string connection)
    {
        using var opened = new NpgsqlConnection($"{connection};Pooling=false");
        opened.Open();
        using var asked = new NpgsqlCommand("SHOW unix_socket_directories", opened);
        return new NpgsqlConnectionStringBuilder(connection) { Host = (string)asked.ExecuteScalar()! }.ConnectionString;
    }

    private static async Task<int> UnfinishedAsync(SteadyClient client, CancellationToken cancel)
    {
        var queue = await client.GetAsync($"/v1/queues/{BusyCentre.Queue}", cancel);
        return new[] { "waitingCount", "offeredCount", "engagedCount", "scheduledCount" }.Sum(figure => (int)queue[figure]!);
    }
}
#endif
