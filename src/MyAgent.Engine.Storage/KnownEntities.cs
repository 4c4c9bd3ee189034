using System.Collections.Concurrent;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The entities that have events, so that one that has none costs no look at the database. It is complete, because the database is
/// this process's alone to write. Safe for use by several threads.</summary>
internal sealed class KnownEntities
{
    private readonly ConcurrentDictionary<EntityAddress, bool> _entities;

    /// <summary>Reads who there is from the journal.</summary>
    public KnownEntities(IJournalSource source) => _entities = new(
        Enum.GetValues<EntityKind>().SelectMany(source.Entities).Select(entity => KeyValuePair.Create(entity, true)));

    /// <summary>Whether an entity has events, or is about to have.</summary>
    public bool Contains(EntityAddress entity) => _entities.ContainsKey(entity);

    /// <summary>Takes note of an entity whose first event is about to be written.</summary>
    public void Add(EntityAddress entity) => _entities.TryAdd(entity, true);

    /// <summary>The entities of a kind, in ordinal order of their ids.</summary>
    public IReadOnlyList<EntityAddress> Of(EntityKind kind)
    {
        var found = _entities.Keys.Where(entity => entity.Kind == kind).ToList();
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }
}
