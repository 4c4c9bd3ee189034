using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rules 22 to 24 and 26: how a callback ends, or comes back.</summary>
[UnitTests]
public sealed class CallbackOutcomeTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("22")]
    public void The_pop_up_stays_open_until_the_outcome_is_known()
    {
        var centre = Engaged();
        centre.Does("ana", new EndContact());
        centre.Refuses("ana", new ClosePopUp()).Code.ShouldBe("outcomeRequired");
        centre.Does("ana", new CompleteCallback()).Contact!.Outcome.ShouldBe(ContactOutcome.Completed);
        centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("22")]
    public void Completed_ends_the_callback()
    {
        var centre = Engaged();
        centre.Does("ana", new CompleteCallback()).Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Theory]
    [Rule("22")]
    [InlineData(-1, "dueAtInPast")]
    [InlineData(30 * 86400 + 1, "dueAtBeyondHorizon")]
    public void A_date_that_will_not_do_is_refused_and_the_callback_stays_as_it_was(double seconds, string code)
    {
        var centre = Engaged();
        centre.Refuses("ana", new ScheduleCallback(centre.Now.AddSeconds(seconds))).Code.ShouldBe(code);
        centre.Contact("c1").State.ShouldBe(ContactState.Engaged);
        centre.Does("ana", new ScheduleCallback(centre.Now.AddDays(30)));
        centre.Contact("c1").State.ShouldBe(ContactState.Scheduled);
    }

    [Fact]
    [Rule("23")]
    public void A_scheduled_callback_comes_back_at_its_date_in_its_original_place()
    {
        var centre = ScheduledFor(3600);
        centre.Does("ana", new LogOut());
        centre.Pass(10).Arrive("c2");
        centre.Pass(3589.999).Waiting().ShouldBe(["c2"]);
        centre.Pass(0.001).Waiting().ShouldBe(["c1", "c2"]);
        centre.Pass(86400).Events.OfType<CallbackReentered>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("23")]
    public void Where_its_place_counts_from_the_date_it_stands_behind_earlier_calls()
    {
        var centre = ScheduledFor(3600, queue => queue with { Callbacks = queue.Callbacks with { Reentry = Reentry.Due } });
        centre.Does("ana", new LogOut());
        centre.Pass(10).Arrive("c2");
        centre.Pass(3590).Waiting().ShouldBe(["c2", "c1"]);
    }

    [Theory]
    [Rule("23")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_callback_comes_back_once_after_a_restart(bool fromSnapshots)
    {
        var centre = ScheduledFor(3600);
        centre.Does("ana", new LogOut());
        centre.Restart(fromSnapshots).Pass(3600).Waiting().ShouldBe(["c1"]);
        centre.Restart(fromSnapshots).Pass(3600).Events.OfType<CallbackReentered>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("24")]
    public void After_so_many_failed_attempts_it_is_closed_as_not_reached()
    {
        var centre = ScheduledFor(60, queue => queue with { Callbacks = queue.Callbacks with { MaxAttempts = 2 } });
        centre.Contact("c1").Attempts.ShouldBe(1);
        centre.Pass(60).Accept("ana");
        centre.Does("ana", new ScheduleCallback(centre.Now.AddSeconds(60))).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.NotReached);
    }

    [Fact]
    [Rule("7", "26")]
    public void An_agent_who_is_logged_out_by_force_gives_the_callback_back_to_its_place()
    {
        var centre = Engaged();
        centre.Arrive("c2");
        centre.Does("ana", new ForceLogOut());
        centre.Waiting().ShouldBe(["c1", "c2"]);
        centre.Events.OfType<ContactReturned>().Single().AgentId.ShouldBe(new AgentId("ana"));
    }

    [Fact]
    [Rule("26")]
    public void A_callback_returns_from_post_processing_as_well()
    {
        var centre = Engaged();
        centre.Does("ana", new EndContact());
        centre.Does("ana", new ForceLogOut());
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("22")]
    public void The_end_of_the_call_starts_post_processing_and_causes_no_other_event()
    {
        var centre = Engaged();
        centre.Does(new HangUp(C1));
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Entity(new QueueId("sales").Address).NextDeadline.ShouldBeNull();
    }

    [Fact]
    [Rule("24")]
    public void A_callback_that_is_cancelled_is_taken_from_its_agent()
    {
        var centre = Engaged();
        centre.Does(new CancelContact(C1)).Outcome.ShouldBe(ContactOutcome.Cancelled);
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
    }

    private static Centre Engaged(Func<QueueSettings, QueueSettings>? policy = null)
    {
        var centre = Centre.With(policy);
        centre.Arrive("c1");
        centre.Does(new RequestCallback(C1, "+33123"));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Accept("ana");
        return centre;
    }

    private static Centre ScheduledFor(double seconds, Func<QueueSettings, QueueSettings>? policy = null)
    {
        var centre = Engaged(policy);
        centre.Does("ana", new ScheduleCallback(centre.Now.AddSeconds(seconds)));
        centre.Does("ana", new ClosePopUp());
        return centre;
    }
}
