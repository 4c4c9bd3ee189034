using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Entities;

/// <summary>Makes entities: blank ones by their address, or from a snapshot.</summary>
public static class EntityFactory
{
    /// <summary>An entity without any events.</summary>
    public static IEntity Create(EntityAddress address) => address.Kind switch
    {
        EntityKind.Caller => new CallerEntity(new CallerAddress(address.Id)),
        _ => throw new ArgumentOutOfRangeException(nameof(address), address, "There is no such kind of entity."),
    };

    /// <summary>The entity that a snapshot holds.</summary>
    public static IEntity Restore(ISnapshot snapshot) => snapshot switch
    {
        CallerSnapshot caller => CallerEntity.Restore(caller),
        _ => throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot, "There is no such snapshot."),
    };
}
