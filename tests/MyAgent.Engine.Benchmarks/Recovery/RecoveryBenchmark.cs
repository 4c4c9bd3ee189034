using System.Diagnostics;
using MyAgent.Engine.Benchmarks.Durable;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Benchmarks.Recovery;

/// <summary>How fast the engine recovers from its journal, compared with a bare read of the same rows, in turns.</summary>
internal static class RecoveryBenchmark
{
    private const int Agents = 1000;
    private const int Contacts = 30_000;
    private const int Waiting = 100_000;
    private const int Rounds = 7;

    /// <summary>Measures.</summary>
    public static async Task<Figures> RunAsync(DataFolder folder)
    {
        var (ratio, select, replay, events) = await ReplayingAsync(folder.PathOf("traffic.db"), folder.PathOf("empty.db"));
        var (withSnapshot, snapshotBytes, without) = await RestartingAsync(folder.PathOf("waiting.db"));
        var (plainSave, compactSave) = SavingSnapshots(folder.PathOf("waiting.db"));
        return new Figures(
            "recovery", $"{events} events of {Contacts} contacts and {Agents} agents read back into their actors by a start, beyond what a start on an empty journal "
            + $"takes, compared with a bare SELECT of the same rows, in turns, medians of {Rounds}; "
            + $"opening the engine with {Waiting} contacts waiting, from a snapshot and from the events alone; "
            + "how long that snapshot keeps commits waiting while it is written, as plain JSON and as it is kept.")
            .With("events", events)
            .With("replayEventsPerSecond", replay)
            .With("selectRowsPerSecond", select)
            .With("ratioToSelect", ratio)
            .With("restartSeconds", withSnapshot)
            .With("snapshotMegabytes", snapshotBytes / 1e6)
            .With("restartWithoutSnapshotSeconds", without)
            .With("savePlainMilliseconds", plainSave)
            .With("saveKeptMilliseconds", compactSave);
    }

    private static async Task<(double Ratio, double Select, double Replay, long Events)> ReplayingAsync(string path, string empty)
    {
        var events = GeneratedJournal.OfTraffic(path, Agents, Contacts);
        var slices = new List<(double Select, double Replay)>();
        for (var round = -1; round < Rounds; round++)
        {
            GC.Collect();
            var start = Stopwatch.GetTimestamp();
            Select(path);
            var select = events / Stopwatch.GetElapsedTime(start).TotalSeconds;
            var bare = await OpenAndCloseAsync(empty);
            var replay = events / (await OpenAndCloseAsync(path) - bare);
            DeleteSnapshots(path);
            if (round >= 0)
                slices.Add((select, replay));
        }
        return (Sample.Median(slices.Select(slice => slice.Replay / slice.Select)), Sample.Median(slices.Select(slice => slice.Select)),
            Sample.Median(slices.Select(slice => slice.Replay)), events);
    }

    private static async Task<(double WithSnapshot, long SnapshotBytes, double Without)> RestartingAsync(string path)
    {
        GeneratedJournal.OfWaiting(path, Waiting);
        var without = await OpenAndCloseAsync(path);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
            times.Add(await OpenAndCloseAsync(path));
        using var source = new SqliteDatabase(path).OpenSource();
        return (Sample.Median(times), source.Snapshots().Max(snapshot => snapshot.Payload.LongLength), without);
    }

    /// <summary>Writes the long line's snapshot, plain and as it is kept, in turns, each time in place of an older one.</summary>
    private static (double Plain, double Kept) SavingSnapshots(string path)
    {
        using var journal = new SqliteJournal(new SqliteDatabase(path), _ => { });
        using var source = journal.OpenSource();
        var line = EntityFactory.Create(BenchmarkData.Queue(0).Address);
        foreach (var record in source.ReadEntity(line.Address, afterSequenceNr: 0))
            line.Apply(record.Recorded);
        var snapshot = line.TakeSnapshot();
        var (manifest, payload) = CompactSnapshots.Write(snapshot);
        var kept = new StoredSnapshot(line.Address.PersistenceId, snapshot.Revision, line.LastEventAt, manifest, payload);
        var (plainManifest, json) = SnapshotSerializer.Write(snapshot);
        var plain = kept with { Manifest = plainManifest, Payload = json };
        var (plainTimes, keptTimes) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            plainTimes.Add(MillisecondsToSave(journal, plain with { PersistenceId = "queue-plain", SequenceNr = round }));
            keptTimes.Add(MillisecondsToSave(journal, kept with { PersistenceId = "queue-kept", SequenceNr = round }));
        }
        return (Sample.Median(plainTimes), Sample.Median(keptTimes));
    }

    private static double MillisecondsToSave(SqliteJournal journal, StoredSnapshot snapshot)
    {
        var start = Stopwatch.GetTimestamp();
        journal.Save([snapshot]);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Opens the engine until it takes work; closing it leaves a snapshot behind.</summary>
    private static async Task<double> OpenAndCloseAsync(string path)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await using var engine = await BenchmarkHosts.StartAsync(BenchmarkHosts.Solo, new SqliteDatabase(path));
        await engine.Host.SendAsync(BenchmarkData.Queue(0).Address, new Queues.GetQueue(Skip: 0, Take: 10), BenchmarkData.Connector);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The ceiling: every row, and every column of it that the engine needs, read once in the order of the table.</summary>
    private static void Select(string path)
    {
        using var connection = new SqliteDatabase(path).OpenReader();
        using var select = new SqliteStatement(
            connection, "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal ORDER BY ordering");
        while (select.Step())
            _ = (select.Long(0), select.Text(1), select.Long(2), select.Text(3), select.Blob(4).ToArray());
    }

    private static void DeleteSnapshots(string path)
    {
        using var connection = new SqliteDatabase(path).OpenWriter();
        SqliteDatabase.Execute(connection, "DELETE FROM snapshot");
    }
}
