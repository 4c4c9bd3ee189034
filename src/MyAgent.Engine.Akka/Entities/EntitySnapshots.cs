using Akka.Persistence;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The snapshots of one entity: when the next one is due, and which ones are obsolete.</summary>
/// <param name="policy">When snapshots are taken.</param>
internal sealed class EntitySnapshots(SnapshotPolicy policy)
{
    private long _lastSaved;
    private long _dueAt = policy.Every;
    private int _underWay;

    /// <summary>The revision of the newest saved snapshot; 0 for none.</summary>
    public long LastSaved => _lastSaved;

    /// <summary>Whether a snapshot is being serialized or saved.</summary>
    public bool IsUnderWay => _underWay > 0;

    /// <summary>The entity was restored from a snapshot.</summary>
    /// <param name="revision">The revision of the snapshot.</param>
    /// <param name="snapshot">The snapshot.</param>
    public void Restored(long revision, SerializedSnapshot snapshot) =>
        (_lastSaved, _dueAt) = (revision, revision + policy.DueAfter(snapshot.PlainLength));

    /// <summary>Whether a snapshot is due at a revision.</summary>
    public bool IsDue(long revision) => revision >= _dueAt && _underWay == 0;

    /// <summary>Whether the newest snapshot is not of this revision.</summary>
    public bool IsBehind(long revision) => revision > _lastSaved;

    /// <summary>Takes a snapshot of the present state. The next one is due after the number of events in the policy, whether or not this one succeeds.</summary>
    /// <returns>Serializes the snapshot; safe on any thread. Call it once the events are on disk.</returns>
    public Func<SnapshotReady> Take(IEntity entity)
    {
        _dueAt = entity.Revision + policy.Every;
        _underWay++;
        var (snapshot, at) = (entity.TakeSnapshot(), entity.LastEventAt);
        return () => new SnapshotReady(snapshot.Revision, at, SerializedSnapshot.Of(snapshot));
    }

    /// <summary>The message that saves a snapshot.</summary>
    public SaveSnapshot Save(string persistenceId, SnapshotReady ready)
    {
        _dueAt = Math.Max(_dueAt, ready.Revision + policy.DueAfter(ready.Snapshot.PlainLength));
        return new SaveSnapshot(new SnapshotMetadata(persistenceId, ready.Revision, ready.At.UtcDateTime), ready.Snapshot);
    }

    /// <summary>A snapshot has been saved, or could not be serialized or saved.</summary>
    public void Ended() => _underWay--;

    /// <summary>A snapshot has been saved.</summary>
    /// <returns>The older ones to delete, null for none. The one before the newest stays, in case the newest is
    /// damaged.</returns>
    public SnapshotSelectionCriteria? Saved(long revision)
    {
        var before = _lastSaved;
        _lastSaved = revision;
        return before > 1 && !policy.StoreKeepsTwo ? new SnapshotSelectionCriteria(before - 1) : null;
    }
}
