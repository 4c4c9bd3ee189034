using System.Collections.Concurrent;
using Akka.Persistence;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Snapshots that could not be used, so that an entity's next attempt to recover takes an earlier one or the journal alone. A
/// snapshot can always be done without. Safe for use by several threads.</summary>
internal sealed class RejectedSnapshots
{
    private readonly ConcurrentDictionary<string, long> _oldest = new(StringComparer.Ordinal);

    /// <summary>Takes note of a snapshot that cannot be used.</summary>
    public void Add(string persistenceId, long sequenceNr) => _oldest[persistenceId] = sequenceNr;

    /// <summary>An entity has recovered without them. The next time it begins with its newest snapshot again: that may be a newer one by then,
    /// made on another node, and the events before it need not be there any more.</summary>
    public void Forget(string persistenceId) => _oldest.TryRemove(persistenceId, out _);

    /// <summary>How an entity recovers.</summary>
    public Recovery RecoveryOf(string persistenceId) =>
        _oldest.TryGetValue(persistenceId, out var oldest)
            ? new Recovery(oldest > 1 ? new SnapshotSelectionCriteria(oldest - 1) : SnapshotSelectionCriteria.None)
            : Recovery.Default;
}
