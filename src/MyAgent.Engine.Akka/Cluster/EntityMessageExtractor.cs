using Akka.Cluster.Sharding;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Maps a message to its entity and its shard.</summary>
internal sealed class EntityMessageExtractor() : HashCodeMessageExtractor(ShardCount)
{
    /// <summary>About ten times the maximum number of nodes. To change it, stop the whole cluster first.</summary>
    public const int ShardCount = 100;

    /// <inheritdoc/>
    public override string? EntityId(object message) => message switch
    {
        Envelope envelope => envelope.To.Id,
        ActivateEntity activate => activate.Entity.Id,
        _ => null,
    };
}
