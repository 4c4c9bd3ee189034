using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>What operators see and do below the contact centre: the nodes of the cluster, the shards, the entities' actors. No query activates or creates
/// an entity. Safe for use by several threads.</summary>
internal interface IEngineOperators
{
    /// <summary>The cluster as this node sees it.</summary>
    ClusterView Cluster();

    /// <summary>Makes a node hand its shards over and leave the cluster. Returns at once; no effect on a node that is leaving already.</summary>
    /// <param name="node">Its address, as <see cref="ClusterView"/> has it.</param>
    /// <exception cref="InvalidOperationException">The engine runs in one process.</exception>
    void Leave(string node);

    /// <summary>Declares a node dead: the cluster goes on without it; if it is alive, it terminates itself.</summary>
    /// <param name="node">Its address, as <see cref="ClusterView"/> has it.</param>
    /// <exception cref="InvalidOperationException">The engine runs in one process.</exception>
    void Down(string node);

    /// <summary>The shards, their nodes, and the number of active entities in each.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    Task<ShardsView> ShardsAsync(CancellationToken cancel = default);

    /// <summary>The node, actor and state of an entity; null if the journal has no event of it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="withState">Whether to include the state.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<EntityView?> EntityAsync(EntityAddress entity, bool withState, CancellationToken cancel = default);

    /// <summary>The actors of a node.</summary>
    /// <param name="node">The node's address, as <see cref="ClusterView"/> has it; null for this one.</param>
    /// <param name="depth">The number of levels; 1 for <c>/user</c> and <c>/system</c> only.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="EngineUnavailableException">The node did not answer.</exception>
    Task<ActorsView> ActorsAsync(string? node, int depth, CancellationToken cancel = default);
}
