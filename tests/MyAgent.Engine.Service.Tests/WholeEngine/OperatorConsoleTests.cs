using MyAgent.Engine.Pbm;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>What operators are shown of a real engine.</summary>
[IntegrationTests]
public sealed class OperatorConsoleTests
{
    [Theory]
    [EveryHost]
    public async Task Operators_see_queues_agents_callbacks_and_stories(EngineHost host)
    {
        await using var engine = await BusyAsync(host);

        (await AskAsync(engine, "queue list")).ShouldContain("Sales");
        (await AskAsync(engine, "queue show", ("-q", "sales"))).ShouldContain("c2");
        (await AskAsync(engine, "agent list")).ShouldContain("ana");
        var ana = await AskAsync(engine, "agent show", ("-a", "ana"));
        ana.ShouldContain("c1");
        ana.ShouldContain("sales");
        (await AskAsync(engine, "callback list")).ShouldContain("c2");
        (await AskAsync(engine, "contact explain", ("-q", "sales"), ("-c", "c1"))).ShouldContain("Offered to ana");
    }

    [Theory]
    [EveryHost]
    public async Task Operators_are_told_what_there_is_not(EngineHost host)
    {
        await using var engine = await BusyAsync(host);

        (await RunAsync(engine, "queue show", ("-q", "nowhere"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "agent show", ("-a", "missing"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "contact explain", ("-q", "sales"), ("-c", "c99"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "queue show", ("-q", "not an id!/%"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "agent show", ("-a", "not an id!/%"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "contact explain", ("-q", "not an id!/%"), ("-c", "\u0001"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "entity where", ("-i", "agent-missing"))).IsError.ShouldBeTrue();
        (await RunAsync(engine, "entity show", ("-i", "ana"))).Lines
            .ShouldBe(["'entity' is not an entity's id, such as agent-ana, queue-sales, caller-+33123456789 or endpoint-PJSIP%2F2001."]);
    }

    [Fact]
    public async Task Operators_see_in_which_shard_an_entity_lives()
    {
        await using var engine = await BusyAsync(EngineHost.Cluster);

        (await AskAsync(engine, "entity where", ("-i", "queue-sales"))).ShouldContain("shard");
        (await AskAsync(engine, "entity where", ("-i", "agent-ana"))).ShouldContain("shard");
        (await AskAsync(engine, "entity show", ("-i", "agent-ana"))).ShouldContain("\"agentId\"");
        (await AskAsync(engine, "shard list")).ShouldContain("queue");
    }

    private static async Task<EngineOnDisk> BusyAsync(EngineHost host)
    {
        var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}");
        await admin.PutAsync("/v1/agents/ana", "{\"name\":\"Ana\"}");
        await admin.PutAsync("/v1/agents/ana/assignments/sales", "{\"wrapUpSeconds\":600}");
        await admin.PostAsync("/v1/agents/ana/log-in");
        await admin.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":\"+33123456789\"}");
        await admin.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c2\",\"media\":\"call\",\"caller\":\"+33123456780\"}");
        (await admin.PostAsync("/v1/queues/sales/contacts/c2/callback", "{\"number\":\"+33123456780\"}")).EnsureSuccessStatusCode();

        // Queue and agent settle the offer between them after the commands have been answered.
        await Eventually.TrueAsync(async () => (await (await admin.GetAsync("/v1/agents/ana")).JsonAsync()).GetProperty("status").GetString() == "offered");

        // The views have caught up when they are asked over HTTP.
        (await admin.GetAsync("/v1/callbacks")).EnsureSuccessStatusCode();
        return engine;
    }

    private static async Task<string> AskAsync(EngineOnDisk engine, string command, params (string, string)[] given)
    {
        var reply = await RunAsync(engine, command, given);
        var text = string.Join('\n', reply.Lines);
        reply.IsError.ShouldBeFalse(text);
        return text;
    }

    private static Task<OperatorReply> RunAsync(EngineOnDisk engine, string command, params (string, string)[] given) =>
        PaletteOf(command).RunAsync(PaletteOf(command).Commands.Single(known => command.EndsWith($" {known.Name}", StringComparison.Ordinal)), given, engine.Texts);

    private static OperatorPalette PaletteOf(string command) => OperatorPalettes.All.Single(palette => command.StartsWith($"{palette.Name} ", StringComparison.Ordinal));
}
