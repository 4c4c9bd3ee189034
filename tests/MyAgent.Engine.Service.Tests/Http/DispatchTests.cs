using System.Net;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class DispatchTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_left_out_of_a_queue_has_its_default()
    {
        using var admin = await _server.AsAsync(Role.Admin);
        var answer = await (await admin.PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).JsonAsync();

        var set = _server.Engine.LastCommand.Message.ShouldBeOfType<ConfigureQueue>().Settings;
        set.ShouldBeEquivalentTo(QueueSettings.Default("Sales"));
        answer.GetProperty("queueId").GetString().ShouldBe("sales");
        answer.GetProperty("callbacks").GetProperty("horizonDays").GetInt32().ShouldBe(30);
        answer.GetProperty("rejectRepeatSeconds").GetDouble().ShouldBe(5);
        answer.GetProperty("recordingLimitSeconds").GetDouble().ShouldBe(180);
        answer.GetProperty("rejectedLimit").GetInt32().ShouldBe(3);
        answer.TryGetProperty("waiting", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_is_given_with_its_figures_and_its_line()
    {
        using var agent = await _server.AsAsync(Role.Agent, "ana");
        var queue = await (await agent.GetAsync("/v1/queues/sales")).JsonAsync();

        queue.GetProperty("waitingCount").GetInt32().ShouldBe(1);
        queue.GetProperty("open").GetBoolean().ShouldBeTrue();
        queue.GetProperty("waiting")[0].EnumerateObject().Select(field => field.Name)
            .ShouldBe(["contactId", "kind", "caller", "position", "originAt", "priority", "state"]);
        queue.GetProperty("waiting")[0].GetProperty("originAt").GetString().ShouldBe("2026-05-04T09:00:00Z");
    }

    [Fact]
    public async Task An_arrival_goes_to_its_caller_and_is_answered_with_its_place()
    {
        using var connector = await _server.AsAsync(Role.Connector);
        var answer = await connector.PostAsync("/v1/queues/sales/contacts", "{\"contactId\":\"c7\",\"media\":\"call\",\"caller\":\"+33 1 23.45\"}", key: "k1");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().ShouldBe("/v1/queues/sales/contacts/c7");
        var (to, message, cause) = _server.Engine.LastCommand;
        to.ShouldBe(new EntityAddress(EntityKind.Caller, "+3312345"));
        message.ShouldBe(new ReceiveContact(new QueueId("sales"), new ContactId("c7"), Media.Call, Priority: null, OriginAt: null));
        cause.CommandId.ShouldBe("k1");
        cause.By.ShouldStartWith("connector:");
    }

    [Fact]
    public async Task An_origin_a_little_ahead_of_the_clock_counts_as_now()
    {
        using var connector = await _server.AsAsync(Role.Connector);
        var ahead = DateTimeOffset.UtcNow.AddSeconds(30);
        var answer = await connector.PostAsync("/v1/queues/sales/contacts", $"{{\"media\":\"call\",\"caller\":\"x@y.z\",\"originAt\":\"{ahead:yyyy-MM-ddTHH:mm:ssZ}\"}}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        _server.Engine.LastCommand.Message.ShouldBeOfType<ReceiveContact>().OriginAt!.Value.ShouldBeLessThan(ahead);
    }

    [Fact]
    public async Task A_command_follows_a_contact_that_has_gone_on()
    {
        _server.Engine.Answer = (to, message) =>
            message is HangUp hangUp && to.Id == "sales" ? new ContactMovedAnswer(hangUp.ContactId, new QueueId("support")) : null;
        using var connector = await _server.AsAsync(Role.Connector);

        (await (await connector.PostAsync("/v1/queues/sales/contacts/c1/hang-up")).JsonAsync()).GetProperty("queueId").GetString().ShouldBe("support");
    }

    [Fact]
    public async Task A_contact_that_never_arrives_anywhere_is_not_followed_for_ever()
    {
        _server.Engine.Answer = (to, message) =>
            message is HangUp hangUp ? new ContactMovedAnswer(hangUp.ContactId, new QueueId(to.Id == "sales" ? "support" : "sales")) : null;
        using var connector = await _server.AsAsync(Role.Connector);

        (await (await connector.PostAsync("/v1/queues/sales/contacts/c1/hang-up")).ProblemAsync()).ShouldBe((503, "unavailable", null));
        _server.Engine.Sent.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData(RefusalKind.Invalid, 400)]
    [InlineData(RefusalKind.NotFound, 404)]
    [InlineData(RefusalKind.WrongState, 409)]
    [InlineData(RefusalKind.Rule, 422)]
    [InlineData(RefusalKind.Fault, 500)]
    public async Task A_refusal_is_a_problem_with_its_code_and_state(RefusalKind kind, int status)
    {
        _server.Engine.Answer = (_, _) => new Refusal(kind, "someCode", "A sentence.", State: "wrapUp", Field: "seconds");
        using var agent = await _server.AsAsync(Role.Agent, "ana");
        var answer = await agent.PostAsync("/v1/agents/ana/available");

        (await answer.ProblemAsync()).ShouldBe((status, "someCode", "seconds"));
        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe("wrapUp");
    }

    [Fact]
    public async Task An_engine_that_takes_no_work_says_when_to_try_again()
    {
        _server.Engine.Answer = (_, _) => throw new EngineUnavailableException("The journal cannot be written.", 7);
        using var agent = await _server.AsAsync(Role.Agent, "ana");
        var answer = await agent.PostAsync("/v1/agents/ana/log-in");

        (await answer.ProblemAsync()).ShouldBe((503, "unavailable", null));
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task An_unexpected_failure_is_answered_without_its_cause_and_measured_at_its_route()
    {
        _server.Engine.Answer = (_, _) => throw new InvalidOperationException("A secret.");
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        var answer = await supervisor.PostAsync("/v1/agents/ana/log-in");

        (await answer.ProblemAsync()).ShouldBe((500, "internal", null));
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await supervisor.GetStringAsync("/metrics")).Split('\n')
            .ShouldContain(line => line.Contains("http_route=\"/v1/agents/{agentId}/log-in\"") && line.Contains("http_response_status_code=\"500\""));
    }

    [Fact]
    public async Task A_key_that_was_used_for_a_command_of_another_kind_is_refused()
    {
        _server.Engine.Answer = (to, _) => ScriptedEngine.Agent(to.Id);
        using var connector = await _server.AsAsync(Role.Connector);
        (await (await connector.PostAsync("/v1/queues/sales/contacts/c1/hang-up", key: "k")).ProblemAsync())
            .ShouldBe((422, "keyReused", "Idempotency-Key"));
    }

    [Fact]
    public async Task Every_button_reaches_its_agent()
    {
        var dueAt = new DateTimeOffset(2026, 5, 5, 9, 0, 0, TimeSpan.Zero);
        (string Button, string? Body, IAgentCommand Command)[] buttons =
        [
            ("log-in", null, new LogIn()),
            ("log-out", "{}", new LogOut()),
            ("available", null, new MakeAvailable()),
            ("wrap-up", "{\"queueId\":\"sales\"}", new StartOrExtendWrapUp(new QueueId("sales"))),
            ("wrap-up", null, new StartOrExtendWrapUp()),
            ("break", "{\"reason\":\"lunch\",\"seconds\":60}", new TakeBreak("lunch", 60)),
            ("accept", "{\"offerId\":\"sales.17\"}", new AcceptOffer(new OfferId(new QueueId("sales"), 17))),
            ("accept", "{\"offerId\":\"sales.17\",\"answeredAt\":\"2026-05-05T11:00:00+02:00\"}", new AcceptOffer(new OfferId(new QueueId("sales"), 17), dueAt)),
            ("reject", "{\"offerId\":\"sales.17\"}", new RejectOffer(new OfferId(new QueueId("sales"), 17), RejectReason.Declined)),
            ("reject", "{\"offerId\":\"sales.17\",\"reason\":\"noAnswer\"}", new RejectOffer(new OfferId(new QueueId("sales"), 17), RejectReason.NoAnswer)),
            ("end-contact", null, new EndContact(By: EndedBy.Supervisor)),
            ("end-contact", "{\"contactId\":\"c1\"}", new EndContact(new ContactId("c1"), EndedBy.Supervisor)),
            ("close-pop-up", "{\"contactId\":\"c1\"}", new ClosePopUp(new ContactId("c1"))),
            ("complete-callback", null, new CompleteCallback()),
            ("fail-callback", "{\"cause\":\"noAnswer\",\"note\":\"Rang.\",\"dueAt\":\"2026-05-05T11:00:00+02:00\"}", new FailCallback(FailureCause.NoAnswer, "Rang.", dueAt)),
            ("schedule-callback", "{\"dueAt\":\"2026-05-05T11:00:00+02:00\",\"own\":true}", new ScheduleCallback(dueAt, Own: true)),
            ("schedule-callback", "{\"dueAt\":\"2026-05-05T11:00:00+02:00\"}", new ScheduleCallback(dueAt)),
            ("schedule-callback", "{\"window\":\"2026-05-05T11:00:00+02:00\"}", new ScheduleCallback(dueAt, Window: true)),
            ("force-log-out", null, new ForceLogOut()),
        ];
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        foreach (var (button, body, command) in buttons)
        {
            (await supervisor.PostAsync($"/v1/agents/ana/{button}", body)).StatusCode.ShouldBe(HttpStatusCode.OK, button);
            _server.Engine.LastCommand.Message.ShouldBe(command);
            _server.Engine.LastCommand.To.ShouldBe(new AgentId("ana").Address);
        }
    }

    [Fact]
    public async Task Readiness_tells_the_reason_and_liveness_does_not_ask_for_it()
    {
        using var anonymous = _server.Anonymous();
        (await anonymous.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        _server.HasTrouble("The disk is full.");
        var answer = await anonymous.GetAsync("/health/ready");
        (await answer.ProblemAsync()).Status.ShouldBe(503);
        (await answer.JsonAsync()).GetProperty("detail").GetString().ShouldBe("The disk is full.");
        (await anonymous.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_taken_in_is_answered_before_the_server_stops()
    {
        var gate = new TaskCompletionSource();
        _server.Engine.Gate = gate.Task;
        using var agent = await _server.AsAsync(Role.Agent, "ana");
        var asked = agent.PostAsync("/v1/agents/ana/log-in");
        await _server.Engine.Asked.Task;

        var stopping = _server.App.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        gate.SetResult();

        (await asked).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
    }
}
