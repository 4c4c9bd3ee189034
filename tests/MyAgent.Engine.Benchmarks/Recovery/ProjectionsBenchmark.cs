using System.Diagnostics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Benchmarks.Recovery;

/// <summary>Measures the start of the projections and explanations during commits: from the tables, compared with the same from the first event.</summary>
internal static class ProjectionsBenchmark
{
    private const int Agents = 100;
    private const int Contacts = 100_000;
    private const int Batch = 10_000;
    private const int Explained = 200;
    private const int AtOnce = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Measures.</summary>
    public static async Task<Figures> RunAsync(DataFolder folder)
    {
        var path = folder.PathOf("traffic.db");
        var events = GeneratedJournal.OfTraffic(path, Agents, Contacts);
        var bytes = new FileInfo(path).Length;
        var figures = new Figures(
            "projections", $"A journal of {events} events of {Contacts} contacts in one queue and {Agents} agents in SQLite: "
            + "board and figures folded from the first event in memory, "
            + $"written to the tables once, and read from them; an explanation from the first event and from checkpoints, without other load; "
            + $"commits of one event each for {Window.TotalSeconds} s, "
            + $"without other load and with {AtOnce} clients that request explanations without a pause.")
            .With("events", events)
            .With("journalMegabytes", bytes / 1e6);
        var (seconds, memory) = await TakeAsync(async () =>
        {
            var (board, reports) = (new Board(), new InMemoryReports(TimeProvider.System));
            await foreach (var record in new SqliteDatabase(path).ReadJournal().ReadAsync(0))
            {
                board.Fold(record);
                reports.Fold(record);
            }
            return (board, reports);
        });
        figures.With("fromFirstEventSeconds", seconds).With("fromFirstEventMegabytes", memory);

        using var store = EngineStore.Open(new SqliteDatabase(path), _ => { });
        (seconds, _) = await TakeAsync(async () =>
        {
            using var projections = new StoredProjections(store.Projections, TimeProvider.System, Batch);
            await projections.LoadAsync(CancellationToken.None);
            await foreach (var record in store.Journal.ReadAsync(0))
            {
                projections.Fold(record);
                await projections.PaceAsync(CancellationToken.None);
            }
            await projections.WriteAsync(CancellationToken.None);
            return projections.Stored;
        });
        figures.With("writeTablesSeconds", seconds).With("tablesMegabytes", (FileBytes(path) - bytes) / 1e6);

        using var kept = new StoredProjections(store.Projections, TimeProvider.System);
        (seconds, memory) = await TakeAsync(async () =>
        {
            await kept.LoadAsync(CancellationToken.None);
            return kept;
        });
        figures.With("fromTablesSeconds", seconds).With("fromTablesMegabytes", memory);
        await ExplainAsync(figures, store, kept);
        return figures;
    }

    private static async Task ExplainAsync(Figures figures, EngineStore store, StoredProjections kept)
    {
        var (first, contacts) = (new ContactExplainer(store.Journal, TimeProvider.System), await FinishedAsync(store.Journal));
        var late = contacts[^2];
        figures.With("explainFromFirstEventMilliseconds", await MillisecondsAsync(() => first.ExplainAsync(late.Queue, late.Contact)));
        var explanations = new ContactExplainer(store.Journal, TimeProvider.System, kept);
        var times = new List<double>();
        for (var number = 0; number < Explained; number++)
        {
            var (queue, contact) = contacts[(int)((long)number * (contacts.Count - 2) / Explained)];
            times.Add(await MillisecondsAsync(() => explanations.ExplainAsync(queue, contact)));
        }
        times.Sort();
        figures.With("explainP50Milliseconds", Sample.Quantile(times, 0.5)).With("explainP99Milliseconds", Sample.Quantile(times, 0.99));
        var sequenceNr = 0L;
        (sequenceNr, var alone) = await CommitAsync(store, sequenceNr, Window);
        figures.With("commitAloneP50Milliseconds", Sample.Quantile(alone, 0.5)).With("commitAloneP99Milliseconds", Sample.Quantile(alone, 0.99));
        using var ends = new CancellationTokenSource();
        var asking = Enumerable.Range(1, AtOnce).Select(client => Task.Run(() => AskOnAsync(explanations, contacts, client, ends.Token))).ToList();
        (_, var withExplanations) = await CommitAsync(store, sequenceNr, Window);
        await ends.CancelAsync();
        var made = await Task.WhenAll(asking);
        figures.With("commitBesideExplanationsP50Milliseconds", Sample.Quantile(withExplanations, 0.5))
            .With("commitBesideExplanationsP99Milliseconds", Sample.Quantile(withExplanations, 0.99))
            .With("explanationsPerSecond", made.Sum() / Window.TotalSeconds);
    }

    private static async Task<IReadOnlyList<(QueueId Queue, ContactId Contact)>> FinishedAsync(IJournalReader journal)
    {
        var finished = new List<(QueueId, ContactId)>();
        await foreach (var record in journal.ReadAsync(0))
        {
            if (record.Recorded.Event is ContactFinished done)
                finished.Add((new QueueId(record.Entity.Id), done.ContactId));
        }
        return finished;
    }

    private static async Task<int> AskOnAsync(ContactExplainer explanations, IReadOnlyList<(QueueId Queue, ContactId Contact)> contacts, int client, CancellationToken ends)
    {
        var (random, made) = (new Random(client), 0);
        while (!ends.IsCancellationRequested)
        {
            var (queue, contact) = contacts[random.Next(contacts.Count)];
            try
            {
                await explanations.ExplainAsync(queue, contact, CancellationToken.None);
                made++;
            }
            catch (EngineUnavailableException)
            {
                // As a client that retries later.
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }
        return made;
    }

    private static async Task<(long SequenceNr, IReadOnlyList<double> Milliseconds)> CommitAsync(EngineStore store, long sequenceNr, TimeSpan window)
    {
        var agent = new AgentId("committed");
        var times = new List<double>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < window;)
        {
            var recorded = new RecordedEvent(DateTimeOffset.UnixEpoch, new Cause("benchmark"), new AgentDefined("Committed"));
            var one = new UnsavedEvent(agent.Address, agent.Address.PersistenceId, ++sequenceNr, recorded);
            times.Add(await MillisecondsAsync(() => CommitAsync(store, one)));
        }
        times.Sort();
        return (sequenceNr, times);
    }

    private static Task CommitAsync(EngineStore store, UnsavedEvent one)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Commits.Add([one], failure =>
        {
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        });
        return done.Task;
    }

    private static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<(double Seconds, double Megabytes)> TakeAsync<T>(Func<Task<T>> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var kept = await work();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        GC.KeepAlive(kept);
        return (seconds, megabytes);
    }

    private static long FileBytes(string path) => new FileInfo(path).Length + (File.Exists(path + "-wal") ? new FileInfo(path + "-wal").Length : 0);
}
