using System.Text.Json.Nodes;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Tests.Operators;

/// <summary>What operators read, letter by letter: by <c>myagent</c> and by <c>pbm</c> alike. It fits into 80 columns.</summary>
[IntegrationTests]
public sealed class OperatorsTextTests
{
    private const string One = "akka.tcp://myagent@10.0.0.1:4053";
    private const string Two = "akka.tcp://myagent@10.0.0.2:4053";

    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_cluster() => ShouldRead(
        terminal => ClusterText.Write(terminal, new ClusterView(EngineMode.Cluster, One, Two, One,
            [new ClusterMember(One, ["engine"], MemberState.Up, Reachable: true), new ClusterMember(Two, ["engine", "front"], MemberState.WeaklyUp, Reachable: false)])),
        """
        Node           Status                 Roles          Is
        10.0.0.1:4053  up                     engine         this node, oldest
        10.0.0.2:4053  weaklyUp, unreachable  engine, front  leader
        """);

    [Fact]
    public void A_cluster_without_a_leader() => ShouldRead(
        terminal => ClusterText.Write(
            terminal, new ClusterView(EngineMode.Cluster, One, Leader: null, One, [new ClusterMember(One, ["engine"], MemberState.Joining, Reachable: true)])),
        """
        Node           Status   Roles   Is
        10.0.0.1:4053  joining  engine  this node, oldest
        There is no leader: the nodes do not agree yet on who is a member.
        """);

    [Fact]
    public void Solo() => ShouldRead(
        terminal => ClusterText.Write(terminal, ClusterView.Solo), "Solo: the engine runs in this process only; there is no cluster.");

    [Fact]
    public void A_node_that_leaves_and_one_that_is_dead()
    {
        var member = new ClusterMember(Two, ["engine"], MemberState.Up, Reachable: true);
        ShouldRead(terminal => ClusterText.WriteLeaving(terminal, member), "10.0.0.2:4053 hands its shards over and leaves the cluster; its process ends.");
        ShouldRead(terminal => ClusterText.WriteDown(terminal, member), "10.0.0.2:4053 counts as dead: the other nodes take over its agents and queues.");
    }

    [Fact]
    public void Shards() => ShouldRead(
        terminal => ClusterText.Write(terminal, new ShardsView(EngineMode.Cluster,
        [
            new ShardsOfType(EntityKind.Agent, 7, [new ShardView("3", One, 2), new ShardView("14", Two, 5), new ShardView("40", One, 0)]),
            new ShardsOfType(EntityKind.Queue, 1, [new ShardView("9", Two, 1)]),
            new ShardsOfType(EntityKind.Caller, 0, []),
        ], ["akka.tcp://myagent@10.0.0.3:4053"])),
        """
        Type   Shard  Node           Awake
        agent  3      10.0.0.1:4053  2
        agent  14     10.0.0.2:4053  5
        agent  40     10.0.0.1:4053  0
        queue  9      10.0.0.2:4053  1

        Type   Node           Shards  Awake
        agent  10.0.0.1:4053  2       2
        agent  10.0.0.2:4053  1       5
        queue  10.0.0.2:4053  1       1
        Not reached: 10.0.0.3:4053. Their entities are not shown.
        """);

    [Fact]
    public void The_entities_of_an_engine_in_one_process() => ShouldRead(
        terminal => ClusterText.Write(terminal, new ShardsView(EngineMode.Solo, [new ShardsOfType(EntityKind.Agent, 12, []), new ShardsOfType(EntityKind.Queue, 3, [])], [])),
        """
        Type   Awake
        agent  12
        queue  3
        Solo: there are no shards; all entities live in this process.
        """);

