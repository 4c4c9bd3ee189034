using MyAgent.Engine.Agents;
using MyAgent.Engine.Akka.Tests.Solo;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>One database, both modes, one after the other: what one has written the next goes on with.</summary>
[IntegrationTests]
public sealed class OneDatabaseTests : IDisposable
{
    private static readonly QueueId Sales = new("sales");
    private static readonly AgentId Ana = new("ana");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    private string Database => Path.Combine(_directory.FullName, "engine.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("solo", "cluster", "solo")]
    [InlineData("cluster", "solo", "cluster")]
    public async Task One_mode_goes_on_where_another_stopped_and_the_other_way_round(string first, string second, string third)
    {
        // A wrap-up under way, three callers waiting of whom one has a higher priority.
        QueueAnswer before;
        AgentAnswer ana;
        await using (var host = await OpenAsync(first))
        {
            await DefineAsync(host.Host);
            ana = await host.Host.AskAsync<AgentAnswer>(Ana.Address, new StartOrExtendWrapUp(Sales), "wrap-up-1");
            foreach (var (caller, priority) in new[] { ("+331", 0), ("+332", 5), ("+333", 0) })
                await ArriveAsync(host.Host, caller, priority);
            before = await WaitingAsync(host.Host);
        }
        before.Waiting.Select(contact => contact.ContactId.Value).ShouldBe(["c-+332", "c-+331", "c-+333"]);

        // The same callers in the same order, the same deadline; one contact more and one less.
        QueueAnswer after;
        await using (var host = await OpenAsync(second))
        {
            (await WaitingAsync(host.Host)).Waiting.ShouldBe(before.Waiting);
            var same = await host.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent());
            (same.Status, same.Until).ShouldBe((AgentStatus.WrapUp, ana.Until));
            (await host.Host.AskAsync<AgentAnswer>(Ana.Address, new StartOrExtendWrapUp(Sales), "wrap-up-1")).Until.ShouldBe(ana.Until);
            await ArriveAsync(host.Host, "+334", 0);
            await host.Host.AskAsync<ContactAnswer>(Sales.Address, new HangUp(new ContactId("c-+331")));
            after = await WaitingAsync(host.Host);
            after.Waiting.Select(contact => contact.ContactId.Value).ShouldBe(["c-+332", "c-+333", "c-+334"]);
        }

        // And back again.
        await using (var host = await OpenAsync(third))
        {
            (await WaitingAsync(host.Host)).Waiting.ShouldBe(after.Waiting);
            var same = await host.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent());
            (same.Status, same.Until).ShouldBe((AgentStatus.WrapUp, ana.Until));
            (await host.Host.AskAsync<AgentAnswer>(Ana.Address, new MakeAvailable())).Status.ShouldBeOneOf(AgentStatus.Available, AgentStatus.Offered);
            await Eventually.TrueAsync(async () =>
                (await host.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent())).Offer?.ContactId == new ContactId("c-+332"));
        }
    }

    [Fact]
    public async Task A_call_goes_all_the_way_through_the_cluster()
    {
        await using var node = await TestNode.StartAsync(Database);
        await node.ReadyAsync();
        await DefineAsync(node.Host);
        await ArriveAsync(node.Host, "+331", 0);
        AgentAnswer ana = null!;
        await Eventually.TrueAsync(async () => (ana = await node.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent())).Offer is not null);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new AcceptOffer(ana.Offer!.OfferId))).Status.ShouldBe(AgentStatus.Engaged);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new EndContact())).Status.ShouldBe(AgentStatus.PostProcessing);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new ClosePopUp())).Status.ShouldBe(AgentStatus.WrapUp);
        (await node.Host.SendAsync(Sales.Address, new GetContact(new ContactId("c-+331")), new Cause("test")))
            .ShouldBeOfType<ContactAnswer>().Outcome.ShouldNotBeNull();
    }

    private async Task<HostedEngine> OpenAsync(string mode)
    {
        if (mode == "solo")
            return await SoloHarness.OpenAsync(new SqliteDatabase(Database));
        var node = await TestNode.StartAsync(Database);
        await node.ReadyAsync();
        return node;
    }

    private static async Task DefineAsync(IEngineHost host)
    {
        await host.AskAsync<QueueSettingsAnswer>(Sales.Address, new ConfigureQueue(QueueSettings.Default("Sales")));
        await host.AskAsync<AgentAnswer>(Ana.Address, new DefineAgent("Ana"));
        await host.AskAsync<AgentAnswer>(Ana.Address, new AssignAgent(Sales, new Assignment { WrapUpSeconds = 600 }));
        await host.AskAsync<AgentAnswer>(Ana.Address, new LogIn());
    }

    private static Task<ContactAnswer> ArriveAsync(IEngineHost host, string caller, int priority) => host.AskAsync<ContactAnswer>(
        new CallerAddress(caller).Address, new ReceiveContact(Sales, new ContactId("c-" + caller), Media.Call, priority, OriginAt: null));

    private static Task<QueueAnswer> WaitingAsync(IEngineHost host) => host.AskAsync<QueueAnswer>(Sales.Address, new GetQueue(Skip: 0, Take: 100));
}
