using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>A cluster of two nodes that a test scripts, asked at the first; it keeps what nodes were told.</summary>
internal sealed class ScriptedOperators : IEngineOperators
{
    public const string Self = "akka.tcp://myagent@10.0.0.1:4053";
    public const string Other = "akka.tcp://myagent@10.0.0.2:4053";

    private readonly ConcurrentQueue<string> _told = new();

    public ClusterView View { get; set; } = new(EngineMode.Cluster, Self, Self, Self,
        [new ClusterMember(Self, ["engine"], MemberState.Up, Reachable: true), new ClusterMember(Other, ["engine"], MemberState.Up, Reachable: false)]);

    /// <summary>Completes before a node is told anything.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>What nodes were told, in order.</summary>
    public IReadOnlyCollection<string> Told => _told;

    /// <summary>The nodes whose actors were asked for; null for the one that is asked.</summary>
    public ConcurrentQueue<string?> Looked { get; } = new();

    public ClusterView Cluster() => View;

    public void Leave(string node) => Tell($"leave {node}");

    public void Down(string node) => Tell($"down {node}");

    public Task<ShardsView> ShardsAsync(CancellationToken cancel = default) => Task.FromResult(new ShardsView(
        EngineMode.Cluster, [new ShardsOfType(EntityKind.Agent, 1, [new ShardView("42", Self, 1)])], [Other]));

    public Task<EntityView?> EntityAsync(EntityAddress entity, bool withState, CancellationToken cancel = default) => Task.FromResult(
        entity == new AgentId("ana").Address || entity.Kind == EntityKind.Caller
            ? new EntityView
            {
                Entity = entity.PersistenceId, Type = entity.Kind, Awake = true, Node = Self, Shard = "42", Path = "/system/sharding/agent/42/ana", Revision = 17,
                StateBytes = withState ? 15 : null, State = withState ? new JsonObject { ["revision"] = 17 } : null,
            }
            : null);

    public Task<ActorsView> ActorsAsync(string? node, int depth, CancellationToken cancel = default)
    {
        Looked.Enqueue(node);
        return Task.FromResult(new ActorsView(node ?? Self, [new ActorView("user", "GuardianActor", 0, 1, [new ActorView("operators", "NodeOperator", 2, 0, [])])]));
    }

    private void Tell(string what)
    {
        Gate.Wait();
        _told.Enqueue(what);
    }
}
