using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Leases of agents over HTTP.</summary>
[IntegrationTests]
public sealed class AgentLeaseTests
{
    [Theory]
    [EveryHost]
    [Rule("30")]
    public async Task A_silent_agent_is_absent_until_a_request_of_the_agent_and_an_open_stream_keeps_the_lease(EngineHost host)
    {
        await using var engine = await EngineOnDisk.StartAsync(host);
        var admin = await engine.AsAsync(Role.Admin);
        await Answers.OkAsync(admin.PutAsync("/v1/queues/sales", """{"name": "Sales"}"""));
        (await (await admin.PutAsync("/v1/agents/ana", """{"name": "Ana", "leaseSeconds": 9}""")).ProblemAsync()).ShouldBe((400, "outOfRange", "leaseSeconds"));
        foreach (var agent in new[] { "ana", "ben" })
        {
            await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}", "leaseSeconds": 10}"""));
            await Answers.OkAsync(admin.PutAsync($"/v1/agents/{agent}/assignments/sales", "{}"));
        }
        await Answers.OkAsync(admin.PostAsync("/v1/agents/ana/log-in"));
        await Eventually.TrueAsync(async () => await PresenceAsync(admin) == ("notResponding", true));

        var ana = await engine.AsAsync(Role.Agent, "ana");
        await Eventually.TrueAsync(async () => await PresenceAsync(ana) == ("notResponding", false));
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/available"));
        using (await ana.GetAsync("/v1/events?after=newest", HttpCompletionOption.ResponseHeadersRead))
        {
            // The lease of another agent begins later and ends meanwhile.
            await Answers.OkAsync(admin.PostAsync("/v1/agents/ben/log-in"));
            await Eventually.TrueAsync(async () => await PresenceAsync(admin, "ben") == ("notResponding", true));
            (await PresenceAsync(admin)).ShouldBe(("available", false));
        }
        await Eventually.TrueAsync(async () => await PresenceAsync(admin) == ("notResponding", true));
    }

    private static async Task<(string? Status, bool Absent)> PresenceAsync(HttpClient client, string of = "ana")
    {
        var agent = await Answers.OkAsync(client.GetAsync($"/v1/agents/{of}"));
        return (agent.GetProperty("status").GetString(), agent.GetProperty("absent").GetBoolean());
    }
}
