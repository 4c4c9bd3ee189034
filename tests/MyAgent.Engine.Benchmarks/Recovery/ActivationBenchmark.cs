using System.Diagnostics;
using MyAgent.Engine.Benchmarks.Durable;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Recovery;

/// <summary>How long a start takes until every queue and every agent has been read and takes work.</summary>
internal static class ActivationBenchmark
{
    private const int Queues = 1000;
    private const int Agents = 10_000;
    private const int Waiting = 100_000;
    private const int Rounds = 3;

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the databases go.</param>
    public static async Task<Figures> RunAsync(DataFolder folder)
    {
        var people = folder.PathOf("people.db");
        await FillAsync(people);
        var fromSnapshots = await MedianAsync(people, Rounds);
        var bytes = await BytesWhileOpenAsync(people);
        DeleteSnapshots(people);
        var fromEvents = await OpenAndCloseAsync(people);

        var waiting = folder.PathOf("waiting.db");
        GeneratedJournal.OfWaiting(waiting, Waiting);
        var waitingFromEvents = await OpenAndCloseAsync(waiting);
        var waitingFromSnapshot = await MedianAsync(waiting, Rounds);
        return new Figures(
            "awake", $"from the start until every entity has been read; {Agents} logged-in agents of {Queues} queues, and one queue with {Waiting} contacts; "
            + "SQLite, from snapshots (medians) and from the events alone (once). bytesPerAgentWithItsActor: what the managed heap holds while all are awake, "
            + "with their queues and all else that an engine keeps, by the number of agents.")
            .With("peopleSeconds", fromSnapshots)
            .With("peopleFromEventsSeconds", fromEvents)
            .With("waitingSeconds", waitingFromSnapshot)
            .With("waitingFromEventsSeconds", waitingFromEvents)
            .With("bytesPerAgentWithItsActor", bytes / Agents)
            .With("workingSetMegabytes", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6);
    }

    private static async Task FillAsync(string path)
    {
        await using var engine = await OpenAsync(path);
        await Parallel.ForAsync(0, Queues, async (queue, cancel) =>
            await engine.Host.SendAsync(BenchmarkData.Queue(queue).Address, BenchmarkData.Open(BenchmarkData.Queue(queue)), BenchmarkData.Connector, cancel));
        await Parallel.ForAsync(0, Agents, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (number, cancel) =>
        {
            var agent = BenchmarkData.Agent(number);
            foreach (var command in BenchmarkData.Start(agent, BenchmarkData.Queue(number % Queues)))
                await engine.Host.SendAsync(agent.Address, command, BenchmarkData.Connector, cancel);
        });
    }

    private static async Task<double> MedianAsync(string path, int rounds)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
            times.Add(await OpenAndCloseAsync(path));
        return Sample.Median(times);
    }

    private static async Task<double> OpenAndCloseAsync(string path)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await using var engine = await OpenAsync(path);
        await engine.Host.SendAsync(BenchmarkData.Queue(0).Address, new Queues.GetQueue(Skip: 0, Take: 10), BenchmarkData.Connector);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> BytesWhileOpenAsync(string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var engine = await OpenAsync(path);
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static Task<HostedEngine> OpenAsync(string path) => BenchmarkHosts.StartAsync(BenchmarkHosts.Solo, new SqliteDatabase(path));

    private static void DeleteSnapshots(string path)
    {
        using var connection = new SqliteDatabase(path).OpenWriter();
        SqliteDatabase.Execute(connection, "DELETE FROM snapshot");
    }
}
