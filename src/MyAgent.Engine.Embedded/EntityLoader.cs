using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>How entities are made: <see cref="EntityFactory"/>'s, but for tests.</summary>
internal sealed record EntityModel(Func<EntityAddress, IEntity> Create, Func<ISnapshot, IEntity> Restore)
{
    public static readonly EntityModel Engine = new(EntityFactory.Create, EntityFactory.Restore);
}

/// <summary>An entity as it was read from the journal.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="SnapshotRevision">The revision of the snapshot it was read from; 0 where there was none.</param>
/// <param name="SnapshotBytes">The size of that snapshot before compression, in bytes.</param>
internal readonly record struct LoadedEntity(IEntity Entity, long SnapshotRevision, long SnapshotBytes);

/// <summary>Reads entities from the journal: the newest usable snapshot, then the events after it.</summary>
internal sealed class EntityLoader(EntityModel model, IJournalSource source)
{
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public LoadedEntity Load(EntityAddress address)
    {
        var persistenceId = address.PersistenceId;
        var loaded = FromSnapshot(persistenceId) ?? new LoadedEntity(model.Create(address), 0, 0);
        foreach (var record in source.ReadEntity(address, loaded.Entity.Revision))
        {
            if (record.SequenceNr != loaded.Entity.Revision + 1)
                throw Unreadable(record, $"event {loaded.Entity.Revision + 1} is missing before it.");
            try
            {
                loaded.Entity.Apply(record.Recorded);
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                throw Unreadable(record, $"the event does not fit what is before it. {thrown.Message}", thrown);
            }
        }
        return loaded;
    }

    /// <summary>A snapshot can always be done without: one that is damaged, of another version or ahead of the journal is passed over.</summary>
    private LoadedEntity? FromSnapshot(string persistenceId)
    {
        var most = source.LastSequenceNr(persistenceId);
        while (source.FindSnapshot(persistenceId, most) is { } candidate)
        {
            if (CompactSnapshots.TryRead(candidate.Manifest, candidate.Payload) is { } snapshot
                && snapshot.Revision == candidate.SequenceNr
                && TryRestore(snapshot) is { } entity
                && entity.Address.PersistenceId == persistenceId)
                return new LoadedEntity(entity, candidate.SequenceNr, CompactSnapshots.PlainLength(candidate.Manifest, candidate.Payload));
            most = candidate.SequenceNr - 1;
        }
        return null;
    }

    private IEntity? TryRestore(ISnapshot snapshot)
    {
        try
        {
            return model.Restore(snapshot);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static UnreadableJournalException Unreadable(JournalRecord record, string reason, Exception? inner = null) =>
        new(record.Entity.PersistenceId, record.SequenceNr, record.Ordering, Manifests.Of(record.Recorded.Event.GetType()), reason, inner);
}
