using System.Globalization;
using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>A client that has lost its position reads everything that is not done at one moment, and continues with the events after it.</summary>
[IntegrationTests]
public sealed class OpenContactsTests : IAsyncLifetime
{
    private static readonly string[] Agents = ["ana", "ben", "eva"];

    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/mail", """{"name": "Mail", "offerTimeoutSeconds": 600}"""));
        await Answers.OkAsync(_admin.PutAsync(
            "/v1/queues/sales", """{"name": "Sales", "offerTimeoutSeconds": 600, "rejectCoolDownSeconds": 1, "rejectRepeatSeconds": 1, "rejectedLimit": 100}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/busy", """{"name": "Busy", "maxWaitSeconds": 1, "overflowQueue": "sales"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/night", """{"name": "Night", "openingHours": {"timeZone": "UTC", "weekly": []}, "closedQueue": "mail"}"""));
        foreach (var agent in Agents)
        {
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}/assignments/sales", "{}"));
        }
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task A_snapshot_under_load_and_the_events_after_it_make_the_state_of_the_end()
    {
        foreach (var agent in Agents)
            await Answers.OkAsync(_admin.PostAsync($"/v1/agents/{agent}/log-in"));
        using var closing = new CancellationTokenSource();
        var agents = Agents.Select(agent => WorkAsync(agent, closing.Token)).ToList();
        var calls = Task.WhenAll(Enumerable.Range(0, 4).Select(CallAsync));
        var snapshots = new List<JsonElement>();
        bool allHaveCalled;
        do
        {
            allHaveCalled = calls.IsCompleted;
            snapshots.Add(await Answers.OkAsync(_admin.GetAsync("/v1/contacts")));
            await Task.Delay(50);
        }
        while (!allHaveCalled || Names(snapshots[^1]).Any(name => name.StartsWith("busy/", StringComparison.Ordinal)));
        await calls;
        await closing.CancelAsync();
        await Task.WhenAll(agents);

        var end = await Answers.OkAsync(_admin.GetAsync("/v1/contacts"));
        var events = await EventsAsync();
        events.ShouldContain(happened => happened.Type == "contact-moved");
        events.ShouldContain(happened => happened.Type == "callback-requested");
        foreach (var snapshot in snapshots)
        {
            var contacts = ContactsIn(snapshot);
            foreach (var happened in events.Where(each => each.Ordering > AsOf(snapshot) && each.Ordering <= AsOf(end)))
                Follow(contacts, happened);
            contacts.ShouldBe(ContactsIn(end), ignoreOrder: true);
        }
        snapshots.ShouldContain(snapshot => snapshot.GetProperty("contacts").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Every_open_contact_is_shown_with_what_is_needed_to_go_on()
    {
        await ArriveAsync("sales", "c1", "+331");
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(_admin.GetAsync("/v1/agents/ana"))).GetProperty("status").GetString() == "offered");
        await ArriveAsync("sales", "c2", caller: null);
        await ArriveAsync("sales", "c3", "+333");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c3/record"));
        await ArriveAsync("mail", "m1", "+334", "email");

        var all = await Answers.OkAsync(_admin.GetAsync("/v1/contacts"));
        Names(all).ShouldBe(["mail/m1", "sales/c2", "sales/c3", "sales/c1"]);
        var offered = all.GetProperty("contacts")[3];
        var offer = (await Answers.OkAsync(_admin.GetAsync("/v1/agents/ana"))).GetProperty("offer");
        (Text(offered, "state"), Text(offered, "agentId"), Text(offered, "offerId"), Text(offered, "expiresAt"), Text(offered, "position"))
            .ShouldBe(("offered", "ana", Text(offer, "offerId"), Text(offer, "expiresAt"), ""));
        var withheld = all.GetProperty("contacts")[1];
        (Text(withheld, "state"), Text(withheld, "caller"), Text(withheld, "position"), Text(withheld, "agentId"), Text(withheld, "kind"), Text(withheld, "media"))
            .ShouldBe(("waiting", "", "1", "", "call", "call"));

        Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?state=recording,offered"))).ShouldBe(["sales/c3", "sales/c1"]);
        Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?queue=mail"))).ShouldBe(["mail/m1"]);
        Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?queue=mail&state=engaged"))).ShouldBeEmpty();
        var held = (await Answers.OkAsync(_admin.GetAsync("/v1/queues/sales"))).GetProperty("withAgents")[0];
        (Text(held, "contactId"), Text(held, "state"), Text(held, "agentId"), Text(held, "offerId")).ShouldBe(("c1", "offered", "ana", Text(offer, "offerId")));

        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/accept", $$"""{"offerId": "{{Text(offer, "offerId")}}"}"""));
        var engaged = (await Answers.OkAsync(_admin.GetAsync("/v1/contacts?state=engaged"))).GetProperty("contacts")[0];
        (Text(engaged, "contactId"), Text(engaged, "agentId"), Text(engaged, "offerId"), Text(engaged, "expiresAt")).ShouldBe(("c1", "ana", Text(offer, "offerId"), ""));
        Text(engaged, "answeredAt").ShouldNotBeEmpty();
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/end-contact"));
        await Eventually.TrueAsync(async () => Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?queue=sales"))) is ["sales/c2", "sales/c3"]);
    }

    [Fact]
    [Rule("30")]
    public async Task Contacts_and_events_are_selected_by_the_connector_that_brought_the_contacts()
    {
        await ArriveAsync("sales", "c0", "+330");
        foreach (var (contact, connector) in new[] { ("c1", "pbx-1"), ("c2", "pbx-2") })
            (await (await _admin.PostAsync("/v1/queues/busy/contacts", $$"""{"contactId": "{{contact}}", "media": "call", "caller": "+331", "connector": "{{connector}}"}"""))
                .JsonAsync()).GetProperty("connector").GetString().ShouldBe(connector);
        await Eventually.TrueAsync(async () => Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?connector=pbx-1"))) is ["sales/c1"]);
        Text((await Answers.OkAsync(_admin.GetAsync("/v1/contacts?connector=pbx-1"))).GetProperty("contacts")[0], "connector").ShouldBe("pbx-1");
        Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?connector=other"))).ShouldBeEmpty();
        (await (await _admin.GetAsync("/v1/contacts?connector=a%20b")).ProblemAsync()).ShouldBe((400, "badId", "connector"));

        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        await Eventually.TrueAsync(async () => Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?state=offered"))) is ["sales/c0"]);
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c0/hang-up"));
        await Eventually.TrueAsync(async () => Names(await Answers.OkAsync(_admin.GetAsync("/v1/contacts?state=offered&connector=pbx-1"))) is ["sales/c1"]);
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/busy/contacts/c1/hang-up"));
        var told = await _admin.GetStringAsync("/v1/events?follow=false&connector=pbx-1");
        var types = told.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..]).ToList();
        foreach (var type in new[] { "contact-arrived", "contact-moving", "contact-taken-over", "contact-offered", "offer-received", "offer-ended", "contact-finished" })
            types.Count(each => each == type).ShouldBe(1, type);
        types.ShouldNotContain("agent-logged-in");
        told.ShouldNotContain("\"c0\"");
        told.ShouldNotContain("\"c2\"");
    }

    [Fact]
    public async Task A_snapshot_names_its_journal_which_is_the_same_after_a_restart_and_another_one_elsewhere()
    {
        var named = Text(await Answers.OkAsync(_admin.GetAsync("/v1/contacts")), "journal");
        named.ShouldNotBeEmpty();
        await _engine.RestartAsync();
        _admin = await _engine.AsAsync(Role.Admin);
        Text(await Answers.OkAsync(_admin.GetAsync("/v1/contacts")), "journal").ShouldBe(named);

        await using var other = await EngineOnDisk.StartAsync(EngineHost.Solo);
        using var admin = await other.AsAsync(Role.Admin);
        Text(await Answers.OkAsync(admin.GetAsync("/v1/contacts")), "journal").ShouldNotBe(named);
    }

    [Fact]
    public async Task A_contact_is_found_without_its_queue_and_the_one_that_is_not_done_goes_before()
    {
        await ArriveAsync("mail", "c1", "+331");
        (await FindAsync(_admin, "c1")).ShouldBe("mail/c1 waiting");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/mail/contacts/c1/hang-up"));
        (await FindAsync(_admin, "c1")).ShouldBe("mail/c1 done");
        await ArriveAsync("sales", "c1", "+331");
        (await FindAsync(_admin, "c1")).ShouldBe("sales/c1 waiting");
        await ArriveAsync("mail", "c2", "+331");
        await ArriveAsync("sales", "c2", "+331");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c2/hang-up"));
        (await FindAsync(_admin, "c2")).ShouldBe("mail/c2 waiting");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/mail/contacts/c2/hang-up"));
        (await FindAsync(_admin, "c2")).ShouldBe("sales/c2 done");
        (await (await _admin.GetAsync("/v1/contacts/c9")).ProblemAsync()).ShouldBe((404, "unknownContact", null));
    }

    [Fact]
    public async Task A_connector_that_is_bound_to_queues_is_given_what_came_in_by_them()
    {
        using var night = await _engine.AsAsync(Role.Connector, agent: null, "night");
        await ArriveAsync("night", "c1", "+331");
        await ArriveAsync("mail", "c2", "+332");
        Names(await Answers.OkAsync(night.GetAsync("/v1/contacts"))).ShouldBe(["mail/c1"]);
        (await FindAsync(night, "c1")).ShouldBe("mail/c1 waiting");
        (await (await night.GetAsync("/v1/contacts/c2")).ProblemAsync()).Code.ShouldBe("unknownContact");
        (await (await night.GetAsync("/v1/contacts?queue=mail")).ProblemAsync()).Code.ShouldBe("forbidden");
        Names(await Answers.OkAsync(night.GetAsync("/v1/contacts?queue=night"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/v1/contacts?state=gone", 400, "badQuery", "state")]
    [InlineData("/v1/contacts?state=waiting,", 400, "badQuery", "state")]
    [InlineData("/v1/contacts?state=", 400, "badQuery", "state")]
    [InlineData("/v1/contacts?states=waiting", 400, "badQuery", "states")]
    [InlineData("/v1/contacts?queue=a%20b", 400, "badId", "queue")]
    [InlineData("/v1/contacts?queue=", 400, "badId", "queue")]
    [InlineData("/v1/contacts?queue=nowhere", 404, "unknownQueue", null)]
    [InlineData("/v1/contacts/-x", 400, "badId", "contactId")]
    [InlineData("/v1/contacts/c1?queue=sales", 400, "badQuery", "queue")]
    public async Task What_is_not_understood_is_refused(string path, int status, string code, string? field) =>
        (await (await _admin.GetAsync(path)).ProblemAsync()).ShouldBe((status, code, field));

    /// <summary>A caller after another: some hang up at once, some ask to be called back, some wait, and some in a queue that sends them on.</summary>
    private async Task CallAsync(int caller)
    {
        for (var number = 0; number < 15; number++)
        {
            var (queue, contact) = (number % 3 == 0 ? "busy" : "sales", $"c{caller}-{number}");
            await ArriveAsync(queue, contact, $"+33{caller}{number:00}");
            if (number % 5 == 1)
                (await _admin.PostAsync($"/v1/queues/{queue}/contacts/{contact}/record")).Dispose();
            if (number % 5 == 1)
                (await _admin.PostAsync($"/v1/queues/{queue}/contacts/{contact}/callback", """{"number": "+33 1 23 45 67 89"}""")).Dispose();
            if (number % 5 == 2)
                (await _admin.PostAsync($"/v1/queues/{queue}/contacts/{contact}/hang-up")).Dispose();
        }
    }

    /// <summary>Takes what is offered, rejects some of it, and ends it.</summary>
    private async Task WorkAsync(string agent, CancellationToken closing)
    {
        for (var turn = 0; !closing.IsCancellationRequested; turn++)
        {
            var known = await Answers.OkAsync(_admin.GetAsync($"/v1/agents/{agent}", CancellationToken.None));
            if (known.GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer)
                (await _admin.PostAsync($"/v1/agents/{agent}/{(turn % 4 == 0 ? "reject" : "accept")}", $$"""{"offerId": "{{Text(offer, "offerId")}}"}""")).Dispose();
            else if (known.GetProperty("contact").ValueKind == JsonValueKind.Object)
            {
                foreach (var button in new[] { "complete-callback", "end-contact", "close-pop-up" })
                    (await _admin.PostAsync($"/v1/agents/{agent}/{button}")).Dispose();
            }
            else
                await Task.Delay(20, CancellationToken.None);
        }
    }

    private async Task ArriveAsync(string queue, string contact, string? caller, string media = "call")
    {
        var answer = await _admin.PostAsync($"/v1/queues/{queue}/contacts", JsonSerializer.Serialize(new { contactId = contact, media, caller }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> FindAsync(HttpClient client, string contact)
    {
        var found = await Answers.OkAsync(client.GetAsync($"/v1/contacts/{contact}"));
        return $"{Text(found, "queueId")}/{Text(found, "contactId")} {Text(found, "state")}";
    }

    private async Task<List<Happened>> EventsAsync()
    {
        var text = await _admin.GetStringAsync("/v1/events?follow=false");
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Skip(1).Select(line =>
        {
            var happened = JsonDocument.Parse(line["data: ".Length..]).RootElement;
            return new Happened(happened.GetProperty("ordering").GetInt64(), Text(happened, "entity"), Text(happened, "type"), happened.GetProperty("data"));
        })];
    }

    /// <summary>What a connector makes of an event.</summary>
    private static void Follow(Dictionary<string, string> contacts, Happened happened)
    {
        if (!happened.Entity.StartsWith("queue-", StringComparison.Ordinal))
            return;
        var queue = happened.Entity["queue-".Length..];
        var contact = happened.Data.TryGetProperty("contact", out var whole) && whole.ValueKind == JsonValueKind.Object
            ? Text(whole, "contactId")
            : Text(happened.Data, "contactId");
        var key = $"{queue}/{contact}";
        switch (happened.Type)
        {
            case "contact-taken-over":
                contacts.Remove($"{Text(happened.Data, "from")}/{contact}");
                contacts[key] = "waiting  ";
                break;
            case "contact-arrived" or "recording-given-up" or "callback-requested" or "callback-reentered" or "contact-returned":
                contacts[key] = "waiting  ";
                break;
            case "recording-started":
                contacts[key] = "recording  ";
                break;
            case "contact-offered":
                contacts[key] = $"offered {Text(happened.Data, "agentId")} {Text(happened.Data, "offerId")}";
                break;
            case "offer-ended":
                contacts[key] = Text(happened.Data, "outcome") == "accepted" ? $"engaged {Text(happened.Data, "agentId")} {Text(happened.Data, "offerId")}" : "waiting  ";
                break;
            case "contact-moved" or "contact-finished":
                contacts.Remove(key);
                break;
        }
    }

    private static Dictionary<string, string> ContactsIn(JsonElement snapshot) => snapshot.GetProperty("contacts").EnumerateArray().ToDictionary(
        contact => $"{Text(contact, "queueId")}/{Text(contact, "contactId")}", contact => $"{Text(contact, "state")} {Text(contact, "agentId")} {Text(contact, "offerId")}");

    private static string[] Names(JsonElement list) =>
        [.. list.GetProperty("contacts").EnumerateArray().Select(contact => $"{Text(contact, "queueId")}/{Text(contact, "contactId")}")];

    private static long AsOf(JsonElement snapshot) => snapshot.GetProperty("asOf").GetInt64();

    /// <summary>The value of a field; empty where it is null or not there.</summary>
    private static string Text(JsonElement value, string field) =>
        !value.TryGetProperty(field, out var found) ? ""
        : found.ValueKind == JsonValueKind.Number ? found.GetInt64().ToString(CultureInfo.InvariantCulture)
        : found.GetString() ?? "";

    private sealed record Happened(long Ordering, string Entity, string Type, JsonElement Data);
}
