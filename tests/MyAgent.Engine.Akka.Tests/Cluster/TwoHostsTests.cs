using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Embedded;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka.Tests.Cluster;

/// <summary>One database, two hosts: what one has written the other goes on with.</summary>
public sealed class TwoHostsTests : IDisposable
{
    private static readonly QueueId Sales = new("sales");
    private static readonly AgentId Ana = new("ana");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("myagent-");

    private string Database => Path.Combine(_directory.FullName, "engine.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task The_cluster_goes_on_where_the_embedded_host_stopped_and_the_other_way_round()
    {
        // The embedded host: a wrap-up under way, a line of three of whom one has a higher priority.
        QueueAnswer line;
        AgentAnswer ana;
        await using (var embedded = await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new SqliteDatabase(Database) }))
        {
            await DefineAsync(embedded.Host);
            ana = await embedded.Host.AskAsync<AgentAnswer>(Ana.Address, new PressWrapUp(Sales), "wrap-up-1");
            foreach (var (caller, priority) in new[] { ("+331", 0), ("+332", 5), ("+333", 0) })
                await ArriveAsync(embedded.Host, caller, priority);
            line = await LineAsync(embedded.Host);
        }
        line.Waiting.Select(contact => contact.ContactId.Value).ShouldBe(["c-+332", "c-+331", "c-+333"]);

        // The cluster: the same line, the same deadline; it takes one contact more and one away.
        QueueAnswer later;
        await using (var node = await TestNode.StartAsync(Database))
        {
            await node.ReadyAsync();
            (await LineAsync(node.Host)).Waiting.ShouldBe(line.Waiting);
            var same = await node.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent());
            (same.Status, same.Until).ShouldBe((AgentStatus.WrapUp, ana.Until));
            (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new PressWrapUp(Sales), "wrap-up-1")).Until.ShouldBe(ana.Until);
            await ArriveAsync(node.Host, "+334", 0);
            await node.Host.AskAsync<ContactAnswer>(Sales.Address, new HangUp(new ContactId("c-+331")));
            later = await LineAsync(node.Host);
            later.Waiting.Select(contact => contact.ContactId.Value).ShouldBe(["c-+332", "c-+333", "c-+334"]);
        }

        // And the embedded host again.
        await using (var embedded = await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new SqliteDatabase(Database) }))
        {
            (await LineAsync(embedded.Host)).Waiting.ShouldBe(later.Waiting);
            var same = await embedded.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent());
            (same.Status, same.Until).ShouldBe((AgentStatus.WrapUp, ana.Until));
            (await embedded.Host.AskAsync<AgentAnswer>(Ana.Address, new MakeAvailable())).Status.ShouldBeOneOf(AgentStatus.Available, AgentStatus.Offered);
            await TestNode.UntilAsync(async () =>
                (await embedded.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent())).Offer?.ContactId == new ContactId("c-+332"));
        }
    }

    [Fact]
    public async Task A_call_goes_all_the_way_through_the_cluster()
    {
        await using var node = await TestNode.StartAsync(await EmptyAsync());
        await node.ReadyAsync();
        await DefineAsync(node.Host);
        await ArriveAsync(node.Host, "+331", 0);
        AgentAnswer ana = null!;
        await TestNode.UntilAsync(async () => (ana = await node.Host.AskAsync<AgentAnswer>(Ana.Address, new GetAgent())).Offer is not null);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new AcceptOffer(ana.Offer!.OfferId))).Status.ShouldBe(AgentStatus.Engaged);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new EndContact())).Status.ShouldBe(AgentStatus.PostProcessing);
        (await node.Host.AskAsync<AgentAnswer>(Ana.Address, new ClosePopUp())).Status.ShouldBe(AgentStatus.WrapUp);
        (await node.Host.SendAsync(Sales.Address, new GetContact(new ContactId("c-+331")), new Cause("test")))
            .ShouldBeOfType<ContactAnswer>().Outcome.ShouldNotBeNull();
    }

    private async Task<string> EmptyAsync()
    {
        await (await EmbeddedEngine.OpenAsync(new EmbeddedOptions { Database = new SqliteDatabase(Database) })).DisposeAsync();
        return Database;
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

    private static Task<QueueAnswer> LineAsync(IEngineHost host) => host.AskAsync<QueueAnswer>(Sales.Address, new GetQueue(Skip: 0, Take: 100));
}
