using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Nodes of one cluster on one PostgreSQL database, each an actor system of its own with its own journal plugin. Shards move to a
/// node that joins within about a second. What others commit is heard of, or else not found within a day.</summary>
/// <param name="database">The database.</param>
/// <param name="more">Configuration of all its nodes that overrides the rest.</param>
internal sealed class TestCluster(IEngineDatabase database, string more = "") : IAsyncDisposable
{
    private const string RebalancesAtOnce = """
        myagent.journal-poll-interval = 1d
        akka.cluster.sharding {
          rebalance-interval = 1s
          least-shard-allocation-strategy { rebalance-absolute-limit = 100, rebalance-relative-limit = 1.0 }
        }
        """;

    private readonly int _seed = Ports.Take();
    private readonly List<HostedEngine> _nodes = [];

    /// <summary>The database.</summary>
    public IEngineDatabase Database => database;

    /// <summary>Starts a node, the first of which begins the cluster, and waits until it takes work.</summary>
    public async Task<HostedEngine> StartAsync()
    {
        var node = await TestNode.StartAsync(
            database, $"{more}\n{RebalancesAtOnce}", _nodes.Count == 0 ? _seed : Ports.Take(), _seed);
        _nodes.Add(node);
        await node.ReadyAsync();
        return node;
    }

    /// <summary>Has a node hand its shards over and leave.</summary>
    public async Task StopAsync(HostedEngine node)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <summary>The entities of a kind that live on a node now.</summary>
    public static async Task<IReadOnlyList<string>> LivingAtAsync(HostedEngine node, EntityKind kind)
    {
        var region = new ShardRegions(ActorRegistry.For(node.System)).Of(kind);
        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TimeSpan.FromSeconds(60));
        return [.. state.Shards.SelectMany(shard => shard.EntityIds)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes))
            await node.DisposeAsync();
    }
}
