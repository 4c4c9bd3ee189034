using Akka.Actor;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Finds the actors of a node's entities.</summary>
internal interface INodeEntities
{
    /// <summary>The path of an entity's actor, if it is on this node.</summary>
    ActorPath PathOf(EntityAddress entity);

    /// <summary>The shard to which an entity belongs; null in solo.</summary>
    string? ShardOf(EntityAddress entity);

    /// <summary>The shards on this node, by type of entity.</summary>
    /// <param name="node">The node's address; null in solo.</param>
    Task<IReadOnlyList<ShardsOfType>> ShardsAsync(string? node);
}
