using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>What the engine has in memory of its journal: every agent and queue, and the callers that have been heard of. It is
/// thrown away as a whole when the journal cannot be written.</summary>
internal sealed class EngineMemory : IEntitySource, IDisposable
{
    private readonly EntityModel _model;
    private readonly IJournalSource _source;
    private readonly EntityLoader _loader;
    private readonly SnapshotSchedule _schedule;
    private readonly HashSet<EntityAddress> _callers;

    /// <summary>Reads the journal.</summary>
    /// <exception cref="UnreadableJournalException">An event cannot be read or is missing.</exception>
    public EngineMemory(IJournal journal, EntityModel model, SnapshotSchedule schedule)
    {
        (_model, _schedule) = (model, schedule);
        _source = journal.OpenSource();
        try
        {
            _loader = new EntityLoader(model, _source);
            _schedule.Clear();
            Newest = _source.Newest();
            _callers = [.. _source.Entities(EntityKind.Caller)];
            Runtime = new DeterministicRuntime(this);
            foreach (var kind in (EntityKind[])[EntityKind.Queue, EntityKind.Agent])
            {
                foreach (var address in _source.Entities(kind))
                    Runtime.Add(Read(address));
            }
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    /// <summary>The newest event's ordering and instant when the journal was read.</summary>
    public (long Ordering, DateTimeOffset At) Newest { get; }

    public DeterministicRuntime Runtime { get; }

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) =>
        address.Kind == EntityKind.Caller && _callers.Contains(address) ? Read(address) : _model.Create(address);

    /// <summary>The entities of a kind that exist, in ordinal order of their ids.</summary>
    public IReadOnlyList<EntityAddress> List(EntityKind kind)
    {
        var found = kind == EntityKind.Caller
            ? [.. _callers]
            : Runtime.Entities.Where(entity => entity.Address.Kind == kind && entity.Exists).Select(entity => entity.Address).ToList();
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }

    /// <summary>Takes note of an event.</summary>
    /// <returns>Whether a snapshot of its entity is due.</returns>
    public bool Note(UnsavedEvent happened)
    {
        if (happened.Entity.Kind == EntityKind.Caller && happened.SequenceNr == 1)
            _callers.Add(happened.Entity);
        return _schedule.IsDue(happened.Entity, happened.SequenceNr);
    }

    public void Dispose() => _source.Dispose();

    private IEntity Read(EntityAddress address)
    {
        var (entity, revision, bytes) = _loader.Load(address);
        if (revision > 0)
            _schedule.Saved(address, revision, bytes);
        return entity;
    }
}
