using MyAgent.Engine.Akka.Tests.Gateway;

namespace MyAgent.Engine.Akka.Tests.Cluster;

[ChaosTests]
public sealed class LostConnectionTests
{
    [PostgresFact]
    public async Task Everybody_works_again_after_the_connections_were_lost_in_the_middle_of_a_transaction()
    {
        var database = TestDatabase.New(JournalKind.Postgres, new DirectoryInfo("unused"));
        await using var cluster = new TestCluster(database.Database);
        var node = await cluster.StartAsync();
        using var service = ExternalService.Start();
        var workload = new MovingWorkload(service.Client(ExternalService.AddressOf(node.System)), cluster.Database.ReadJournal());
        await workload.SetUpAsync();

        var holding = database.HoldWriters();
        var working = workload.WorkAsync("while no node can write");
        await Eventually.TrueAsync(() => database.EndWaitingWriters().Count > 0);
        holding.Dispose();
        await working;
        await workload.ShouldBeTheSameAsync();
    }
}
