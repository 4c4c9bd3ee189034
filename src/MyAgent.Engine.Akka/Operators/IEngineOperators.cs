using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>What operators look at, and do, below the contact centre: the nodes of the cluster, the shards, the entities' actors. Looking wakes no entity and
/// creates none. Safe for use by several threads.</summary>
public interface IEngineOperators
{
    /// <summary>The cluster as this node sees it.</summary>
    ClusterView Cluster();

    /// <summary>Begins to have a node hand its shards over and leave the cluster; without effect on one that is leaving already.</summary>
    /// <param name="node">Its address, as <see cref="ClusterView"/> has it.</param>
    /// <exception cref="InvalidOperationException">The engine is no cluster.</exception>
    void Leave(string node);

    /// <summary>Declares a node dead: the others go on without it, and where it is alive it ends itself.</summary>
    /// <param name="node">Its address, as <see cref="ClusterView"/> has it.</param>
    /// <exception cref="InvalidOperationException">The engine is no cluster.</exception>
    void Down(string node);

    /// <summary>Which shards live on which node, and how many entities are awake in each.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    Task<ShardsView> ShardsAsync(CancellationToken cancel = default);

    /// <summary>Where an entity's actor is and what state it is in; null where the journal knows of no such entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="withState">Whether its state is wanted as well.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<EntityView?> EntityAsync(EntityAddress entity, bool withState, CancellationToken cancel = default);

    /// <summary>The actors of a node.</summary>
    /// <param name="node">The node's address, as <see cref="ClusterView"/> has it; null for this one.</param>
    /// <param name="depth">How many levels, from 1: <c>/user</c> and <c>/system</c> only.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="EngineUnavailableException">The node has not answered.</exception>
    Task<ActorsView> ActorsAsync(string? node, int depth, CancellationToken cancel = default);
}
