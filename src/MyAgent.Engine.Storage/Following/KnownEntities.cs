using System.Collections.Concurrent;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The entities that have events, in memory, so that listing them needs no query. Complete in a process that has claimed the database for itself;
/// otherwise as complete as the <see cref="CommittedTail"/> that adds to it. Safe for use by several threads.</summary>
internal sealed class KnownEntities
{
    private readonly ConcurrentDictionary<EntityAddress, bool> _entities = new();

    /// <summary>Adds the entities that have events in a journal.</summary>
    public void Load(IJournalSource source)
    {
        foreach (var entity in Enum.GetValues<EntityKind>().SelectMany(source.Entities))
            Add(entity);
    }

    /// <summary>Whether an entity has events, or its first event is being written.</summary>
    public bool Contains(EntityAddress entity) => _entities.ContainsKey(entity);

    /// <summary>Adds an entity whose first event has been written or is being written.</summary>
    public void Add(EntityAddress entity) => _entities.TryAdd(entity, true);

    /// <summary>The entities of a kind, in ordinal order of their ids.</summary>
    public IReadOnlyList<EntityAddress> Of(EntityKind kind)
    {
        var found = _entities.Keys.Where(entity => entity.Kind == kind).ToList();
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }
}
