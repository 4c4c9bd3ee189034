using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Entities;
using static MyAgent.Engine.Akka.Tests.Operators.ThreeNodes;

namespace MyAgent.Engine.Akka.Tests.Operators;

/// <summary>What operators do to a cluster of three nodes.</summary>
[IntegrationTests]
public sealed class LeavingNodesTests : IAsyncLifetime
{
    private readonly ThreeNodes _three = new();

    public Task InitializeAsync() => _three.InitializeAsync();

    public Task DisposeAsync() => _three.DisposeAsync();

    [PostgresFact]
    public async Task A_node_that_is_told_to_leave_hands_its_entities_over_and_is_gone()
    {
        var (leaving, status) = (AddressOf(_three.Nodes[2]), _three.Nodes[2].Services.GetRequiredService<IEngineStatus>());

        OperatorsOf(_three.Nodes[0]).Leave(leaving);
        await status.Ended.WaitAsync(TimeSpan.FromMinutes(2));

        status.LeaveRequested.ShouldBeTrue();
        await Eventually.TrueAsync(() => OperatorsOf(_three.Nodes[0]).Cluster().Members.Count == 2);
        await Eventually.TrueAsync(async () => (await Task.WhenAll(All.Where(entity => entity.Kind != EntityKind.Caller)
            .Select(entity => OperatorsOf(_three.Nodes[1]).EntityAsync(entity, withState: false)))).All(view => view is { Awake: true, Revision: 1 } && view.Node != leaving));
        _three.Nodes.Take(2).ShouldAllBe(node => !node.Services.GetRequiredService<IEngineStatus>().LeaveRequested);
    }

    [PostgresFact]
    public async Task A_node_that_cannot_be_reached_is_shown_so_until_it_is_declared_dead()
    {
        var (operators, dead) = (OperatorsOf(_three.Nodes[0]), AddressOf(_three.Nodes[2]));
        ((ExtendedActorSystem)_three.Nodes[2].System).Abort();
        await Eventually.TrueAsync(() => !operators.Cluster().Members.Single(member => member.Node == dead).Reachable);

        (await operators.ShardsAsync()).Silent.ShouldBe([dead]);
        var lost = await operators.EntityAsync(await FirstAtAsync(dead), withState: false);
        lost!.Awake.ShouldBeFalse();
        lost.Silent.ShouldBe([dead]);

        operators.Down(dead);
        await Eventually.TrueAsync(() => operators.Cluster().Members.All(member => member.Node != dead));
        await Eventually.TrueAsync(async () => (await operators.ShardsAsync()) is { Silent.Count: 0 } shards
            && shards.Types.Where(type => type.Type != EntityKind.Caller).Sum(type => type.Entities) == AgentCount + 1);
        _three.Nodes[2].Services.GetRequiredService<IEngineStatus>().LeaveRequested.ShouldBeFalse();
    }

    /// <summary>An entity that no node which can be reached has.</summary>
    private async Task<EntityAddress> FirstAtAsync(string dead)
    {
        foreach (var entity in All.Where(entity => entity.Kind == EntityKind.Agent))
        {
            if (await OperatorsOf(_three.Nodes[0]).EntityAsync(entity, withState: false) is { Awake: false })
                return entity;
        }
        throw new InvalidOperationException($"No entity has been on {dead}.");
    }
}
