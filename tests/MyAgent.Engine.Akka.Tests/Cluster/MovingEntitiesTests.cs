using MyAgent.Engine.Akka.Tests.Gateway;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>Entities that move back and forth between living nodes (law 25).</summary>
[IntegrationTests]
public sealed class MovingEntitiesTests
{
    [PostgresFact]
    public Task Every_agent_and_queue_is_the_same_though_a_node_comes_and_goes_four_times() =>
        ComeAndGoAsync(snapshotEvery: 1000);

    [PostgresFact]
    public Task Every_agent_and_queue_is_the_same_though_a_node_comes_and_goes_four_times_and_each_node_makes_snapshots() =>
        ComeAndGoAsync(snapshotEvery: 3);

    /// <summary>Two clusters that know nothing of each other, as after a network was cut and neither side ended: the unique index decides.</summary>
    [PostgresFact]
    public async Task Of_two_writers_of_one_entity_only_one_writes_each_event_and_the_other_reads_it_before_it_goes_on()
    {
        var database = NewDatabase();
        await using var one = new TestCluster(database);
        await using var other = new TestCluster(database);
        TwoWriters writers = new((await one.StartAsync()).Host, (await other.StartAsync()).Host, one.Database.ReadJournal());
        await writers.DefineAsync();

        // Both have read the same events, and both want to write the next one.
        await writers.AtTheSameTimeAsync(times: 20);
        await writers.JournalShouldHaveEveryAcknowledgedCommandOnceAsync();
    }

    private static PostgresDatabase NewDatabase() => new(PostgresServer.Shared.NewDatabase());

    private static async Task ComeAndGoAsync(int snapshotEvery)
    {
        await using var cluster = new TestCluster(NewDatabase(), $"myagent.snapshot-every = {snapshotEvery}");
        var first = await cluster.StartAsync();
        await cluster.StartAsync();
        using var service = ExternalService.Start();
        var workload = new MovingWorkload(service.Client(ExternalService.AddressOf(first.System)), cluster.Database.ReadJournal());
        await workload.SetUpAsync();

        for (var coming = 1; coming <= 4; coming++)
        {
            var guest = await cluster.StartAsync();
            await Eventually.TrueAsync(async () =>
            {
                await workload.ShouldBeTheSameAsync();
                return (await TestCluster.LivingAtAsync(guest, EntityKind.Agent)).Count > 0
                    && (await TestCluster.LivingAtAsync(guest, EntityKind.Queue)).Count > 0;
            });
            await workload.WorkAsync($"with guest {coming}");
            await workload.ShouldBeTheSameAsync();
            await cluster.StopAsync(guest);
            await workload.ShouldBeTheSameAsync();
            await workload.WorkAsync($"without guest {coming}");
        }
        await workload.ShouldBeTheSameAsync();
    }
}
