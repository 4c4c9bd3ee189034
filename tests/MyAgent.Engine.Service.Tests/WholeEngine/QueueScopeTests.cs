using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>What an agent and a connector see of queues that are not theirs: nothing.</summary>
[IntegrationTests]
public sealed class QueueScopeTests : IAsyncLifetime
{
    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await PutAsync("queues/support", """{"name": "Support"}""");
        await PutAsync("queues/sales", """{"name": "Sales", "maxWaitSeconds": 1, "overflowQueue": "support"}""");
        await PutAsync("queues/night", """{"name": "Night", "closedQueue": "support", "openingHours": {"timeZone": "Etc/UTC", "weekly": []}}""");
        foreach (var (agent, queue) in new[] { ("ana", "sales"), ("ben", "support") })
        {
            await PutAsync($"agents/{agent}", $$"""{"name": "{{agent}}"}""");
            await PutAsync($"agents/{agent}/assignments/{queue}", "{}");
        }
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task An_agent_sees_the_waiting_lists_of_its_queues_and_of_colleagues_name_and_status()
    {
        await ArriveAsync(_admin, "support", "c1");
        using var ben = await _engine.AsAsync(Role.Agent, "ben");
        (await JsonAsync(ben, "/v1/queues?waiting=10")).GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("queueId").GetString()).ShouldBe(["support"]);
        (await JsonAsync(ben, "/v1/queues/support")).GetProperty("waiting")[0].GetProperty("caller").GetString().ShouldBe("+33123456789");

