using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Leases of connectors, and what they say of their calls.</summary>
[IntegrationTests]
public sealed class LostConnectorTests : IAsyncLifetime
{
    private EngineOnDisk? _engine;
    private HttpClient _admin = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    [Theory]
    [EveryHost]
    [Rule("30")]
    public async Task An_offer_of_a_lost_connector_is_withdrawn_and_comes_again_when_the_connector_is_back(EngineHost host)
    {
        await StartAsync(host);
        await Answers.OkAsync(_admin.PostAsync("/v1/connectors/pbx-1/alive", """{"leaseSeconds": 2}"""));
        await ArriveAsync("c1");
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        await BecomesAsync("/v1/agents/ana", "status", "offered");
        await BecomesAsync("/v1/agents/ana", "status", "available");
        await Eventually.TrueAsync(async () => await StateAsync() == "lost");
        (await JsonAsync("/v1/queues/sales/contacts/c1")).GetProperty("state").GetString().ShouldBe("waiting");
        (await _admin.GetStringAsync("/v1/events?follow=false&types=connector-lost,connector-news-heard")).ShouldContain("connector-news-heard");
        await Answers.OkAsync(_admin.PostAsync("/v1/connectors/pbx-1/alive", """{"leaseSeconds": 60}"""));
        await BecomesAsync("/v1/agents/ana", "status", "offered");
        (await StateAsync()).ShouldBe("alive");
    }

    [Fact]
    [Rule("30")]
    public async Task An_open_stream_of_events_is_a_lease()
    {
        await StartAsync(EngineHost.Solo);
        using (var connector = await _engine!.AsAsync(Role.Connector))
        {
            await Answers.OkAsync(connector.PostAsync("/v1/connectors/pbx-1/alive", """{"leaseSeconds": 2}"""));
            using var stream = await connector.GetAsync("/v1/events?connector=pbx-1&after=newest", HttpCompletionOption.ResponseHeadersRead);
            await ArriveAsync("c1");
            using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                while (await lines.ReadLineAsync(limit.Token) is { } line)
                    line.ShouldNotContain("connector-lost");
            });
            (await StateAsync()).ShouldBe("alive");
        }
        await Eventually.TrueAsync(async () => await StateAsync() == "lost");
    }

    [Theory]
    [EveryHost]
    [Rule("30")]
    public async Task Calls_that_a_connector_no_longer_has_end_and_later_ones_stay(EngineHost host)
    {
        await StartAsync(host);
        foreach (var contact in new[] { "c1", "c2", "c3" })
            await ArriveAsync(contact);
        await ArriveAsync("other", connector: "pbx-2");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c3/callback", """{"number": "+33144556677"}"""));
        var asOf = (await JsonAsync("/v1/contacts?connector=pbx-1")).GetProperty("asOf").GetInt64();
        await ArriveAsync("later");
        var claimed = await (await _admin.PutAsync("/v1/connectors/pbx-1/calls", $$"""{"asOf": {{asOf}}, "live": ["c2", "gone"]}""")).JsonAsync();
        claimed.GetProperty("ended").EnumerateArray().Select(contact => contact.GetString()).ShouldBe(["c1"]);
        claimed.GetProperty("unknown").EnumerateArray().Select(contact => contact.GetString()).ShouldBe(["gone"]);
        (await OutcomeAsync("c1")).ShouldBe("connectorLost");
        foreach (var contact in new[] { "c2", "c3", "later", "other" })
            (await OutcomeAsync(contact)).ShouldBeNull(contact);
        (await (await _admin.PutAsync("/v1/connectors/pbx-1/calls", """{"asOf": 999999, "live": []}""")).ProblemAsync()).Code.ShouldBe("eventIdUnknown");
        (await (await _admin.PutAsync("/v1/connectors/pbx-1/calls", """{"asOf": 1, "live": ["a b"]}""")).ProblemAsync()).ShouldBe((400, "badId", "live[0]"));
    }

    [Fact]
    [Rule("30", "31")]
    public async Task A_connector_that_is_bound_to_queues_ends_only_calls_that_came_in_by_them()
    {
        await StartAsync(EngineHost.Solo);
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/support", """{"name": "Support"}"""));
        await ArriveAsync("c1");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/support/contacts",
            """{"contactId": "c2", "media": "call", "caller": "+331", "connector": "pbx-1"}"""), HttpStatusCode.Created);
        using var bound = await _engine!.AsAsync(Role.Connector, agent: null, "support");
        var asOf = (await JsonAsync("/v1/contacts")).GetProperty("asOf").GetInt64();
        await Answers.OkAsync(bound.PutAsync("/v1/connectors/pbx-1/calls", $$"""{"asOf": {{asOf}}, "live": []}"""));
        (await OutcomeAsync("c1")).ShouldBeNull();
        (await JsonAsync("/v1/queues/support/contacts/c2")).GetProperty("outcome").GetString().ShouldBe("connectorLost");
    }

    [Fact]
    [Rule("30")]
    public async Task A_lease_that_is_out_of_range_is_refused_and_an_agent_is_no_connector()
    {
        await StartAsync(EngineHost.Solo);
        (await (await _admin.PostAsync("/v1/connectors/pbx-1/alive", """{"leaseSeconds": 1}""")).ProblemAsync()).ShouldBe((400, "outOfRange", "leaseSeconds"));
        using var ana = await _engine!.AsAsync(Role.Agent, "ana");
        (await (await ana.GetAsync("/v1/events?connector=pbx-1")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    private async Task StartAsync(EngineHost host)
    {
        _engine = await EngineOnDisk.StartAsync(host);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/sales", """{"name": "Sales", "offerTimeoutSeconds": 600}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana", """{"name": "Ana"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana/assignments/sales", "{}"));
    }

    private Task ArriveAsync(string contact, string connector = "pbx-1") => Answers.OkAsync(_admin.PostAsync(
        "/v1/queues/sales/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "+33123456789", "connector": "{{connector}}"}"""), HttpStatusCode.Created);

    private async Task<string?> StateAsync() => (await JsonAsync("/v1/connectors")).EnumerateArray().Single().GetProperty("state").GetString();

    private async Task<string?> OutcomeAsync(string contact) => (await JsonAsync($"/v1/queues/sales/contacts/{contact}")).GetProperty("outcome").GetString();

    private Task BecomesAsync(string path, string member, string value) =>
        Eventually.TrueAsync(async () => (await JsonAsync(path)).GetProperty(member).GetString() == value);

    private async Task<JsonElement> JsonAsync(string path) => await (await _admin.GetAsync(path)).JsonAsync();
}