    [Theory]
    [InlineData("in a cluster", "agent-ana: on 10.0.0.2:4053, shard 42, /system/sharding/agent/42/ana")]
    [InlineData("in solo", "agent-ana: in this process, /user/agents/agent-ana")]
    [InlineData("not in use", "caller-+331: not awake: an entity has no actor while it is not used")]
    [InlineData("moving", "agent-ana: not found\nIt is recovering, or moves to another node.")]
    [InlineData("not reached", "agent-ana: not found\nIts actor is on none of the nodes that have answered.\nNot reached: 10.0.0.3:4053. Their entities are not shown.")]
    public void Where_an_entity_is(string where, string expected) => ShouldRead(terminal => EntityText.WriteWhere(terminal, where switch
    {
        "in a cluster" => Ana with { Node = Two, Shard = "42", Path = "/system/sharding/agent/42/ana" },
        "in solo" => Ana with { Path = "/user/agents/agent-ana" },
        "not in use" => new EntityView { Entity = "caller-+331", Type = EntityKind.Caller, Awake = false },
        "moving" => Ana with { Awake = false, Trouble = "It is recovering, or moves to another node." },
        _ => Ana with { Awake = false, Trouble = "Its actor is on none of the nodes that have answered.", Silent = ["akka.tcp://myagent@10.0.0.3:4053"] },
    }), expected);

    [Fact]
    public void An_entity() => ShouldRead(
        terminal => EntityText.Write(terminal, Ana with
        {
            Node = Two, Shard = "42", Path = "/system/sharding/agent/42/ana", Revision = 17, LastEventAt = Now, SnapshotRevision = 10, NextDeadline = Now.AddSeconds(600),
            StateBytes = 29, State = new JsonObject { ["revision"] = 17, ["name"] = "Ana" },
        }),
        """
        agent-ana
          Lives     on 10.0.0.2:4053, shard 42, /system/sharding/agent/42/ana
          Revision  17, of 2026-05-04 09:30:00Z
          Snapshot  of revision 10
          Deadline  2026-05-04 09:40:00Z
          State     29 bytes
        {
          "revision": 17,
          "name": "Ana"
        }
        """);

    [Fact]
    public void An_entity_whose_state_is_too_long() => ShouldRead(
        terminal => EntityText.Write(terminal, Ana with { Path = "/user/agents/agent-ana", Revision = 17, LastEventAt = Now, StateBytes = 300_000 }),
        """
        agent-ana
          Lives     in this process, /user/agents/agent-ana
          Revision  17, of 2026-05-04 09:30:00Z
          Snapshot  none
          Deadline  none
          State     300000 bytes: too long to show
        """);

    [Fact]
    public void An_entity_that_does_not_answer() => ShouldRead(
        terminal => EntityText.Write(terminal, Ana with { Path = "/user/agents/agent-ana", Trouble = "It has not answered within 3 s." }),
        """
        agent-ana
          Lives     in this process, /user/agents/agent-ana
        It has not answered within 3 s.
        """);

    [Fact]
    public void Actors() => ShouldRead(
        terminal => ActorText.Write(terminal, new ActorsView(Two,
        [
            new ActorView("user", "GuardianActor", 0, 2,
            [
                new ActorView("agents", "EntityParent", 0, 120, [new ActorView("agent-ana", "EntityActor", 3, 0, [])]),
                new ActorView("operators", "NodeOperator", 0, 0, []),
            ]),
            new ActorView("system", "SystemGuardianActor", 0, 9, []),
        ])),
        """
        The actors of 10.0.0.2:4053
        user  GuardianActor, children: 2
          agents  EntityParent, children: 120
            agent-ana  EntityActor, messages waiting: 3
            and 119 more
          operators  NodeOperator
        system  SystemGuardianActor, children: 9
        """);

    private static EntityView Ana { get; } = new() { Entity = "agent-ana", Type = EntityKind.Agent, Awake = true };

    private static void ShouldRead(Action<Terminal> write, string expected)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(new Terminal(text));
        text.ToString().TrimEnd().ShouldBe(expected.ReplaceLineEndings("\n"));
        text.ToString().Split('\n').ShouldAllBe(line => line.Length <= 80);
    }
}
