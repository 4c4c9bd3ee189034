using Akka.Cluster.Sharding;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Finds the entity and the shard of a message.</summary>
internal sealed class EntityMessageExtractor() : HashCodeMessageExtractor(ShardCount)
{
    /// <summary>About ten times the largest number of nodes there will be. It can only be changed while the whole cluster is down.</summary>
    public const int ShardCount = 100;

    /// <inheritdoc/>
    public override string? EntityId(object message) => message switch
    {
        Envelope envelope => envelope.To.Id,
        ActivateEntity activate => activate.Entity.Id,
        _ => null,
    };
}
