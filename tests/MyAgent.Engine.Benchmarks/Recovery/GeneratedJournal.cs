using MyAgent.Engine.Benchmarks.Rules;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Benchmarks.Recovery;

/// <summary>Makes journals by the rules in virtual time, as the engine would have written them.</summary>
internal static class GeneratedJournal
{
    private const int BatchSize = 4096;

    /// <summary>A day's traffic: contacts that arrived, were served and are over. Without snapshots.</summary>
    /// <returns>How many events it has.</returns>
    public static long OfTraffic(string path, int agents, int contacts) => Write(path, centre =>
    {
        centre.GrowTo(agents);
        centre.Arrive(agents);
        for (var contact = 0; contact < contacts; contact++)
            centre.Cycle();
    });

    /// <summary>Contacts that all wait. Without snapshots.</summary>
    /// <returns>How many events it has.</returns>
    public static long OfWaiting(string path, int contacts) => Write(path, centre => centre.Arrive(contacts));

    private static long Write(string path, Action<InMemoryQueueHarness> play)
    {
        using var journal = new SqliteJournal(new SqliteDatabase(path), _ => { });
        var (batch, orderings) = (new List<UnsavedEvent>(), new List<long>());
        var centre = new InMemoryQueueHarness(onEvent: happened =>
        {
            batch.Add(happened);
            if (batch.Count == BatchSize)
                Flush();
        });
        play(centre);
        Flush();
        return centre.Events;

        void Flush()
        {
            journal.Append(batch, orderings);
            batch.Clear();
            orderings.Clear();
        }
    }
}
