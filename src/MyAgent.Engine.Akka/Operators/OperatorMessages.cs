namespace MyAgent.Engine.Akka.Operators;

/// <summary>A message between the <c>/user/operators</c> of two nodes.</summary>
internal interface IOperatorMessage;

/// <summary>Asks a node for its shards. The answer is <see cref="ShardsHere"/>.</summary>
internal sealed record DescribeShards : IOperatorMessage
{
    /// <summary>The only one.</summary>
    public static readonly DescribeShards Instance = new();
}

/// <summary>The shards of a node.</summary>
/// <param name="Types">The types of entity.</param>
internal sealed record ShardsHere(IReadOnlyList<ShardsOfType> Types) : IOperatorMessage;

/// <summary>Asks a node for an entity. The answer is <see cref="EntityHere"/> or <see cref="EntityNotHere"/>.</summary>
/// <param name="Entity">Its <c>persistence_id</c>.</param>
/// <param name="WithState">Whether the answer includes the state.</param>
internal sealed record FindEntity(string Entity, bool WithState) : IOperatorMessage;

/// <summary>The entity's actor is on the node that answers.</summary>
/// <param name="View">The entity.</param>
internal sealed record EntityHere(EntityView View) : IOperatorMessage;

/// <summary>The entity has no actor on the node that answers.</summary>
internal sealed record EntityNotHere : IOperatorMessage
{
    /// <summary>The only one.</summary>
    public static readonly EntityNotHere Instance = new();
}

/// <summary>Asks a node for its actors. The answer is <see cref="ActorsHere"/>.</summary>
/// <param name="Depth">The number of levels, from 1.</param>
internal sealed record DescribeActors(int Depth) : IOperatorMessage;

/// <summary>The actors of a node.</summary>
/// <param name="Actors">The top-level actors.</param>
internal sealed record ActorsHere(IReadOnlyList<ActorView> Actors) : IOperatorMessage;
