using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>The telephones of agents over HTTP.</summary>
[IntegrationTests]
public sealed class EndpointTests
{
    private const string Desk1 = "/v1/endpoints/PJSIP%2F2001";

    [Theory]
    [EveryHost]
    [Rule("28")]
    public async Task Two_agents_are_never_logged_in_at_the_same_telephone(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await OkAsync(admin.PutAsync("/v1/queues/sales", """{"name": "Sales"}"""));
        (await OkAsync(admin.PutAsync("/v1/agents/ana", """{"name": "Ana", "endpoint": "PJSIP/2001"}"""))).GetProperty("endpoint").GetString().ShouldBe("PJSIP/2001");
        await OkAsync(admin.PutAsync("/v1/agents/ana/assignments/sales", "{}"));
        await OkAsync(admin.PutAsync("/v1/agents/ben", """{"name": "Ben"}"""));
        (await OkAsync(admin.GetAsync(Desk1))).GetProperty("agentId").ValueKind.ShouldBe(JsonValueKind.Null);

        (await OkAsync(admin.PostAsync("/v1/agents/ana/log-in"))).GetProperty("endpoint").GetString().ShouldBe("PJSIP/2001");
        (await OkAsync(admin.GetAsync(Desk1))).GetProperty("agentId").GetString().ShouldBe("ana");
        var refused = await admin.PostAsync("/v1/agents/ben/log-in", """{"endpoint": "PJSIP/2001"}""");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("'ana'");
        (await refused.ProblemAsync()).ShouldBe((409, "endpointInUse", null));

        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        (await (await admin.PostAsync("/v1/agents/ben/log-in", """{"endpoint": "PJSIP/2001"}""")).ProblemAsync()).ShouldBe((409, "endpointInUse", null));
        await OkAsync(admin.PostAsync("/v1/queues/sales/contacts", """{"contactId": "c1", "media": "call"}"""));
        await Eventually.TrueAsync(async () =>
            (await OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer
            && offer.GetProperty("endpoint").GetString() == "PJSIP/2001");
        (await (await admin.GetAsync("/v1/events?follow=false&types=offer-received")).Content.ReadAsStringAsync())
            .ShouldContain("\"endpoint\":\"PJSIP/2001\",\"consultation\":null},\"data\"");

        await OkAsync(admin.PostAsync("/v1/agents/ana/force-log-out"));
        (await OkAsync(admin.PostAsync("/v1/agents/ben/log-in", """{"endpoint": "PJSIP/2001"}"""))).GetProperty("endpoint").GetString().ShouldBe("PJSIP/2001");
        (await OkAsync(admin.GetAsync(Desk1))).GetProperty("agentId").GetString().ShouldBe("ben");
    }

    [Theory]
    [EveryHost]
    [Rule("29")]
    public async Task A_connector_says_that_a_telephone_cannot_ring_and_no_call_is_offered_there(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        var connector = await engine.AsAsync(Role.Connector);
        await OkAsync(admin.PutAsync("/v1/queues/sales", """{"name": "Sales"}"""));
        await OkAsync(admin.PutAsync("/v1/agents/ana", """{"name": "Ana", "endpoint": "PJSIP/2001"}"""));
        await OkAsync(admin.PutAsync("/v1/agents/ana/assignments/sales", "{}"));
        (await OkAsync(admin.PostAsync("/v1/agents/ana/log-in"))).GetProperty("endpointState").GetString().ShouldBe("ready");
        (await (await connector.PutAsync(Desk1, """{"state": "asleep"}""")).ProblemAsync()).Item1.ShouldBe(400);

        (await OkAsync(connector.PutAsync(Desk1, """{"state": "unreachable", "reason": "not registered"}"""))).GetProperty("agentId").GetString().ShouldBe("ana");
        await Eventually.TrueAsync(async () => (await OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("endpointState").GetString() == "unreachable");
        await OkAsync(connector.PostAsync("/v1/queues/sales/contacts", """{"contactId": "c1", "media": "call"}"""));
        await OkAsync(connector.PostAsync("/v1/queues/sales/contacts", """{"contactId": "f1", "media": "fax"}"""));
        await Eventually.TrueAsync(async () =>
            (await OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer
            && offer.GetProperty("contactId").GetString() == "f1");
        (await admin.GetStringAsync("/v1/queues/sales/contacts/c1/explain")).ShouldContain("telephone PJSIP/2001 cannot be reached (not registered)");

        await OkAsync(connector.PutAsync(Desk1, """{"state": "ready"}"""));
        var fax = (await OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("offer").GetProperty("offerId").GetString();
        await OkAsync(admin.PostAsync("/v1/agents/ana/reject", $$"""{"offerId": "{{fax}}"}"""));
        await Eventually.TrueAsync(async () =>
            (await OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("offer") is { ValueKind: JsonValueKind.Object } offer
            && offer.GetProperty("contactId").GetString() == "c1");
    }

    private static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> answering)
    {
        var answer = await answering;
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
