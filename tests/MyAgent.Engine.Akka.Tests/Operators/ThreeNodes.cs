using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Tests.Cluster;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Postgres;
using ClusterExtension = Akka.Cluster.Cluster;

namespace MyAgent.Engine.Akka.Tests.Operators;

/// <summary>A cluster of three nodes, each of which has some of the entities. What cannot be reached is left to the operators.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    /// <summary>How many agents there are.</summary>
    public const int AgentCount = 20;

    private static readonly Cause Test = new("test");
    private TestCluster? _cluster;

    /// <summary>All entities: a queue, a caller and the agents.</summary>
    internal static readonly IReadOnlyList<EntityAddress> All =
        [new QueueId("sales").Address, new CallerAddress("front desk/7").Address, .. Enumerable.Range(0, AgentCount).Select(number => new AgentId($"agent{number}").Address)];

    /// <summary>The nodes, the oldest first.</summary>
    internal IReadOnlyList<HostedEngine> Nodes { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (!PostgresServer.IsInstalled)
            return;
        _cluster = new TestCluster(
            new PostgresDatabase(PostgresServer.Shared.NewDatabase()),
            """
            akka.cluster.split-brain-resolver { stable-after = 300s, down-all-when-unstable = off }
            akka.cluster.down-removal-margin = 1s
            """);
        Nodes = [await _cluster.StartAsync(), await _cluster.StartAsync(), await _cluster.StartAsync()];
        await Task.WhenAll(All.Select(entity => Nodes[0].Host.SendAsync(entity, entity.Kind switch
        {
            EntityKind.Agent => new DefineAgent("An agent"),
            EntityKind.Queue => new ConfigureQueue(QueueSettings.Default("Sales")),
            _ => new ConfigureCaller([], Priority: 7),
        }, Test)));
        await Eventually.TrueAsync(async () =>
            (await OperatorsOf(Nodes[0]).ShardsAsync()).Types.Single(type => type.Type == EntityKind.Agent).Shards.Where(shard => shard.Entities > 0)
                .Select(shard => shard.Node).Distinct().Count() == Nodes.Count);
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    internal static IEngineOperators OperatorsOf(HostedEngine node) => node.Services.GetRequiredService<IEngineOperators>();

    internal static string AddressOf(HostedEngine node) => ClusterExtension.Get(node.System).SelfAddress.ToString();
}
