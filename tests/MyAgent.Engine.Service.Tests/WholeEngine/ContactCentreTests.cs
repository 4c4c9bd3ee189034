using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>What the API does is the same on every host.</summary>
[IntegrationTests]
public sealed class ContactCentreTests : IAsyncLifetime
{
    private const string Call = "{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":\"+33123456789\"}";

    private EngineOnDisk? _engine;
    private HttpClient _connector = null!;
    private HttpClient _ana = null!;
    private HttpClient _admin = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    [Theory]
    [EveryHost]
    public async Task A_call_is_offered_accepted_ended_and_wrapped_up(EngineHost host)
    {
        await StartAsync(host);
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/log-in"))).ShouldBe("available");
        (await _connector.PostAsync("/v1/queues/sales/contacts", Call)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var offer = await OfferAsync();
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/accept", $"{{\"offerId\":\"{offer}\"}}"))).ShouldBe("engaged");
        await BecomesAsync("c1", "engaged");
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/end-contact"))).ShouldBe("postProcessing");
        (await (await _ana.PostAsync("/v1/agents/ana/available")).ProblemAsync()).Status.ShouldBe(409);
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/close-pop-up"))).ShouldBe("wrapUp");
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/available"))).ShouldBe("available");
        await BecomesAsync("c1", "done");
    }

    [Theory]
    [EveryHost]
    public async Task A_caller_who_hangs_up_has_abandoned(EngineHost host)
    {
        await StartAsync(host);
        var arrived = await (await _connector.PostAsync("/v1/queues/sales/contacts", Call)).JsonAsync();
        arrived.GetProperty("position").GetInt32().ShouldBe(1);
        var gone = await (await _connector.PostAsync("/v1/queues/sales/contacts/c1/hang-up")).JsonAsync();
        gone.GetProperty("outcome").GetString().ShouldBe("abandoned");
    }

    [Theory]
    [EveryHost]
    public async Task A_repeated_key_gives_the_same_answer_also_after_a_restart(EngineHost host)
    {
        await StartAsync(host);
        const string WithoutId = "{\"media\":\"call\",\"caller\":\"+33123456789\"}";
        var first = await _connector.PostAsync("/v1/queues/sales/contacts", WithoutId, key: "k1");
        var again = await _connector.PostAsync("/v1/queues/sales/contacts", WithoutId, key: "k1");
        await ShouldBeTheSameAsync(first, again);
        var loggedIn = await _ana.PostAsync("/v1/agents/ana/log-in", key: "k2");
        var configured = await _admin.PutAsync("/v1/queues/support", "{\"name\":\"Support\",\"serviceLevelSeconds\":12.5}", key: "k3");
        var caller = await _admin.PutAsync("/v1/callers/+33123456789", "{\"preferredAgents\":[\"ana\"]}", key: "k4");

        await _engine!.RestartAsync();
        await ConnectAsync();
        await ShouldBeTheSameAsync(first, await _connector.PostAsync("/v1/queues/sales/contacts", WithoutId, key: "k1"));
        await ShouldBeTheSameAsync(loggedIn, await _ana.PostAsync("/v1/agents/ana/log-in", key: "k2"));
        await ShouldBeTheSameAsync(configured, await _admin.PutAsync("/v1/queues/support", "{\"name\":\"Support\",\"serviceLevelSeconds\":12.5}", key: "k3"));
        await ShouldBeTheSameAsync(caller, await _admin.PutAsync("/v1/callers/+33123456789", "{\"preferredAgents\":[\"ana\"]}", key: "k4"));
    }

    [Theory]
    [EveryHost]
    public async Task A_repeated_key_repeats_a_refusal(EngineHost host)
    {
        await StartAsync(host);
        var first = await _connector.PostAsync("/v1/queues/sales/contacts/none/hang-up", key: "k1");
        (await first.ProblemAsync()).Status.ShouldBe(404);
        await ShouldBeTheSameAsync(first, await _connector.PostAsync("/v1/queues/sales/contacts/none/hang-up", key: "k1"));
    }

    [Theory]
    [EveryHost]
    public async Task A_caller_leaves_a_message_and_is_called_back_by_an_agent_who_has_heard_it(EngineHost host)
    {
        await StartAsync(host);
        byte[] sound = [.. "RIFF\0\0\0\0WAVEfmt "u8];
        await _connector.PostAsync("/v1/queues/sales/contacts", Call);
        (await StateOfAsync(await _connector.PostAsync("/v1/queues/sales/contacts/c1/record"))).ShouldBe("recording");
        var content = new ByteArrayContent(sound);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        (await _connector.PutAsync("/v1/queues/sales/contacts/c1/message", content)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await _connector.PostAsync("/v1/queues/sales/contacts/c1/callback", "{\"number\":\"none\"}")).ProblemAsync()).Status.ShouldBe(422);
        var requested = await (await _connector.PostAsync("/v1/queues/sales/contacts/c1/callback", "{\"number\":\"+33 1 23 45 67 89\"}")).JsonAsync();
        requested.GetProperty("position").GetInt32().ShouldBe(1);
        requested.GetProperty("kind").GetString().ShouldBe("callback");

        await _ana.PostAsync("/v1/agents/ana/log-in");
        var offer = await OfferAsync();
        var hand = (await (await _ana.PostAsync("/v1/agents/ana/accept", $"{{\"offerId\":\"{offer}\"}}")).JsonAsync()).GetProperty("contact");
        hand.GetProperty("number").GetString().ShouldBe("+33123456789");
        (await _ana.GetByteArrayAsync(hand.GetProperty("messageUrl").GetString())).ShouldBe(sound);

