using Akka.Actor;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>Where the entities of a node have their actors.</summary>
internal interface INodeEntities
{
    /// <summary>The path that an entity's actor has where it is on this node.</summary>
    ActorPath PathOf(EntityAddress entity);

    /// <summary>The shard to which an entity belongs; null where there are no shards.</summary>
    string? ShardOf(EntityAddress entity);

    /// <summary>The types of entity with their shards on this node.</summary>
    /// <param name="node">The node's address; null in solo.</param>
    Task<IReadOnlyList<ShardsOfType>> ShardsAsync(string? node);
}
