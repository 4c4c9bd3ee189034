using System.Net;
using System.Text.Json;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>An agent's figures of today.</summary>
[IntegrationTests, Rule("31")]
public sealed class AgentDayTests : IAsyncLifetime
{
    private EngineOnDisk _engine = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _admin = await _engine.AsAsync(Role.Admin);
        await Answers.OkAsync(_admin.PutAsync("/v1/queues/sales", """{"name": "Sales", "offerTimeoutSeconds": 600}"""));
        foreach (var agent in new[] { "ana", "ben" })
        {
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}", $$"""{"name": "{{agent}}"}"""));
            await Answers.OkAsync(_admin.PutAsync($"/v1/agents/{agent}/assignments/sales", "{}"));
        }
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task An_agent_reads_what_it_did_today_and_nothing_of_another_agent()
    {
        // A zone in which it is about noon, so that no day ends during the test.
        var zone = $"Etc/GMT{DateTimeOffset.UtcNow.Hour - 12:+#;-#;+0}";
        using var ana = await _engine.AsAsync(Role.Agent, "ana");
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/log-in"));
        await Answers.OkAsync(_admin.PostAsync("/v1/queues/sales/contacts", """{"kind": "callback", "number": "+33123456789"}"""), HttpStatusCode.Created);
        var offer = (await ana.OfferAsync("ana")).GetProperty("offerId").GetString();
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/accept", $$"""{"offerId": "{{offer}}"}"""));
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/complete-callback"));
        await Answers.OkAsync(ana.PostAsync("/v1/agents/ana/close-pop-up"));

        var day = await Answers.OkAsync(ana.GetAsync($"/v1/agents/ana/day?timeZone={Uri.EscapeDataString(zone)}"));
        (Count(day, "offersReceived"), Count(day, "accepted"), Count(day, "callbacks"), Count(day, "handled"), Count(day, "missed")).ShouldBe((1, 1, 1, 1, 0));
        day.GetProperty("talkSeconds").GetDouble().ShouldBePositive();
        day.GetProperty("loggedInSeconds").GetDouble().ShouldBeGreaterThanOrEqualTo(day.GetProperty("talkSeconds").GetDouble());
        day.GetProperty("timeZone").GetString().ShouldBe(zone);
        (day.GetProperty("to").GetDateTimeOffset() - day.GetProperty("from").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.FromHours(11), TimeSpan.FromHours(14));

        var idle = await Answers.OkAsync(_admin.GetAsync("/v1/agents/ben/day"));
        (Count(idle, "offersReceived"), idle.GetProperty("loggedInSeconds").GetDouble()).ShouldBe((0, 0));
        (await (await ana.GetAsync("/v1/agents/ben/day")).ProblemAsync()).Code.ShouldBe("forbidden");
        (await (await _admin.GetAsync("/v1/agents/zoe/day")).ProblemAsync()).ShouldBe((404, "unknownAgent", null));
        (await (await _admin.GetAsync("/v1/agents/ana/day?timeZone=Mars/Base")).ProblemAsync()).ShouldBe((400, "badTimeZone", "timeZone"));
        (await (await _admin.GetAsync("/v1/agents/ana/day?timeZone=../etc/passwd")).ProblemAsync()).ShouldBe((400, "badTimeZone", "timeZone"));
        (await (await _admin.GetAsync("/v1/agents/ana/day?date=2026-05-04")).ProblemAsync()).ShouldBe((400, "badQuery", "date"));
    }

    private static long Count(JsonElement day, string figure) => day.GetProperty(figure).GetInt64();
}
