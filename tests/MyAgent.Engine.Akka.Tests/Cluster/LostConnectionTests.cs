using System.Diagnostics;
using MyAgent.Engine.Akka.Tests.Gateway;
using MyAgent.Engine.TestSupport;
using Xunit.Abstractions;

namespace MyAgent.Engine.Akka.Tests.Cluster;

[ChaosTests]
public sealed class LostConnectionTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Everybody_works_again_after_the_connections_were_lost_in_the_middle_of_a_transaction()
    {
        var database = TestDatabase.New(JournalKind.Postgres, new DirectoryInfo("unused"));
        await using var cluster = new TestCluster(database.Database);
        var node = await cluster.StartAsync();
        using var service = OtherService.Start();
        var people = new MovingPeople(service.Client(OtherService.AddressOf(node.System)), cluster.Database.ReadJournal());
        await people.SetUpAsync();

        var holding = database.HoldWriters();
        var working = people.WorkAsync("while nobody can write");
        await Eventually.TrueAsync(() => database.EndWaitingWriters().Count > 0);
        holding.Dispose();
        var lost = Stopwatch.StartNew();
        await working;
        output.WriteLine($"Everybody had done what was asked {lost.Elapsed.TotalSeconds:0.0} s later.");
        await people.ShouldBeTheSameAsync();
    }
}
