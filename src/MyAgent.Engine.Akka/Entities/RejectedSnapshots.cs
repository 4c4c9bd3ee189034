using System.Collections.Concurrent;
using Akka.Persistence;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The snapshots that could not be used. The next recovery of their entities begins with an earlier one, or with the first event: the
/// journal has all events. Safe for use by several threads.</summary>
internal sealed class RejectedSnapshots
{
    private readonly ConcurrentDictionary<string, long> _oldest = new(StringComparer.Ordinal);

    /// <summary>Adds a snapshot that cannot be used.</summary>
    public void Add(string persistenceId, long sequenceNr) => _oldest[persistenceId] = sequenceNr;

    /// <summary>An entity has recovered without its rejected snapshots. Its next recovery begins with its newest snapshot again: another node may
    /// have taken a newer one, and the events before that one may have been deleted.</summary>
    public void Forget(string persistenceId) => _oldest.TryRemove(persistenceId, out _);

    /// <summary>The range of an entity's next recovery.</summary>
    public Recovery RecoveryOf(string persistenceId) =>
        _oldest.TryGetValue(persistenceId, out var oldest)
            ? new Recovery(oldest > 1 ? new SnapshotSelectionCriteria(oldest - 1) : SnapshotSelectionCriteria.None)
            : Recovery.Default;
}
