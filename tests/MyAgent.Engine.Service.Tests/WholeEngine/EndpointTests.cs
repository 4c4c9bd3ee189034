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
        (await (await admin.GetAsync("/v1/events?follow=false&types=offer-received")).Content.ReadAsStringAsync()).ShouldContain("\"endpoint\":\"PJSIP/2001\"},\"data\"");

        await OkAsync(admin.PostAsync("/v1/agents/ana/force-log-out"));
        (await OkAsync(admin.PostAsync("/v1/agents/ben/log-in", """{"endpoint": "PJSIP/2001"}"""))).GetProperty("endpoint").GetString().ShouldBe("PJSIP/2001");
        (await OkAsync(admin.GetAsync(Desk1))).GetProperty("agentId").GetString().ShouldBe("ben");
    }

    private static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> answering)
    {
        var answer = await answering;
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
