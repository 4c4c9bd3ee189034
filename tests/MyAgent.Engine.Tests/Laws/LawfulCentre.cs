using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Tests.Faults;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>A centre that is judged as a whole at its end.</summary>
/// <param name="network">How messages between its entities travel.</param>
internal sealed class LawfulCentre(Network network)
{
    private readonly List<(EntityAddress Entity, ISnapshot Snapshot)> _snapshots = [];

    /// <summary>The centre.</summary>
    public NetworkHarness Centre => network.Centre;

    public void TakeSnapshots() => _snapshots.AddRange(Centre.Entities.Select(entity => (entity.Address, entity.TakeSnapshot())));

    /// <summary>Lets everything that is under way arrive. Then every law holds outright, and replay gives every entity back.</summary>
    public void ShouldBeSound()
    {
        network.Lossy = false;
        Centre.Pass(30);
        Centre.PassUntilNothingIsUnderWay();
        Centre.JudgeAtRest();
        Centre.JudgeTheEnd();
        if (Centre.Violations is [var broken, ..])
            Assert.Fail($"{broken}\n{Around(broken.Ordering)}");
        TakeSnapshots();
        var histories = Centre.Journal.ToLookup(record => record.Entity);
        foreach (var (entity, snapshot) in _snapshots)
            SnapshotLaw.Check(entity, snapshot, histories[entity]).ShouldBeNull();
    }

    private string Around(long ordering) => string.Join('\n', Centre.Journal
        .Where(record => record.Ordering > ordering - 25 && record.Ordering < ordering + 12)
        .Select(record => $"  {record.Ordering} {record.Recorded.At:HH:mm:ss.fff} {record.Entity} {record.SequenceNr} {record.Recorded.Event} by {record.Recorded.Cause}"));
}
