using Akka.Actor;
using Akka.Cluster.Sharding;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Cluster;

/// <summary>Says on which node and in which shard an entity lives.</summary>
/// <param name="regions">The way to every entity.</param>
internal sealed class ShardLocator(ShardRegions regions) : IEntityLocator
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<string?> WhereAsync(EntityAddress entity, CancellationToken cancel = default)
    {
        var location = await regions.Of(entity.Kind).Ask<EntityLocation>(new GetEntityLocation(entity.Id, Timeout), Timeout, cancel).ConfigureAwait(false);
        return location.EntityRef.HasValue ? $"{location.ShardRegion}, shard {location.ShardId}" : null;
    }
}
