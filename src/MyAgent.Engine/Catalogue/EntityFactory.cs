using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Catalogue;

/// <summary>Makes entities: blank ones by their address, or from a snapshot.</summary>
internal static class EntityFactory
{
    /// <summary>An entity without any events.</summary>
    public static IEntity Create(EntityAddress address) => address.Kind switch
    {
        EntityKind.Agent => new AgentEntity(new AgentId(address.Id)),
        EntityKind.Queue => new QueueEntity(new QueueId(address.Id)),
        EntityKind.Caller => new CallerEntity(new CallerAddress(address.Id)),
        EntityKind.Connector => new ConnectorEntity(new ConnectorId(address.Id)),
        EntityKind.Endpoint => new EndpointEntity(new EndpointId(address.Id)),
        _ => throw new ArgumentOutOfRangeException(nameof(address), address, "There is no such kind of entity."),
    };

    /// <summary>The entity that a snapshot holds.</summary>
    public static IEntity Restore(ISnapshot snapshot) => snapshot switch
    {
        AgentSnapshot agent => AgentEntity.Restore(agent),
        QueueSnapshot queue => QueueEntity.Restore(queue),
        CallerSnapshot caller => CallerEntity.Restore(caller),
        ConnectorSnapshot connector => ConnectorEntity.Restore(connector),
        EndpointSnapshot endpoint => EndpointEntity.Restore(endpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(snapshot), snapshot, "There is no such snapshot."),
    };
}
