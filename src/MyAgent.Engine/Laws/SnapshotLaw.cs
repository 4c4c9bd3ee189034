using System.Text;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Laws;

/// <summary>Law 16: replaying the journal gives the same state and the same deadlines. Needs the entities themselves, so it stands apart
/// from <see cref="LawChecker"/>.</summary>
public static class SnapshotLaw
{
    private const int Law = 16;

    /// <summary>Holds a snapshot against a replay of all events of its entity: at the snapshot's revision, and once more where the
    /// rest of the events has been replayed on top of it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="snapshot">Its snapshot.</param>
    /// <param name="history">All events of the entity, from the first.</param>
    /// <returns>What differs; null where nothing does.</returns>
    public static LawViolation? Check(EntityAddress entity, ISnapshot snapshot, IEnumerable<JournalRecord> history)
    {
        var replayed = EntityFactory.Create(entity);
        IEntity? restored = null;
        var newest = new Place(0, entity, 0);
        if (snapshot.Revision == 0)
            restored = EntityFactory.Restore(snapshot);
        foreach (var record in history)
        {
            newest = Place.Of(record);
            replayed.Apply(record.Recorded);
            restored?.Apply(record.Recorded);
            if (replayed.Revision != snapshot.Revision)
                continue;
            if (Text(replayed.TakeSnapshot()) != Text(snapshot))
                return Broken($"The snapshot of {entity} at revision {snapshot.Revision} is not what its events give.", newest);
            restored = EntityFactory.Restore(snapshot);
        }
        if (restored is null)
            return Broken($"The snapshot of {entity} stands for {snapshot.Revision} events; the journal has {replayed.Revision}.", newest);
        if (Text(replayed.TakeSnapshot()) != Text(restored.TakeSnapshot()))
            return Broken($"{entity} restored from revision {snapshot.Revision} is not what all its events give.", newest);
        return replayed.NextDeadline == restored.NextDeadline
            ? null
            : Broken($"{entity} wants to be woken at {replayed.NextDeadline:O}, and at {restored.NextDeadline:O} restored from revision {snapshot.Revision}.", newest);
    }

    private static string Text(ISnapshot snapshot) => Encoding.UTF8.GetString(SnapshotSerializer.Write(snapshot).Payload);

    private static LawViolation Broken(string detail, Place at) =>
        new(Law, detail, at.Ordering, at.Entity.PersistenceId, at.SequenceNr);
}
