namespace MyAgent.Engine.Akka.Operators;

/// <summary>What nodes say to each other's <c>/user/operators</c>.</summary>
internal interface IOperatorMessage;

/// <summary>Asks a node for its shards. Answered with <see cref="ShardsHere"/>.</summary>
internal sealed record DescribeShards : IOperatorMessage
{
    /// <summary>The only one.</summary>
    public static readonly DescribeShards Instance = new();
}

/// <summary>The shards of a node.</summary>
/// <param name="Types">The types of entity.</param>
internal sealed record ShardsHere(IReadOnlyList<ShardsOfType> Types) : IOperatorMessage;

/// <summary>Asks a node for an entity. Answered with <see cref="EntityHere"/> or <see cref="EntityNotHere"/>.</summary>
/// <param name="Entity">Its <c>persistence_id</c>.</param>
/// <param name="WithState">Whether its state is wanted as well.</param>
internal sealed record FindEntity(string Entity, bool WithState) : IOperatorMessage;

/// <summary>The entity's actor is on the node that says so.</summary>
/// <param name="View">The entity.</param>
internal sealed record EntityHere(EntityView View) : IOperatorMessage;

/// <summary>The entity has no actor on the node that says so.</summary>
internal sealed record EntityNotHere : IOperatorMessage
{
    /// <summary>The only one.</summary>
    public static readonly EntityNotHere Instance = new();
}

/// <summary>Asks a node for its actors. Answered with <see cref="ActorsHere"/>.</summary>
/// <param name="Depth">How many levels.</param>
internal sealed record DescribeActors(int Depth) : IOperatorMessage;

/// <summary>The actors of a node.</summary>
/// <param name="Actors">Those at the top.</param>
internal sealed record ActorsHere(IReadOnlyList<ActorView> Actors) : IOperatorMessage;
