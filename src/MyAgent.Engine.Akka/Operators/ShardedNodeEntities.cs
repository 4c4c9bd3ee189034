using Akka.Actor;
using Akka.Cluster.Sharding;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Operators;

/// <summary>The entities of a node of a cluster, in shards.</summary>
/// <param name="regions">The shard regions of this node.</param>
internal sealed class ShardedNodeEntities(ShardRegions regions) : INodeEntities
{
    /// <summary>The maximum time until a region answers, which asks its shards.</summary>
    private static readonly TimeSpan RegionTimeout = TimeSpan.FromSeconds(4);

    private readonly EntityMessageExtractor _extractor = new();

    /// <inheritdoc/>
    public ActorPath PathOf(EntityAddress entity) => regions.Of(entity.Kind).Path / ShardOf(entity) / Uri.EscapeDataString(entity.Id);

    /// <inheritdoc/>
    public string ShardOf(EntityAddress entity) => _extractor.ShardId(entity.Id, messageHint: null);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShardsOfType>> ShardsAsync(string? node) => await Task.WhenAll(Enum.GetValues<EntityKind>().Select(async kind =>
    {
        var state = await regions.Of(kind).Ask<CurrentShardRegionState>(GetShardRegionState.Instance, RegionTimeout).ConfigureAwait(false);
        if (state.Failed.Count > 0)
            throw new InvalidOperationException($"{state.Failed.Count} shards have not answered.");
        return new ShardsOfType(
            kind, state.Shards.Sum(shard => shard.EntityIds.Count), [.. state.Shards.Select(shard => new ShardView(shard.ShardId, node!, shard.EntityIds.Count))]);
    })).ConfigureAwait(false);
}
