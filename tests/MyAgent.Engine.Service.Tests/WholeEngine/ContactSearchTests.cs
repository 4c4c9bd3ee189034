using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>A search of contacts over HTTP: what it finds, in which order, and for whom.</summary>
[IntegrationTests, Rule("40")]
public sealed class ContactSearchTests : IAsyncLifetime
{
    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/sales",
            """{"name": "Sales", "offerTimeoutSeconds": 600, "wrapUpCodes": {"codes": [{"code": "sold", "name": "Sold"}]}}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/mail", """{"name": "Mail", "offerTimeoutSeconds": 600}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/night", """{"name": "Night", "openingHours": {"timeZone": "UTC", "weekly": []}, "closedQueue": "mail"}"""));
        foreach (var (agent, queue) in new[] { ("ana", "sales"), ("ben", "mail") })
        {
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}/assignments/{queue}", "{}"));
        }
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Contacts_are_found_after_they_are_done_newest_first_by_each_filter()
    {
        await ArriveAsync("sales", "c1", "+331", "2026-05-04T09:00:00Z");
        await ArriveAsync("mail", "c2", "+332", "2026-05-04T10:00:00Z", "email");
        await ArriveAsync("sales", "c3", "+331", "2026-05-04T11:00:00Z");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c3/callback", """{"number": "+33 7 77"}"""));
        await ArriveAsync("night", "c4", "+334", "2026-05-04T12:00:00Z", "email");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c1/hang-up"));
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/mail/contacts/c2/cancel"));

        await FindsAsync("?limit=10", "c4", "c3", "c2", "c1");
        await FindsAsync("?state=done", "c2", "c1");
        await FindsAsync("?state=done,waiting&queue=sales", "c3", "c1");
        await FindsAsync("?caller=%2B33-1", "c3", "c1");
        await FindsAsync("?caller=0033777", "c3");
        await FindsAsync("?outcome=abandoned", "c1");
        await FindsAsync("?outcome=abandoned,cancelled&from=2026-05-04T09:30:00Z", "c2");
        await FindsAsync("?from=2026-05-04T09:00:00Z&to=2026-05-04T11:00:00Z", "c2", "c1");
        await FindsAsync("?queue=mail&limit=9", "c4", "c2");
        await FindsAsync("?queue=night&limit=9", "c4");
        await FindsAsync("?agent=ana");
        await FindsAsync("?caller=%2B331&outcome=served");

        var done = (await Answers.OkAsync(_admin.GetAsync("/v1/contacts?outcome=abandoned"))).GetProperty("contacts")[0];
        (Text(done, "state"), Text(done, "endedBy"), Text(done, "media"), done.GetProperty("agents").GetArrayLength()).ShouldBe(("done", "caller", "call", 0));
        done.GetProperty("waitSeconds").GetDouble().ShouldBe((At(done, "finishedAt") - At(done, "originAt")).TotalSeconds, tolerance: 0.001);
        var forwarded = (await Answers.OkAsync(_admin.GetAsync("/v1/contacts?queue=night&limit=9"))).GetProperty("contacts")[0];
        forwarded.GetProperty("path").EnumerateArray().Select(queue => queue.GetString()).ShouldBe(["night", "mail"]);
        await _engine.RestartAsync();
        _admin = await _engine.AsAsync(Role.Admin);
        await FindsAsync("?limit=10", "c4", "c3", "c2", "c1");
    }

    [Fact]
    public async Task Pages_follow_each_other_and_a_cursor_belongs_to_its_search()
    {
        for (var number = 1; number <= 5; number++)
            await ArriveAsync("sales", $"c{number}", "+331", $"2026-05-04T09:0{number}:00Z");
        var first = await Answers.OkAsync(_admin.GetAsync("/v1/contacts?caller=%2B331&limit=2"));
        Ids(first).ShouldBe(["c5", "c4"]);
        await ArriveAsync("sales", "c6", "+331", "2026-05-04T09:06:00Z");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c3/hang-up"));
        var second = await Answers.OkAsync(_admin.GetAsync($"/v1/contacts?caller=%2B33%201&limit=2&cursor={Text(first, "next")}"));
        Ids(second).ShouldBe(["c3", "c2"]);
        var last = await Answers.OkAsync(_admin.GetAsync($"/v1/contacts?caller=%2B331&limit=200&cursor={Text(second, "next")}"));
        Ids(last).ShouldBe(["c1"]);
        last.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        await RefusedAsync($"?caller=%2B332&cursor={Text(first, "next")}", 400, "badCursor", "cursor");
        await RefusedAsync($"?cursor={Text(first, "next")}", 400, "badCursor", "cursor");
        var queues = await Answers.OkAsync(_admin.GetAsync("/v1/queues?limit=1"));
        await RefusedAsync($"?caller=%2B331&cursor={Text(queues, "next")}", 400, "badCursor", "cursor");
        await RefusedAsync("?cursor=!", 400, "badCursor", "cursor");
        await RefusedAsync("?cursor=", 400, "badCursor", "cursor");
    }

    [Fact]
    public async Task An_agent_finds_its_own_contacts_and_those_of_the_caller_of_its_offer_or_contact()
    {
        await ArriveAsync("mail", "m1", "+331", "2026-05-04T09:00:00Z", "email");
        await ArriveAsync("mail", "m2", "+332", "2026-05-04T10:00:00Z", "email");
        using var ana = await _engine.AsAsync(Role.Agent, "ana");
        using var ben = await _engine.AsAsync(Role.Agent, "ben");
        await Answers.OkAsync(ben.PostAsync("/v1/agents/ben/log-in"));
        await AcceptAsync(ben, "ben", "m1");
        await Answers.OkAsync(ben.PostAsync("/v1/agents/ben/end-contact"));

        await FindsAsync(ben, "", "m1");
        await FindsAsync(ben, "?agent=ben&state=done", "m1");
        await FindsAsync(ben, "?caller=%2B332");
        await FindsAsync(ana, "");
        await FindsAsync(ana, "?caller=%2B331");
        await FindsAsync(ana, "?queue=mail");
        (await (await ana.GetAsync("/v1/contacts?agent=ben")).ProblemAsync()).ShouldBe((403, "forbidden", null));
        (await (await ana.GetAsync("/v1/contacts?agent=ben&caller=%2B331")).ProblemAsync()).ShouldBe((403, "forbidden", null));

        await ArriveAsync("sales", "c1", "+331", "2026-05-04T11:00:00Z");
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/log-in"));
        await Eventually.TrueAsync(async () => Text(await Answers.OkAsync(ana.GetAsync("/v1/agents/ana")), "status") == "offered");
        await FindsAsync(ana, "?caller=0033-1", "c1", "m1");
        await FindsAsync(ana, "?caller=%2B331&agent=ana");
        await FindsAsync(ana, "?caller=%2B332");
        await FindsAsync(ana, "");
        await AcceptAsync(ana, "ana", "c1");
        await FindsAsync(ana, "?caller=%2B331", "c1", "m1");
        await FindsAsync(ana, "", "c1");
        var page = await Answers.OkAsync(ana.GetAsync("/v1/contacts?caller=%2B331&limit=1"));
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/code", """{"code": "sold", "note": "Two chairs."}"""));
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/end-contact"));
        Ids(await Answers.OkAsync(ana.GetAsync($"/v1/contacts?caller=%2B331&limit=1&cursor={Text(page, "next")}"))).ShouldBe(["m1"]);
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/close-pop-up"));

        await FindsAsync(ana, "?caller=%2B331", "c1");
        (await (await ana.GetAsync($"/v1/contacts?caller=%2B331&limit=1&cursor={Text(page, "next")}")).ProblemAsync()).Code.ShouldBe("badCursor");
        await FindsAsync("?agent=ana", "c1");
        await FindsAsync("?agent=ben&caller=%2B331", "m1");
        await FindsAsync(ana, "?code=sold", "c1");
        await FindsAsync("?code=sold&queue=sales", "c1");
        await FindsAsync("?code=sold&agent=ben");
        var own = Only(await Answers.OkAsync(ana.GetAsync("/v1/contacts")));
        (Text(own, "code"), Text(own, "note")).ShouldBe(("sold", "Two chairs."));
    }

    [Fact]
    public async Task The_number_of_a_callback_in_the_pop_up_finds_its_caller_too()
    {
        await ArriveAsync("mail", "m1", "+33 7 77", "2026-05-04T09:00:00Z", "email");
        await ArriveAsync("sales", "c1", "+331", "2026-05-04T10:00:00Z");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts/c1/callback", """{"number": "+33777"}"""));
        using var ana = await _engine.AsAsync(Role.Agent, "ana");
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/log-in"));
        await AcceptAsync(ana, "ana", "c1");
        await FindsAsync(ana, "?caller=%2B33777", "c1", "m1");
        await FindsAsync(ana, "?caller=%2B331", "c1");
    }

    [Fact]
    public async Task A_token_that_was_made_before_its_agent_finds_nothing()
    {
        await ArriveAsync("mail", "m1", "+331", "2026-05-04T09:00:00Z");
        using var early = await _engine.AsAsync(Role.Agent, "not-yet");
        await FindsAsync(early, "");
        await FindsAsync(early, "?caller=%2B331");
    }

    [Fact]
    public async Task A_connector_that_is_bound_to_queues_finds_what_came_in_by_them()
    {
        await ArriveAsync("night", "c1", "+331", "2026-05-04T09:00:00Z");
        await ArriveAsync("mail", "c2", "+331", "2026-05-04T10:00:00Z");
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/mail/contacts/c1/hang-up"));
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/mail/contacts/c2/hang-up"));
        using var night = await _engine.AsAsync(Role.Connector, agent: null, "night", "sales");
        await FindsAsync(night, "?state=done", "c1");
        await FindsAsync(night, "?caller=%2B331", "c1");
        await FindsAsync(night, "?outcome=abandoned", "c1");
        await FindsAsync(night, "?queue=night&state=done", "c1");
        await FindsAsync(night, "?queue=sales&limit=5");
        (await (await night.GetAsync("/v1/contacts?queue=mail&limit=5")).ProblemAsync()).Code.ShouldBe("forbidden");
        using var any = await _engine.AsAsync(Role.Connector);
        await FindsAsync(any, "?state=done", "c2", "c1");
    }

    [Theory]
    [InlineData("?caller=", 400, "badText", "caller")]
    [InlineData("?agent=a%20b", 400, "badId", "agent")]
    [InlineData("?code=a%20b", 400, "badId", "code")]
    [InlineData("?agent=zoe", 404, "unknownAgent", null)]
    [InlineData("?queue=nowhere&limit=5", 404, "unknownQueue", null)]
    [InlineData("?outcome=lost", 400, "badQuery", "outcome")]
    [InlineData("?outcome=", 400, "badQuery", "outcome")]
    [InlineData("?state=done,", 400, "badQuery", "state")]
    [InlineData("?from=yesterday", 400, "badQuery", "from")]
    [InlineData("?from=2026-05-04T09:00:00Z&to=2026-05-04T09:00:00Z", 400, "emptyPeriod", "to")]
    [InlineData("?limit=0", 400, "badQuery", "limit")]
    [InlineData("?limit=1001", 400, "badQuery", "limit")]
    [InlineData("?colour=red", 400, "badQuery", "colour")]
    public async Task What_is_not_understood_is_refused(string query, int status, string code, string? field) => await RefusedAsync(query, status, code, field);

    private async Task RefusedAsync(string query, int status, string code, string? field) =>
        (await (await _admin.GetAsync("/v1/contacts" + query)).ProblemAsync()).ShouldBe((status, code, field), query);

    private Task FindsAsync(string query, params string[] contacts) => FindsAsync(_admin, query, contacts);

    private static async Task FindsAsync(HttpClient client, string query, params string[] contacts) =>
        Ids(await Answers.OkAsync(client.GetAsync("/v1/contacts" + query))).ShouldBe(contacts, query);

    private async Task ArriveAsync(string queue, string contact, string caller, string originAt, string media = "call")
    {
        var answer = await _admin.PostAsync($"/v1/queues/{queue}/contacts", JsonSerializer.Serialize(new { contactId = contact, media, caller, originAt }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task AcceptAsync(HttpClient client, string agent, string contact)
    {
        var offer = await client.OfferAsync(agent);
        Text(offer, "contactId").ShouldBe(contact);
        await Answers.OkAsync(client.PostAsync($"/v1/agents/{agent}/accept", $$"""{"offerId": "{{Text(offer, "offerId")}}"}"""));
    }

    private static string[] Ids(JsonElement list) => [.. list.GetProperty("contacts").EnumerateArray().Select(contact => Text(contact, "contactId")!)];

    private static JsonElement Only(JsonElement list) => list.GetProperty("contacts").EnumerateArray().ShouldHaveSingleItem();

    private static string? Text(JsonElement value, string field) => value.GetProperty(field).GetString();

    private static DateTimeOffset At(JsonElement value, string field) => value.GetProperty(field).GetDateTimeOffset();
}
