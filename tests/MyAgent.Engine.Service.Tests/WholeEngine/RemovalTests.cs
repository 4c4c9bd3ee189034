using System.Net;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Queues and agents are removed over HTTP.</summary>
[IntegrationTests]
public sealed class RemovalTests
{
    [Theory]
    [EveryHost]
    public async Task A_queue_and_an_agent_are_removed_when_nothing_is_open_and_stay_in_the_history(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await Answers.OkAsync(admin.PutAsync("/v1/queues/sales", """{"name": "Sales"}"""));
        await Answers.OkAsync(admin.PutAsync("/v1/agents/ana", """{"name": "Ana"}"""));
        await Answers.OkAsync(admin.PutAsync("/v1/agents/ana/assignments/sales", "{}"));
        await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/log-in"));
        (await admin.PostAsync("/v1/queues/sales/contacts", """{"contactId": "c1", "media": "call", "caller": "+33123456789"}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await admin.DeleteAsync("/v1/queues/sales")).ProblemAsync()).ShouldBe((409, "queueInUse", null));
        (await (await admin.DeleteAsync("/v1/agents/ana")).ProblemAsync()).ShouldBe((409, "agentInUse", null));
        await Answers.OkAsync(admin.PostAsync("/v1/queues/sales/contacts/c1/hang-up"));
        await Eventually.TrueAsync(async () => (await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/log-out"))).GetProperty("status").GetString() == "loggedOut");
        (await (await admin.DeleteAsync("/v1/queues/sales")).ProblemAsync()).ShouldBe((409, "queueInUse", null));

        (await admin.DeleteAsync("/v1/agents/ana")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Answers.OkAsync(admin.PutAsync("/v1/queues/night", """{"name": "Night", "overflowQueue": "sales", "maxWaitSeconds": 60}"""));
        (await (await admin.DeleteAsync("/v1/queues/sales")).ProblemAsync()).ShouldBe((409, "queueInUse", null));
        (await admin.DeleteAsync("/v1/queues/night")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(async () => (await admin.DeleteAsync("/v1/queues/sales")).StatusCode == HttpStatusCode.NoContent);
        await GoneAsync(admin);
        await engine.RestartAsync();
        admin = await engine.AsAsync(Role.Admin);
        await GoneAsync(admin);
        var kept = await Answers.OkAsync(admin.GetAsync("/v1/contacts?caller=%2B33123456789"));
        kept.GetProperty("contacts")[0].GetProperty("contactId").GetString().ShouldBe("c1");

        var again = await Answers.OkAsync(admin.PutAsync("/v1/agents/ana", """{"name": "Ana"}"""));
        again.GetProperty("assignments").GetArrayLength().ShouldBe(0);
    }

    private static async Task GoneAsync(HttpClient admin)
    {
        (await (await admin.GetAsync("/v1/queues/sales")).ProblemAsync()).ShouldBe((404, "unknownQueue", null));
        (await (await admin.GetAsync("/v1/agents/ana")).ProblemAsync()).ShouldBe((404, "unknownAgent", null));
        (await Answers.OkAsync(admin.GetAsync("/v1/queues"))).GetProperty("queues").GetArrayLength().ShouldBe(0);
        var agents = await Answers.OkAsync(admin.GetAsync("/v1/agents"));
        (agents.GetProperty("agents").GetArrayLength(), agents.GetProperty("statusCounts").GetProperty("loggedOut").GetInt32()).ShouldBe((0, 0));
    }
}