        (await (await _ana.PostAsync("/v1/agents/ana/close-pop-up")).ProblemAsync()).Status.ShouldBe(422);
        (await _ana.PostAsync("/v1/agents/ana/complete-callback")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/close-pop-up"))).ShouldBe("wrapUp");
        await BecomesAsync("c1", "done");
        var done = (await (await _admin.GetAsync("/v1/callbacks?state=done")).JsonAsync()).GetProperty("callbacks");
        done[0].GetProperty("outcome").GetString().ShouldBe("completed");
        (await (await _admin.GetAsync("/v1/queues/sales/contacts/c1/explain")).JsonAsync()).GetProperty("outcome").GetString().ShouldBe("completed");
    }

    [Theory]
    [Rule("33c")]
    [EveryHost]
    public async Task An_offer_whose_time_ran_out_while_the_engine_was_stopped_is_not_missed_and_can_be_accepted(EngineHost host)
    {
        await StartAsync(host);
        await _admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\",\"offerTimeoutSeconds\":2}");
        await _ana.PostAsync("/v1/agents/ana/log-in");
        await _connector.PostAsync("/v1/queues/sales/contacts", Call);
        var offer = await OfferAsync();
        await _engine!.StopAsync();
        var expired = DateTimeOffset.UtcNow.AddSeconds(2);
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow >= expired);

        await _engine.StartAgainAsync();
        await ConnectAsync();
        var ana = await (await _ana.GetAsync("/v1/agents/ana")).JsonAsync();
        ana.GetProperty("status").GetString().ShouldBe("offered");
        ana.GetProperty("offer").GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        (await StatusAsync(await _ana.PostAsync("/v1/agents/ana/accept", $"{{\"offerId\":\"{offer}\"}}"))).ShouldBe("engaged");
    }

    [Theory]
    [EveryHost]
    public async Task What_was_answered_is_there_after_a_restart_and_in_the_same_order(EngineHost host)
    {
        await StartAsync(host);
        for (var number = 1; number <= 20; number++)
            await _connector.PostAsync("/v1/queues/sales/contacts", $"{{\"contactId\":\"c{number}\",\"media\":\"call\",\"caller\":\"+3312345{number:00}\"}}");
        await _admin.PostAsync("/v1/queues/sales/contacts/c20/move-to-first");
        await _admin.PostAsync("/v1/queues/sales/contacts/c19/priority", "{\"priority\":5}");
        var before = (await (await _admin.GetAsync("/v1/queues/sales")).JsonAsync()).GetProperty("waiting").GetRawText();

        await _engine!.RestartAsync();
        await ConnectAsync();
        (await (await _admin.GetAsync("/v1/queues/sales")).JsonAsync()).GetProperty("waiting").GetRawText().ShouldBe(before);
        (await (await _admin.GetAsync("/v1/queues/sales?skip=1&take=2")).JsonAsync()).GetProperty("waiting").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [EveryHost]
    public async Task Agents_and_queues_that_do_not_exist_are_neither_assigned_nor_read(EngineHost host)
    {
        await StartAsync(host);
        (await (await _admin.GetAsync("/v1/agents/missing")).ProblemAsync()).Status.ShouldBe(404);
        (await (await _admin.GetAsync("/v1/queues/nowhere")).ProblemAsync()).Status.ShouldBe(404);
        (await (await _connector.PostAsync("/v1/queues/nowhere/contacts", Call)).ProblemAsync()).ShouldBe((404, "unknownQueue", null));
        (await (await _admin.GetAsync("/v1/queues/sales/contacts/c9")).ProblemAsync()).Status.ShouldBe(404);
    }

    private async Task StartAsync(EngineHost host)
    {
        _engine = await EngineOnDisk.StartAsync(host);
        await ConnectAsync();
        (await _admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _admin.PutAsync("/v1/agents/ana", "{\"name\":\"Ana\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _admin.PutAsync("/v1/agents/ana/assignments/sales", "{\"wrapUpSeconds\":600}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ConnectAsync()
    {
        _connector = await _engine!.AsAsync(Role.Connector);
        _ana = await _engine.AsAsync(Role.Agent, "ana");
        _admin = await _engine.AsAsync(Role.Admin);
    }

    /// <summary>Waits until ana is offered a contact: queue and agent settle that between them after the command has been answered.</summary>
    private async Task<string?> OfferAsync()
    {
        JsonElement agent = default;
        await Eventually.TrueAsync(async () =>
            (agent = await (await _ana.GetAsync("/v1/agents/ana")).JsonAsync()).GetProperty("status").GetString() == "offered");
        return agent.GetProperty("offer").GetProperty("offerId").GetString();
    }

    /// <summary>Waits until the queue has heard from the agent what became of a contact.</summary>
    private Task BecomesAsync(string contact, string state) =>
        Eventually.TrueAsync(async () => await StateOfAsync(await _connector.GetAsync($"/v1/queues/sales/contacts/{contact}")) == state);

    private static async Task<string?> StateOfAsync(HttpResponseMessage answer) => (await answer.JsonAsync()).GetProperty("state").GetString();

    private static async Task<string?> StatusAsync(HttpResponseMessage answer) => (await answer.JsonAsync()).GetProperty("status").GetString();

    private static async Task ShouldBeTheSameAsync(HttpResponseMessage first, HttpResponseMessage again)
    {
        again.StatusCode.ShouldBe(first.StatusCode);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.Location.ShouldBe(first.Headers.Location);
    }
}
