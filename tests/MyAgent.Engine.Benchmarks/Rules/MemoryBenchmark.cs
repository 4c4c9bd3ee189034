using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Reports;

namespace MyAgent.Engine.Benchmarks.Rules;

/// <summary>What a waiting contact and an agent take up in memory: live bytes on the heap, before and after.</summary>
internal static class MemoryBenchmark
{
    private const int Contacts = 200_000;
    private const int Agents = 20_000;

    /// <summary>Measures.</summary>
    public static Figures Run() => new Figures(
        "memory", $"Live bytes on the heap, by {Contacts} contacts waiting in one queue and {Agents} agents logged in to it; with their "
        + "entities, matching and wake-ups. The views (reports, histories) are a service's own and shown apart.")
        .With("bytesPerWaitingContact", PerWaitingContact())
        .With("bytesPerAgent", PerAgent())
        .With("viewBytesPerContact", InViews());

    private static double PerWaitingContact()
    {
        var centre = new InMemoryQueueHarness();
        return Measure(() => centre.Arrive(Contacts), centre) / Contacts;
    }

    private static double PerAgent()
    {
        var centre = new InMemoryQueueHarness();
        return Measure(() => centre.GrowTo(Agents), centre) / Agents;
    }

    private static double InViews()
    {
        IProjection[] views = [new ContactHistory(), new InMemoryReports(TimeProvider.System)];
        var records = new List<JournalRecord>();
        var centre = new InMemoryQueueHarness(
            onEvent: happened => records.Add(new JournalRecord(records.Count + 1, happened.Entity, happened.SequenceNr, happened.Recorded)));
        centre.Arrive(Contacts);
        return Measure(
            () =>
            {
                foreach (var record in records)
                {
                    foreach (var view in views)
                        view.Fold(record);
                }
            },
            (centre, records, views)) / Contacts;
    }

    private static double Measure(Action fill, object kept)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        fill();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(kept);
        return after - before;
    }
}
