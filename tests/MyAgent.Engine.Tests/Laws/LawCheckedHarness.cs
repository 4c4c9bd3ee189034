using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Tests.NetworkFaults;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>A centre whose whole journal is checked against the laws at its end.</summary>
/// <param name="network">How messages between its entities travel.</param>
internal sealed class LawCheckedHarness(NetworkConditions network)
{
    private readonly List<(EntityAddress Entity, ISnapshot Snapshot)> _snapshots = [];

    /// <summary>The centre.</summary>
    public NetworkHarness Harness => network.Harness;

    public void TakeSnapshots() => _snapshots.AddRange(Harness.Entities.Select(entity => (entity.Address, entity.TakeSnapshot())));

    /// <summary>Lets everything that is under way arrive. Then every law holds outright, and replay gives every entity back.</summary>
    public void ShouldBreakNoLaw()
    {
        network.IsLossy = false;
        Harness.Pass(30);
        Harness.PassUntilNothingIsUnderWay();
        Harness.CheckAtRest();
        Harness.CheckAtEnd();
        if (Harness.Violations is [var broken, ..])
            Assert.Fail($"{broken}\n{Around(broken.Ordering)}");
        TakeSnapshots();
        var histories = Harness.Journal.ToLookup(record => record.Entity);
        foreach (var (entity, snapshot) in _snapshots)
            SnapshotLaw.Check(entity, snapshot, histories[entity]).ShouldBeNull();
    }

    private string Around(long ordering) => string.Join('\n', Harness.Journal
        .Where(record => record.Ordering > ordering - 25 && record.Ordering < ordering + 12)
        .Select(record => $"  {record.Ordering} {record.Recorded.At:HH:mm:ss.fff} {record.Entity} {record.SequenceNr} {record.Recorded.Event} by {record.Recorded.Cause}"));
}
