using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>A connector that speaks for the telephones of agents.</summary>
[IntegrationTests]
public sealed class TelephonesTests : IAsyncLifetime
{
    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;
    private HttpClient _telephones = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        _telephones = await _engine.AsTelephonesAsync("sales");
        foreach (var (agent, queue) in new[] { ("ana", "sales"), ("ben", "support") })
        {
            await Answers.OkAsync(_admin.PutAsync($"/v1/queues/{queue}", $$"""{"name": "{{queue}}"}"""));
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}/assignments/{queue}", "{}"));
        }
    }

    public async Task DisposeAsync()
    {
        _telephones.Dispose();
        _admin.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    [Rule("31")]
    public async Task A_call_is_taken_and_ended_by_telephone_and_the_journal_says_so()
    {
        await Answers.OkAsync(_telephones.PostAsync("/v1/agents/ana/log-in"));
        await Answers.OkAsync(_telephones.PostAsync("/v1/queues/sales/contacts", """{"contactId": "c1", "media": "call", "caller": "+33123456789"}"""), HttpStatusCode.Created);
        var offer = (await _telephones.OfferAsync("ana")).GetProperty("offerId").GetString();
        await Answers.OkAsync(_telephones.PostAsync("/v1/agents/ana/accept", $$"""{"offerId": "{{offer}}"}"""));
        await Answers.OkAsync(_telephones.PostAsync("/v1/agents/ana/end-contact"));
        await Answers.OkAsync(_telephones.PostAsync("/v1/agents/ana/close-pop-up"));
        await Eventually.TrueAsync(async () => (await JsonAsync("/v1/queues/sales/contacts/c1")).GetProperty("endedBy").GetString() == "agent");

        var events = await EventsAsync();
        foreach (var type in new[] { "agent-logged-in", "acceptance-requested", "contact-ended", "pop-up-closed" })
            events.Single(told => told.GetProperty("type").GetString() == type).GetProperty("via").GetString().ShouldBe("telephone", type);
        events.Single(told => told.GetProperty("type").GetString() == "contact-arrived").GetProperty("via").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    [Rule("31")]
    public async Task A_telephone_of_another_queue_is_foreign_until_its_agent_is_assigned()
    {
        (await (await _telephones.PostAsync("/v1/agents/ben/log-in")).ProblemAsync()).Code.ShouldBe("forbidden");
        (await (await _telephones.PostAsync("/v1/agents/unknown/log-in")).ProblemAsync()).Code.ShouldBe("forbidden");
        using var supervisor = await _engine.AsAsync(Role.Supervisor);
        await Answers.OkAsync(supervisor.PutAsync("/v1/agents/ben/assignments/sales", "{}"));
        await Answers.OkAsync(_telephones.PostAsync("/v1/agents/ben/log-in"));
        await Answers.OkAsync(supervisor.DeleteAsync("/v1/agents/ben/assignments/sales"));
        (await (await _telephones.PostAsync("/v1/agents/ben/log-out")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    [Fact]
    [Rule("31")]
    public async Task A_token_without_queues_speaks_for_all_telephones_and_one_without_agents_for_none()
    {
        using var all = await _engine.AsTelephonesAsync();
        await Answers.OkAsync(all.PostAsync("/v1/agents/ben/log-in"));
        using var connector = await _engine.AsAsync(Role.Connector, agent: null, "sales");
        (await (await connector.PostAsync("/v1/agents/ana/log-in")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    private async Task<List<JsonElement>> EventsAsync() =>
        [.. (await _admin.GetStringAsync("/v1/events?follow=false")).Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Skip(1).Select(line => JsonDocument.Parse(line[6..]).RootElement)];

    private async Task<JsonElement> JsonAsync(string path) => await (await _admin.GetAsync(path)).JsonAsync();
}
