using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 27 over HTTP: what the connector knows of a contact.</summary>
[IntegrationTests]
public sealed class ContactDataTests : IAsyncLifetime
{
    private const string Contact = "/v1/queues/sales/contacts/c1";

    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;
    private HttpClient _connector = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        (_admin, _connector) = (await _engine.AsAsync(Role.Admin), await _engine.AsAsync(Role.Connector));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/sales", """{"name": "Sales", "offerTimeoutSeconds": 600}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/late", """{"name": "Late"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana", """{"name": "Ana"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ben", """{"name": "Ben"}"""));
        await Answers.OkAsync(_admin.PutAsync("/v1/agents/ana/assignments/sales", """{"wrapUpSeconds": 30}"""));
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    [Rule("27")]
    public async Task An_agent_sees_what_is_known_of_the_contact_now_from_the_offer_to_the_end_of_post_processing()
    {
        Shown(await ArriveAsync()).ShouldBe(("+33199", "Order 17", "https://shop.example/17", """{"vip":true,"items":3}"""));
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        var offered = await AnaAsync(agent => agent.GetProperty("status").GetString() == "offered");
        Shown(offered.GetProperty("offer")).Subject.ShouldBe("Order 17");

        await Answers.OkAsync(_connector.PatchAsync(Contact, """{"subject": "Order 18", "called": null, "attributes": {"items": null, "city": "Köln"}}"""));
        Shown((await AnaAsync(_ => true)).GetProperty("offer")).ShouldBe((null, "Order 18", "https://shop.example/17", """{"vip":true,"city":"Köln"}"""));

        var accepted = await Answers.OkAsync(AcceptAsync(offered));
        Shown(accepted.GetProperty("contact")).Subject.ShouldBe("Order 18");
        var ana = await _engine.AsAsync(Role.Agent, "ana");
        Shown(await Answers.OkAsync(ana.PatchAsync(Contact, """{"subject": "Order 19"}"""))).Subject.ShouldBe("Order 19");
        Shown((await AnaAsync(_ => true)).GetProperty("contact")).Subject.ShouldBe("Order 19");

        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/end-contact"));
        Shown((await AnaAsync(agent => agent.GetProperty("status").GetString() == "postProcessing")).GetProperty("contact")).Subject.ShouldBe("Order 19");
        Shown(await Answers.OkAsync(_admin.GetAsync(Contact))).Subject.ShouldBe("Order 19");
        (await (await _connector.PatchAsync(Contact, """{"subject": "late"}""")).ProblemAsync()).Code.ShouldBe("contactDone");
    }

    [Fact]
    [Rule("27")]
    public async Task An_agent_changes_only_the_current_contact()
    {
        await ArriveAsync();
        var (ana, ben) = (await _engine.AsAsync(Role.Agent, "ana"), await _engine.AsAsync(Role.Agent, "ben"));
        (await ana.PatchAsync(Contact, """{"subject": "x"}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        var offered = await AnaAsync(agent => agent.GetProperty("status").GetString() == "offered");
        (await ana.PatchAsync(Contact, """{"subject": "x"}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Answers.OkAsync(AcceptAsync(offered));
        (await ben.PatchAsync(Contact, """{"subject": "x"}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Answers.OkAsync(ana.PatchAsync(Contact, """{"subject": "Order 18"}"""));
    }

    [Theory]
    [Rule("27")]
    [InlineData("""{"attributes": {"a": {"b": 1}}}""", 400, "badBody", "attributes.a")]
    [InlineData("""{"attributes": {"a": [1]}}""", 400, "badBody", "attributes.a")]
    [InlineData("""{"attributes": {"a": 1, "a": 2}}""", 400, "badBody", "attributes.a")]
    [InlineData("""{"attributes": {"a": "\ud800"}}""", 400, "badBody", "attributes.a")]
    [InlineData("""{"attributes": {"\ud800": 1}}""", 400, "badBody", "$")]
    [InlineData("""{"attributes": []}""", 400, "badBody", "attributes")]
    [InlineData("""{"link": "javascript:alert(1)"}""", 400, "badLink", "link")]
    [InlineData("""{"link": 17}""", 400, "badBody", "link")]
    [InlineData("""{"subject": ""}""", 400, "badText", "subject")]
    [InlineData("""{"called": "\u0000"}""", 400, "badText", "called")]
    [InlineData("""{"prio": 3}""", 400, "badBody", "prio")]
    [InlineData("{}", 200, null, null)]
    public async Task Bad_data_is_refused_by_name_and_changes_nothing(string data, int status, string? code, string? field)
    {
        await ArriveAsync();
        var before = await (await _admin.GetAsync(Contact)).Content.ReadAsStringAsync();
        var changed = await _connector.PatchAsync(Contact, data);
        var arrived = await _connector.PostAsync("/v1/queues/sales/contacts", data.Replace("{\"", "{\"media\": \"call\", \"").Replace("{}", "{\"media\": \"call\"}"));
        if (code is null)
        {
            (changed.StatusCode, arrived.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Created));
        }
        else
        {
            (await changed.ProblemAsync()).ShouldBe((status, code, field));
            (await arrived.ProblemAsync()).ShouldBe((status, code, field));
        }
        (await (await _admin.GetAsync(Contact)).Content.ReadAsStringAsync()).ShouldBe(before);
    }

    [Fact]
    [Rule("27")]
    public async Task Too_large_attributes_are_refused_also_where_a_change_makes_them_so()
    {
        await ArriveAsync();
        var half = new string('x', 9000);
        await Answers.OkAsync(_connector.PatchAsync(Contact, $$$"""{"attributes": {"a": "{{{half}}}"}}"""));
        (await (await _connector.PatchAsync(Contact, $$$"""{"attributes": {"b": "{{{half}}}"}}""")).ProblemAsync()).ShouldBe((400, "attributesTooLarge", "attributes"));
    }

    [Fact]
    [Rule("27")]
    public async Task Events_lists_and_the_history_have_the_data_also_after_a_restart()
    {
        await ArriveAsync();
        await Answers.OkAsync(_connector.PatchAsync(Contact, """{"subject": "Order 18"}"""));
        await _engine.RestartAsync();
        (_admin, _connector) = (await _engine.AsAsync(Role.Admin), await _engine.AsAsync(Role.Connector));
        var open = (await Answers.OkAsync(_connector.GetAsync("/v1/contacts"))).GetProperty("contacts")[0];
        Shown(open).ShouldBe(("+33199", "Order 18", "https://shop.example/17", """{"vip":true,"items":3}"""));
        await Answers.OkAsync(_admin.PostAsync("/v1/agents/ana/log-in"));
        await AnaAsync(agent => agent.GetProperty("status").GetString() == "offered");
        var events = await (await _connector.GetAsync("/v1/events?follow=false&types=offer-received")).Content.ReadAsStringAsync();
        events.ShouldContain("""
            "called":"+33199","subject":"Order 18","link":"https://shop.example/17","attributes":{"vip":true,"items":3}}
            """.Trim());
        await Answers.OkAsync(_connector.PostAsync(Contact + "/hang-up"));
        Shown(await Answers.OkAsync(_connector.GetAsync("/v1/contacts/c1"))).Subject.ShouldBe("Order 18");
    }

    private Task<HttpResponseMessage> AcceptAsync(JsonElement offered) =>
        _admin.PostAsync("/v1/agents/ana/accept", JsonSerializer.Serialize(new { offerId = offered.GetProperty("offer").GetProperty("offerId").GetString() }));

    private async Task<JsonElement> ArriveAsync()
    {
        var arrived = await _connector.PostAsync("/v1/queues/sales/contacts", """
            {"contactId": "c1", "media": "call", "caller": "+33123456789", "called": "+33199", "subject": "Order 17", "link": "https://shop.example/17",
             "attributes": {"vip": true, "items": 3}}
            """);
        arrived.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await arrived.JsonAsync();
    }

    private async Task<JsonElement> AnaAsync(Func<JsonElement, bool> isMeant)
    {
        JsonElement agent = default;
        await Eventually.TrueAsync(async () => isMeant(agent = await Answers.OkAsync(_admin.GetAsync("/v1/agents/ana"))));
        return agent;
    }

    private static (string? Called, string? Subject, string? Link, string? Attributes) Shown(JsonElement shown) => (
        shown.GetProperty("called").GetString(), shown.GetProperty("subject").GetString(), shown.GetProperty("link").GetString(),
        shown.GetProperty("attributes") is { ValueKind: JsonValueKind.Object } attributes ? attributes.GetRawText() : null);
}