        using var ana = await _engine.AsAsync(Role.Agent, "ana");
        var list = await ana.GetAsync("/v1/queues?waiting=10");
        (await list.Content.ReadAsStringAsync()).ShouldNotContain("+33123456789");
        (await (await ana.GetAsync("/v1/queues/support")).ProblemAsync()).Code.ShouldBe("forbidden");
        var again = new HttpRequestMessage(HttpMethod.Get, "/v1/queues?waiting=10");
        again.Headers.IfNoneMatch.Add(list.Headers.ETag!);
        (await ben.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var colleagues = (await JsonAsync(ana, "/v1/colleagues")).GetProperty("colleagues").EnumerateArray().ToList();
        colleagues.Select(colleague => colleague.GetProperty("agentId").GetString()).ShouldBe(["ana", "ben"]);
        colleagues[1].EnumerateObject().Select(member => member.Name).ShouldBe(["agentId", "name", "status"]);

        await PutAsync("agents/ana/assignments/support", "{}");
        (await JsonAsync(ana, "/v1/queues")).GetProperty("queues").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task An_agent_whose_token_was_made_before_the_agent_sees_no_queue()
    {
        using var early = await _engine.AsAsync(Role.Agent, "not-yet");
        (await JsonAsync(early, "/v1/queues")).GetProperty("queues").GetArrayLength().ShouldBe(0);
        (await early.GetAsync("/v1/queues/sales")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_connector_that_is_bound_to_queues_acts_and_reads_only_there()
    {
        using var bound = await _engine.AsAsync(Role.Connector, agent: null, "sales");
        await ArriveAsync(_admin, "support", "c1");
        (await (await bound.PostAsync("/v1/queues/support/contacts", """{"media": "call", "caller": "+33111111111"}""")).ProblemAsync()).Code.ShouldBe("forbidden");
        foreach (var verb in new[] { "hang-up", "record", "resume" })
            (await (await bound.PostAsync($"/v1/queues/support/contacts/c1/{verb}")).ProblemAsync()).Code.ShouldBe("forbidden");
        (await bound.GetAsync("/v1/queues/support/contacts/c1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bound.GetAsync("/v1/events?queue=support")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await JsonAsync(_admin, "/v1/queues/support/contacts/c1")).GetProperty("state").GetString().ShouldBe("waiting");

        await ArriveAsync(bound, "sales", "c1");
        (await JsonAsync(bound, "/v1/queues/sales/contacts/c1")).GetProperty("state").GetString().ShouldBe("waiting");
    }

    [Fact]
    public async Task A_bound_connector_is_told_what_happens_to_its_contacts_wherever_they_go_and_nothing_of_others()
    {
        using var bound = await _engine.AsAsync(Role.Connector, agent: null, "sales");
        await ArriveAsync(_admin, "support", "foreign");
        await ArriveAsync(bound, "sales", "early");
        await MovedAsync("early");
        var middle = (await EventsAsync(_admin, after: 0)).Max(told => told.Ordering);
        await ArriveAsync(bound, "sales", "late");
        await MovedAsync("late");
        (await bound.PostAsync("/v1/queues/sales/contacts/early/hang-up")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bound.PostAsync("/v1/queues/sales/contacts/late/hang-up")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _admin.PostAsync("/v1/queues/support/contacts/foreign/hang-up")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var all = await EventsAsync(bound, after: 0);
        all.Select(told => told.Contact).Distinct().Order().ShouldBe(["early", "late"]);
        foreach (var contact in new[] { "early", "late" })
            all.ShouldContain(told => told.Contact == contact && told.Type == "contact-finished" && told.Entity == "queue-support");
        // A client that starts a stream in the middle receives the events of contacts that moved earlier.
        (await EventsAsync(bound, middle)).ShouldContain(told => told.Contact == "early" && told.Type == "contact-finished");
        all.ShouldAllBe(told => told.Type != "queue-configured");
    }

    [Fact]
    public async Task A_contact_that_a_closed_queue_sends_on_is_reached_by_the_queue_it_came_in_by()
    {
        using var bound = await _engine.AsAsync(Role.Connector, agent: null, "night");
        await ArriveAsync(_admin, "support", "same");
        var arrived = await bound.PostAsync("/v1/queues/night/contacts", """{"contactId": "own", "media": "call", "caller": "+33111111111"}""");
        arrived.Headers.Location!.ToString().ShouldBe("/v1/queues/night/contacts/own");
        (await arrived.JsonAsync()).GetProperty("queueId").GetString().ShouldBe("support");
        (await JsonAsync(bound, arrived.Headers.Location.ToString())).GetProperty("state").GetString().ShouldBe("waiting");
        (await bound.PostAsync(arrived.Headers.Location + "/hang-up")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var told = await EventsAsync(bound, after: 0);
        told.Select(each => each.Contact).Distinct().ShouldBe(["own"]);
        told[^1].Type.ShouldBe("contact-finished");
        using var unbound = await _engine.AsAsync(Role.Connector);
        (await unbound.PostAsync("/v1/queues/night/contacts", """{"media": "call", "caller": "+33111111112"}"""))
            .Headers.Location!.ToString().ShouldStartWith("/v1/queues/support/");
    }

    [Fact]
    public async Task A_voice_message_reaches_a_contact_that_a_closed_queue_has_sent_on()
    {
        using var bound = await _engine.AsAsync(Role.Connector, agent: null, "night");
        var arrived = await bound.PostAsync("/v1/queues/night/contacts", """{"contactId": "own", "media": "call", "caller": "+33111111111"}""");
        var contact = arrived.Headers.Location!.ToString();
        (await bound.PostAsync(contact + "/record")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var sound = new ByteArrayContent(Convert.FromBase64String("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA=="));
        sound.Headers.ContentType = new("audio/wav");
        var stored = await bound.PutAsync(contact + "/message", sound);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stored.JsonAsync()).GetProperty("messageUrl").GetString().ShouldBe("/v1/queues/support/contacts/own/message");
    }

    private Task MovedAsync(string contact) => Eventually.TrueAsync(async () =>
        (await JsonAsync(_admin, $"/v1/queues/sales/contacts/{contact}")).GetProperty("queueId").GetString() == "support");

    private static async Task<List<Told>> EventsAsync(HttpClient client, long after)
    {
        var text = await client.GetStringAsync($"/v1/events?follow=false&after={after}");
        var lines = text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Skip(1);
        return [.. lines.Select(line => JsonDocument.Parse(line[6..]).RootElement).Select(told => new Told(
            told.GetProperty("ordering").GetInt64(), told.GetProperty("entity").GetString()!, told.GetProperty("type").GetString()!, told.GetProperty("contactId").GetString()))];
    }

    private static async Task ArriveAsync(HttpClient client, string queue, string contact) =>
        (await client.PostAsync($"/v1/queues/{queue}/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "+33123456789"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.Created);

    private static async Task<JsonElement> JsonAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path + ": " + await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private async Task PutAsync(string path, string json)
    {
        var answer = await _admin.PutAsync("/v1/" + path, json);
        answer.IsSuccessStatusCode.ShouldBeTrue(path + ": " + await answer.Content.ReadAsStringAsync());
    }

    private sealed record Told(long Ordering, string Entity, string Type, string? Contact);
}
