using System.Net;
using Microsoft.Extensions.DependencyInjection;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Pbm;
using MyAgent.Engine.Service.Commands.Texts;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;
using MyAgent.Engine.Service.Tests.WholeEngine;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Tests.Operators;

/// <summary>The palette over a real engine: one queue, one agent who is offered a call, and a caller who waits to be called back.</summary>
public sealed class OperatorTextsTests : IAsyncLifetime
{
    private EngineOnDisk _engine = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync();
        using var admin = await _engine.AsAsync(Role.Admin);
        using var connector = await _engine.AsAsync(Role.Connector);
        using var ana = await _engine.AsAsync(Role.Agent, "ana");
        (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync("/v1/agents/ana", "{\"name\":\"Ana\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsync("/v1/agents/ana/assignments/sales", "{\"wrapUpSeconds\":600}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ana.PostAsync("/v1/agents/ana/log-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var contact in new[] { "c1", "c2" })
        {
            var call = $"{{\"contactId\":\"{contact}\",\"media\":\"call\",\"caller\":\"+33123456789\"}}";
            (await connector.PostAsync("/v1/queues/sales/contacts", call)).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
        (await connector.PostAsync("/v1/queues/sales/contacts/c2/callback", "{\"number\":\"+33123456789\"}")).IsSuccessStatusCode.ShouldBeTrue();
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Every_command_tells_of_what_the_engine_does()
    {
        await ShouldTellAsync("queue-list", [], "sales");
        await ShouldTellAsync("queue-show", [("-q", "sales")], "c2");
        await ShouldTellAsync("agent-list", [], "ana");
        await ShouldTellAsync("agent-show", [("-a", "ana")], "c1");
        await ShouldTellAsync("contact-explain", [("-q", "sales"), ("-c", "c1")], "Offered to ana");
        await ShouldTellAsync("entity-where", [("-t", "agent"), ("-i", "ana")], "agent-ana: here");

        // The list of callbacks follows the journal: it may be a moment behind.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!string.Join('\n', (await RunAsync("callback-list")).Lines).Contains("c2", StringComparison.Ordinal))
            await Task.Delay(20, patience.Token);
    }

    [Theory]
    [InlineData("queue-show", "-q")]
    [InlineData("agent-show", "-a")]
    public async Task What_the_engine_does_not_know_is_an_error(string command, string named)
    {
        foreach (var id in new[] { "nobody", "no/body", "%", new string('x', 5000) })
        {
            var reply = await RunAsync(command, (named, id));
            reply.IsError.ShouldBeTrue();
            reply.Lines.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_contact_that_never_came_has_no_story_and_who_sleeps_has_no_place()
    {
        (await RunAsync("contact-explain", ("-q", "sales"), ("-c", "c99"))).Lines.ShouldBe(["Nothing is known of sales, c99."]);
        (await RunAsync("entity-where", ("-t", "agent"), ("-i", "ben"))).Lines.ShouldBe(["Nothing is known of agent, ben."]);
    }

    private async Task ShouldTellAsync(string command, (string, string)[] typed, string expected)
    {
        var reply = await RunAsync(command, typed);
        reply.IsError.ShouldBeFalse(string.Join('\n', reply.Lines));
        string.Join('\n', reply.Lines).ShouldContain(expected);
        reply.Lines.ShouldAllBe(line => !line.Contains('\u001b'));
    }

    private Task<OperatorReply> RunAsync(string command, params (string, string)[] typed)
    {
        var services = _engine.Server.Services;
        var texts = new OperatorTexts(
            services.GetRequiredService<IEngineHost>(), services.GetRequiredService<ContactHistory>(), services.GetRequiredService<Explanations>(),
            (entity, _) => Task.FromResult(entity.Id == "ana" ? "here" : null), TimeProvider.System);
        return OperatorPalette.RunAsync(OperatorPalette.Commands.Single(one => one.Name == command), typed, texts);
    }
}
