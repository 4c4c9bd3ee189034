using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 37: attempts to call back that fail with a cause.</summary>
[UnitTests]
public sealed class FailedAttemptTests
{
    private static readonly RetrySettings Rules = new(Busy: new RetryRule(60, 3), NoAnswer: new RetryRule(600, 2));

    [Fact]
    [Rule("37")]
    public void The_queue_schedules_the_callback_by_the_rule_for_the_cause()
    {
        var centre = Engaged(Rules);
        var due = centre.Now.AddSeconds(60);
        var agent = centre.Does("ana", new FailCallback(FailureCause.Busy, "engaged tone"));
        (agent.Status, agent.Contact!.DueAt).ShouldBe((AgentStatus.PostProcessing, due));
        var callback = centre.Contact("b1");
        (callback.State, callback.DueAt, callback.Attempts).ShouldBe((ContactState.Scheduled, due, 1));
        centre.Events.OfType<CallbackAttemptFailed>().ShouldBe([new CallbackAttemptFailed(new ContactId("b1"), new AgentId("ana"), FailureCause.Busy, "engaged tone")]);
    }

    [Fact]
    [Rule("37"), Law(13)]
    public void The_attempts_of_a_cause_are_counted_apart_and_the_last_one_closes_the_callback()
    {
        var centre = Engaged(Rules);
        Fail(centre, FailureCause.NoAnswer, 600);
        Fail(centre, FailureCause.Busy, 60);
        Fail(centre, FailureCause.Busy, 60);
        centre.Restart(fromSnapshots: true);
        centre.Does("ana", new FailCallback(FailureCause.NoAnswer)).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
        centre.Events.OfType<ContactFinished>().Single().ShouldBe(
            new ContactFinished(new ContactId("b1"), ContactOutcome.NotReached, new AgentId("ana"), EndedBy.System));
    }

    [Fact]
    [Rule("37")]
    public void A_wrong_number_closes_the_callback_at_once()
    {
        var centre = Engaged(retry: null);
        centre.Does("ana", new FailCallback(FailureCause.WrongNumber)).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.NotReached);
    }

    [Fact]
    [Rule("24", "37")]
    public void The_most_attempts_hold_over_all_causes()
    {
        var centre = Engaged(Rules, maxAttempts: 2);
        Fail(centre, FailureCause.NoAnswer, 600);
        centre.Does("ana", new FailCallback(FailureCause.Busy)).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
    }

    [Fact]
    [Rule("37")]
    public void Without_a_rule_for_the_cause_the_agent_gives_the_date()
    {
        var centre = Engaged(Rules);
        var refusal = centre.Refuses("ana", new FailCallback(FailureCause.Voicemail));
        (refusal.Code, refusal.Field).ShouldBe(("dueAtRequired", "dueAt"));
        (centre.Contact("b1").State, centre.Events.OfType<CallbackAttemptFailed>().Any()).ShouldBe((ContactState.Engaged, false));

        centre.Does("ana", new FailCallback(FailureCause.Voicemail, DueAt: centre.Now.AddHours(1)));
        centre.Contact("b1").DueAt.ShouldBe(centre.Now.AddHours(1));
    }

    [Fact]
    [Rule("37")]
    public void A_date_that_the_agent_gives_takes_the_place_of_the_delay_but_not_of_the_attempts()
    {
        var centre = Engaged(new RetrySettings(Busy: new RetryRule(60, 2)));
        centre.Does("ana", new FailCallback(FailureCause.Busy, DueAt: centre.Now.AddSeconds(300)));
        centre.Contact("b1").DueAt.ShouldBe(centre.Now.AddSeconds(300));
        Back(centre, 300);
        centre.Does("ana", new FailCallback(FailureCause.Busy, DueAt: centre.Now.AddSeconds(300))).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
    }

    [Theory]
    [Rule("22", "37")]
    [InlineData(-1, "dueAtInPast")]
    [InlineData(30 * 86400 + 1, "dueAtBeyondHorizon")]
    public void A_date_that_will_not_do_is_refused(double seconds, string code)
    {
        var centre = Engaged(Rules);
        centre.Refuses("ana", new FailCallback(FailureCause.Busy, DueAt: centre.Now.AddSeconds(seconds))).Code.ShouldBe(code);
        centre.Contact("b1").State.ShouldBe(ContactState.Engaged);
    }

    [Fact]
    [Rule("17", "37")]
    public void The_next_attempt_waits_for_the_opening()
    {
        var centre = Engaged(Rules);
        centre.Queue("sales", queue => queue with
        {
            Callbacks = queue.Callbacks with { Retry = Rules },
            OpeningHours = new OpeningHours("UTC", [new WeeklyOpening(Centre.Opening.DayOfWeek, new TimeOnly(9, 0), new TimeOnly(18, 0))], []),
        });
        centre.Does("ana", new FailCallback(FailureCause.Busy));
        centre.Does("ana", new LogOut());
        centre.Does("ana", new ClosePopUp());
        centre.Pass(3600 - (centre.Now - Centre.Opening).TotalSeconds - 1).Waiting().ShouldBeEmpty();
        centre.Pass(1).Waiting().ShouldBe(["b1"]);
    }

    [Fact]
    [Rule("37"), Law(17)]
    public void A_repeated_command_counts_one_attempt()
    {
        var centre = Engaged(Rules);
        var first = centre.Does("ana", new FailCallback(FailureCause.Busy), key: "k1");
        centre.Does("ana", new FailCallback(FailureCause.Busy), key: "k1").ShouldBe(first);
        centre.Contact("b1").Attempts.ShouldBe(1);
    }

    [Fact]
    [Rule("37")]
    public void Only_a_callback_without_an_outcome_can_fail()
    {
        var centre = Engaged(Rules);
        centre.Does("ana", new CompleteCallback());
        centre.Refuses("ana", new FailCallback(FailureCause.Busy)).Code.ShouldBe("outcomeKnown");
        centre.Does("ana", new ClosePopUp());
        centre.Refuses("ana", new FailCallback(FailureCause.Busy)).Code.ShouldBe("noContactInHand");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Refuses("ana", new FailCallback(FailureCause.Busy)).Code.ShouldBe("notACallback");
    }

    [Theory]
    [Rule("37")]
    [InlineData(0, 1, "callbacks.retry.busy.delaySeconds")]
    [InlineData(2_592_001, 1, "callbacks.retry.busy.delaySeconds")]
    [InlineData(60, 0, "callbacks.retry.busy.attempts")]
    public void A_rule_out_of_its_range_is_refused_by_name(double delay, int attempts, string field)
    {
        var settings = QueueSettings.Default("sales");
        settings = settings with { Callbacks = settings.Callbacks with { Retry = new RetrySettings(Busy: new RetryRule(delay, attempts)) } };
        new Centre().Ask(new QueueId("sales"), new ConfigureQueue(settings)).ShouldBeOfType<Refusal>().Field.ShouldBe(field);
    }

    private static Centre Engaged(RetrySettings? retry, int? maxAttempts = null)
    {
        var centre = Centre.With(queue => queue with { Callbacks = queue.Callbacks with { Retry = retry, MaxAttempts = maxAttempts } }, agents: ["ana"]);
        centre.Request("b1", "4711");
        centre.Accept("ana");
        return centre;
    }

    private static void Fail(Centre centre, FailureCause cause, double seconds)
    {
        centre.Does("ana", new FailCallback(cause));
        Back(centre, seconds);
    }

    private static void Back(Centre centre, double seconds)
    {
        centre.Does("ana", new ClosePopUp());
        centre.Pass(seconds);
        centre.Accept("ana");
    }
}
