using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>The durable state: of each entity the newest serialized snapshot and the events after it.</summary>
/// <param name="stage">Wraps or replaces each entity before its events are applied; null (the default) to use the entity itself.</param>
internal sealed class MemoryJournal(Func<IEntity, IEntity>? stage = null)
{
    private const int ReplayLaw = 16;

    private readonly Dictionary<EntityAddress, Kept> _entities = [];

    /// <summary>When the newest event happened.</summary>
    public DateTimeOffset NewestAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The entities that have events, in ordinal order.</summary>
    public IEnumerable<EntityAddress> Entities => _entities.Keys.OrderBy(address => address.PersistenceId, StringComparer.Ordinal);

    /// <summary>Appends events.</summary>
    public void Append(IEnumerable<UnsavedEvent> events)
    {
        foreach (var unsaved in events)
        {
            if (!_entities.TryGetValue(unsaved.Entity, out var kept))
                _entities.Add(unsaved.Entity, kept = new Kept());
            kept.Events.Add(unsaved.Recorded);
            NewestAt = unsaved.Recorded.At > NewestAt ? unsaved.Recorded.At : NewestAt;
        }
    }

    /// <summary>Reads an entity.</summary>
    public IEntity Read(EntityAddress address)
    {
        if (!_entities.TryGetValue(address, out var kept))
            return Staged(EntityFactory.Create(address));
        var entity = Staged(kept.Snapshot is { } snapshot
            ? EntityFactory.Restore(SnapshotSerializer.TryRead(snapshot.Manifest, snapshot.Payload)
                ?? throw new InvalidOperationException($"The snapshot of {address} cannot be read."))
            : EntityFactory.Create(address));
        foreach (var recorded in kept.Events)
            entity.Apply(recorded);
        return entity;
    }

    /// <summary>Keeps a snapshot of each entity in place of its events.</summary>
    /// <param name="live">The entities in memory; all of their events must be on disk.</param>
    /// <returns>Those that are not what their events give (law 16).</returns>
    public IReadOnlyList<LawViolation> TakeSnapshots(IEnumerable<IEntity> live)
    {
        var found = new List<LawViolation>();
        foreach (var entity in live)
        {
            if (!_entities.TryGetValue(entity.Address, out var kept))
                continue;
            var snapshot = SnapshotSerializer.Write(entity.TakeSnapshot());
            if (!snapshot.Payload.AsSpan().SequenceEqual(SnapshotSerializer.Write(Read(entity.Address).TakeSnapshot()).Payload))
                found.Add(new LawViolation(ReplayLaw, $"{entity.Address} is not what its events give.", Ordering: 0, entity.Address.PersistenceId, entity.Revision));
            kept.Snapshot = snapshot;
            kept.Events.Clear();
        }
        return found;
    }

    private IEntity Staged(IEntity entity) => stage is null ? entity : stage(entity);

    private sealed class Kept
    {
        public (string Manifest, byte[] Payload)? Snapshot { get; set; }

        public List<RecordedEvent> Events { get; } = [];
    }
}
