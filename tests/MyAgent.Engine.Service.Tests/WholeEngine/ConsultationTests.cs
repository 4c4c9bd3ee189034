using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Consultations over HTTP.</summary>
[IntegrationTests]
public sealed class ConsultationTests
{
    [Theory]
    [EveryHost]
    [Rule("33")]
    public async Task An_agent_consults_another_over_a_restart_and_the_figures_count_one_call(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await EngageAsync(engine);
        (await (await admin.PostAsync("/v1/agents/ana/consult", """{"queueId": "nowhere"}""")).ProblemAsync()).ShouldBe((404, "unknownQueue", null));
        (await (await admin.PostAsync("/v1/agents/ana/consult", """{"queueId": "experts", "agentId": "ben"}""")).ProblemAsync()).ShouldBe((422, "agentNotInQueue", "agentId"));
        (await (await admin.PostAsync("/v1/agents/ana/consult", "{}")).ProblemAsync()).Item1.ShouldBe(400);

        var asked = (await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/consult", """{"queueId": "experts"}"""))).GetProperty("consultation");
        var consult = asked.GetProperty("contactId").GetString()!;
        asked.GetProperty("queueId").GetString().ShouldBe("experts");
        var offer = await admin.OfferAsync("eva");
        offer.GetProperty("kind").GetString().ShouldBe("consult");
        offer.GetProperty("subject").GetString().ShouldBe("Order 17");
        offer.GetProperty("consultation").GetRawText().ShouldBe("""{"contactId":"c1","queueId":"sales","askedBy":"ana","caller":"+33123456789"}""");

        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        await admin.AcceptAsync("eva");
        await Eventually.TrueAsync(async () =>
            (await Answers.OkAsync(admin.GetAsync("/v1/agents/ana"))).GetProperty("consultation") is { ValueKind: JsonValueKind.Object } consultation
            && (consultation.GetProperty("state").GetString(), consultation.GetProperty("agentId").GetString()) == ("engaged", "eva"));
        (await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/end-consult"))).GetProperty("consultation").ValueKind.ShouldBe(JsonValueKind.Null);
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(admin.GetAsync("/v1/agents/eva"))).GetProperty("status").GetString() == "postProcessing");
        (await Answers.OkAsync(admin.GetAsync($"/v1/queues/experts/contacts/{consult}"))).GetProperty("outcome").GetString().ShouldBe("served");
        await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/end-contact"));

        var rows = (await Answers.OkAsync(admin.GetAsync("/v1/reports/queues"))).EnumerateArray()
            .ToDictionary(row => row.GetProperty("queueId").GetString()!, row => (row.GetProperty("offered").GetInt32(), row.GetProperty("answered").GetInt32()));
        rows["sales"].ShouldBe((1, 1));
        rows.GetValueOrDefault("experts").ShouldBe((0, 0));
    }

    [Theory]
    [EveryHost]
    [Rule("33")]
    public async Task A_contact_is_handed_over_to_the_consulted_agent_and_the_reports_count_a_transfer(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await EngageAsync(engine);
        (await (await admin.PostAsync("/v1/agents/ana/complete-transfer")).ProblemAsync()).ShouldBe((409, "noConsultation", null));
        await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/consult", """{"queueId": "experts"}"""));
        (await (await admin.PostAsync("/v1/agents/ana/complete-transfer")).ProblemAsync()).ShouldBe((422, "consultNotAnswered", null));
        await admin.AcceptAsync("eva");

        (await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/complete-transfer"))).GetProperty("status").GetString().ShouldBe("postProcessing");
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(admin.GetAsync("/v1/agents/eva"))).GetProperty("contact") is { ValueKind: JsonValueKind.Object } contact
            && (contact.GetProperty("contactId").GetString(), contact.GetProperty("over").GetBoolean()) == ("c1", false));
        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        await Answers.OkAsync(admin.PostAsync("/v1/agents/eva/end-contact"));
        await Eventually.TrueAsync(async () =>
            (await Answers.OkAsync(admin.GetAsync("/v1/queues/experts/contacts/c1"))).GetProperty("outcome").GetString() == "served");
        (await Answers.OkAsync(admin.GetAsync("/v1/queues/experts/contacts/c1/explain"))).GetRawText().ShouldContain("was consulted about it and has it handed over");
        var rows = (await Answers.OkAsync(admin.GetAsync("/v1/reports/queues"))).EnumerateArray().ToDictionary(row => row.GetProperty("queueId").GetString()!);
        (rows["sales"].GetProperty("offered").GetInt32(), rows["sales"].GetProperty("transfersOut").GetInt32()).ShouldBe((1, 1));
        (rows["experts"].GetProperty("offered").GetInt32(), rows["experts"].GetProperty("transfersIn").GetInt32()).ShouldBe((0, 1));
    }

    /// <summary>Ana of sales has a call, and Eva, an expert, is available.</summary>
    private static async Task<HttpClient> EngageAsync(EngineOnDisk engine)
    {
        var admin = await engine.AsAsync(Role.Admin);
        await AddAsync(admin, "eva", "experts");
        await AddAsync(admin, "ana", "sales");
        await Answers.OkAsync(
            admin.PostAsync("/v1/queues/sales/contacts", """{"contactId": "c1", "media": "call", "caller": "+33123456789", "subject": "Order 17"}"""), HttpStatusCode.Created);
        await admin.AcceptAsync("ana");
        return admin;
    }

    private static async Task AddAsync(HttpClient admin, string agent, string queue)
    {
        await Answers.OkAsync(admin.PutAsync($"/v1/queues/{queue}", $$"""{"name": "{{queue}}"}"""));
        await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
        await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}/assignments/{queue}", "{}"));
        await Answers.OkAsync(admin.PostAsync($"/v1/agents/{agent}/log-in"));
    }
}
