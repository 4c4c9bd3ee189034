using MyAgent.Engine.Akka.Operators;
using MyAgent.Engine.Akka.Tests.Cluster;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using static MyAgent.Engine.Akka.Tests.Operators.ThreeNodes;

namespace MyAgent.Engine.Akka.Tests.Operators;

/// <summary>What operators see of a cluster of three nodes, on whichever they ask.</summary>
[IntegrationTests]
public sealed class ClusterOperatorsTests(ThreeNodes three) : IClassFixture<ThreeNodes>
{
    [PostgresFact]
    public void Each_node_shows_the_same_members_leader_and_oldest()
    {
        foreach (var node in three.Nodes)
        {
            var cluster = OperatorsOf(node).Cluster();
            (cluster.Mode, cluster.Self).ShouldBe((EngineMode.Cluster, AddressOf(node)));
            cluster.Members.Select(member => member.Node).ShouldBe(three.Nodes.Select(AddressOf), ignoreOrder: true);
            cluster.Members.ShouldAllBe(member => member.Status == MemberState.Up && member.Reachable && member.Roles.SequenceEqual(new[] { "engine" }));
            cluster.Oldest.ShouldBe(AddressOf(three.Nodes[0]));
            cluster.Leader.ShouldBe(three.Nodes.Select(AddressOf).Order(StringComparer.Ordinal).First());
        }
    }

    [PostgresFact]
    public async Task Each_node_shows_all_shards_with_their_entities()
    {
        foreach (var node in three.Nodes)
        {
            await Eventually.TrueAsync(async () =>
            {
                var shards = await OperatorsOf(node).ShardsAsync();
                return shards.Silent.Count == 0 && shards.Types.Select(type => (type.Type, type.Entities))
                .SequenceEqual([(EntityKind.Agent, AgentCount), (EntityKind.Queue, 1), (EntityKind.Caller, 1), (EntityKind.Connector, 0), (EntityKind.Endpoint, 0)]);
            });
            var agents = (await OperatorsOf(node).ShardsAsync()).Types.Single(type => type.Type == EntityKind.Agent);
            agents.Shards.Select(shard => shard.Shard).ShouldBeUnique();
            agents.Shards.Select(shard => int.Parse(shard.Shard)).ShouldBeInOrder();
        }
    }

    [PostgresFact]
    public async Task Each_node_finds_each_entity_where_it_lives()
    {
        foreach (var entity in All)
        {
            await Eventually.TrueAsync(async () =>
            {
                var seen = await Task.WhenAll(three.Nodes.Select(node => OperatorsOf(node).EntityAsync(entity, withState: true)));
                return seen.All(view => view is { Awake: true, Trouble: null, Revision: 1, State: not null } && view.Entity == entity.PersistenceId)
                    && seen.Select(view => (view!.Node, view.Shard, view.Path)).Distinct().Count() == 1;
            });
            var found = (await OperatorsOf(three.Nodes[0]).EntityAsync(entity, withState: false)).ShouldNotBeNull();
            found.Path.ShouldBe($"/system/sharding/{entity.Kind.ToString().ToLowerInvariant()}/{found.Shard}/{Uri.EscapeDataString(entity.Id)}");
            found.State.ShouldBeNull();
        }
    }

    [PostgresFact]
    public async Task Asking_for_an_entity_that_does_not_exist_makes_none_anywhere()
    {
        var before = await three.Nodes[0].Journal.LastOrderingAsync();
        foreach (var node in three.Nodes)
            (await OperatorsOf(node).EntityAsync(new AgentId("unknown").Address, withState: true)).ShouldBeNull();

        (await three.Nodes[0].Journal.LastOrderingAsync()).ShouldBe(before);
        (await Task.WhenAll(three.Nodes.Select(node => TestCluster.LivingAtAsync(node, EntityKind.Agent)))).SelectMany(ids => ids).ShouldNotContain("unknown");
    }

    [PostgresFact]
    public async Task The_actors_of_another_node_can_be_looked_at()
    {
        var actors = await OperatorsOf(three.Nodes[0]).ActorsAsync(AddressOf(three.Nodes[2]), depth: 2);

        actors.Node.ShouldBe(AddressOf(three.Nodes[2]));
        actors.Actors.Single(actor => actor.Name == "user").Actors.Select(actor => actor.Name).ShouldContain("operators");
    }
}
