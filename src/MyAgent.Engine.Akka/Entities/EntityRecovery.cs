using Akka.Event;
using Akka.Persistence;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Recovers an entity from its snapshot and its events, and refuses those that do not fit.</summary>
/// <param name="address">The entity.</param>
/// <param name="log">The log for snapshots that cannot be used.</param>
internal sealed class EntityRecovery(EntityAddress address, ILoggingAdapter log)
{
    private readonly string _persistenceId = address.PersistenceId;

    /// <summary>The entity as recovered so far; a new one before the first snapshot or event.</summary>
    public IEntity Entity { get; private set; } = EntityFactory.Create(address);

    /// <summary>Restores the state from a snapshot.</summary>
    /// <returns>The snapshot; null if it is damaged, of an unknown version, or not of this entity and revision.</returns>
    public SerializedSnapshot? TryRestore(SnapshotOffer offered)
    {
        if (offered.Snapshot is not SerializedSnapshot stored || stored.TryRead() is not { } snapshot || snapshot.Revision != offered.Metadata.SequenceNr)
            return null;
        try
        {
            var restored = EntityFactory.Restore(snapshot);
            if (restored.Address != address)
                return null;
            Entity = restored;
            return stored;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            log.Warning(thrown, "Snapshot {0} of {1} cannot be used.", offered.Metadata.SequenceNr, _persistenceId);
            return null;
        }
    }

    /// <summary>Applies the next event.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="sequenceNr">Its number in the entity's journal.</param>
    /// <exception cref="UnreadableJournalException">An event before it is missing, or it does not fit the state before it.</exception>
    public void Replay(RecordedEvent recorded, long sequenceNr)
    {
        if (Entity.Revision + 1 != sequenceNr)
            throw Unreadable(recorded, sequenceNr, $"event {Entity.Revision + 1} is missing before it.");
        try
        {
            Entity.Apply(recorded);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            throw Unreadable(recorded, sequenceNr, $"the event does not fit the state before it. {thrown.Message}", thrown);
        }
    }

    /// <summary>Checks that the entity has every event of its journal.</summary>
    /// <param name="lastSequenceNr">The number of the last event in the journal.</param>
    /// <exception cref="InvalidOperationException">Events are missing at the end.</exception>
    public void Complete(long lastSequenceNr)
    {
        if (Entity.Revision != lastSequenceNr)
            throw new InvalidOperationException($"{_persistenceId} has {Entity.Revision} of its {lastSequenceNr} events.");
    }

    private UnreadableJournalException Unreadable(RecordedEvent recorded, long sequenceNr, string reason, Exception? inner = null) =>
        new(_persistenceId, sequenceNr, ordering: null, Manifests.Of(recorded.Event.GetType()), reason, inner);
}
