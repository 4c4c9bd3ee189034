using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>What a node commits is told at the others by the database, not found by looking.</summary>
[IntegrationTests]
public sealed class JournalFeedTests
{
    private const int Agents = 40;

    private readonly CancellationToken _limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [PostgresFact]
    public async Task Every_node_gets_a_notice_of_each_commit_of_any_node_without_polling()
    {
        await using var cluster = new TestCluster(new PostgresDatabase(PostgresServer.Shared.NewDatabase()));
        var one = await cluster.StartAsync();
        var other = await cluster.StartAsync();
        await Eventually.TrueAsync(async () =>
        {
            await DefineAsync(one, "warm-up");
            return (await TestCluster.LivingAtAsync(other, EntityKind.Agent)).Count > 0;
        });

        // Committed where the agent lives, which is the one for some and the other for others.
        foreach (var feed in (IJournalFeed[])[one.Journal, other.Journal])
        {
            await using var following = feed.FollowAsync(await feed.LastOrderingAsync(_limit), cancel: _limit).GetAsyncEnumerator(_limit);
            for (var number = 0; number < Agents; number++)
            {
                var name = Guid.NewGuid().ToString("N");
                await one.Host.AskAsync<AgentAnswer>(new AgentId($"a{number}").Address, new DefineAgent(name), name);
                do
                    (await following.MoveNextAsync()).ShouldBeTrue();
                while (following.Current.Recorded.Event is not AgentDefined defined || defined.Name != name);
            }
        }
        (await TestCluster.LivingAtAsync(one, EntityKind.Agent)).ShouldNotBeEmpty();
        (await TestCluster.LivingAtAsync(other, EntityKind.Agent)).ShouldNotBeEmpty();
    }

    private static async Task DefineAsync(HostedEngine node, string name)
    {
        for (var number = 0; number < Agents; number++)
            await node.Host.AskAsync<AgentAnswer>(new AgentId($"a{number}").Address, new DefineAgent(name));
    }
}
