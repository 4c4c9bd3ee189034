using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Tests.Commands;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>A real node that an operator has leave its cluster.</summary>
[ChaosTests]
public sealed class LeavingNodeTests
{
    [PostgresFact]
    public async Task A_node_that_is_told_to_leave_answers_and_ends_well_and_the_others_go_on()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var cluster = new ProcessCluster(PostgresServer.Shared.NewDatabase());
        await cluster.StartAsync();
        var leaving = cluster.Nodes[2];
        var address = (await AskAsync(leaving, "cluster", "show", "--json")).Json().GetProperty("self").GetString()!;

        var answer = (await AskAsync(leaving, "cluster", "leave", NodeName.Of(address))).ShouldEndWith(0);

        answer.Output.ShouldStartWith($"{NodeName.Of(address)} hands its shards over and leaves the cluster");
        (await leaving.EndAsync(limit.Token)).Code.ShouldBe(0);
        foreach (var other in cluster.Nodes.Take(2))
        {
            await Eventually.TrueAsync(async () => (await AskAsync(other, "cluster", "show", "--json")).Json().GetProperty("members").GetArrayLength() == 2);
            (await AskAsync(other, "cluster", "leave", NodeName.Of(address))).ShouldEndWith(Service.Commands.Failures.ExitCode.NotFound);
        }
    }

    private static Task<CommandRun> AskAsync(EngineProcess node, params string[] args) =>
        CommandRun.OfAsync([.. args, "--server", node.Address.AbsoluteUri, "--token", ClusterPlace.AdminToken]);
}
