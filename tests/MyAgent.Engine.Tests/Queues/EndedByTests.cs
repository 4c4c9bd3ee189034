using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 33g: who ended a contact, and how long an agent had it.</summary>
[UnitTests]
public sealed class EndedByTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("33g")]
    public void A_caller_who_hangs_up_has_ended_the_contact_wherever_it_was()
    {
        var waiting = Arrived();
        waiting.Does(new HangUp(C1)).EndedBy.ShouldBe(EndedBy.Caller);
        var ringing = Arrived("ana");
        ringing.Does(new HangUp(C1)).EndedBy.ShouldBe(EndedBy.Caller);
        var engaged = Engaged();
        engaged.Does(new HangUp(C1)).EndedBy.ShouldBe(EndedBy.Caller);
        engaged.Events.OfType<ContactEnded>().Single().EndedBy.ShouldBe(EndedBy.Caller);
    }

    [Fact]
    [Rule("33g")]
    public void A_connector_can_say_that_it_ended_the_contact_by_itself()
    {
        var centre = Engaged();
        centre.Does(new HangUp(C1, EndedBy.Connector)).EndedBy.ShouldBe(EndedBy.Connector);
        centre.Events.OfType<ContactEnded>().Single().EndedBy.ShouldBe(EndedBy.Connector);
    }

    [Fact]
    [Rule("33g")]
    public void A_contact_that_a_supervisor_cancels_is_ended_by_the_supervisor()
    {
        var centre = Engaged();
        centre.Does(new CancelContact(C1)).EndedBy.ShouldBe(EndedBy.Supervisor);
        centre.Events.OfType<ContactEnded>().Single().EndedBy.ShouldBe(EndedBy.Supervisor);
    }

    [Theory]
    [Rule("33g")]
    [InlineData(null, EndedBy.Agent)]
    [InlineData(EndedBy.Supervisor, EndedBy.Supervisor)]
    public void Agent_and_queue_record_who_ended_the_contact(EndedBy? by, EndedBy kept)
    {
        var centre = Engaged();
        centre.Does("ana", new EndContact(By: by));
        centre.Events.OfType<ContactEnded>().Single().EndedBy.ShouldBe(kept);
        centre.Events.OfType<ContactFinished>().Single().EndedBy.ShouldBe(kept);
    }

    [Fact]
    [Rule("7", "33g")]
    public void A_forced_log_out_ends_the_call_by_the_supervisor()
    {
        var centre = Engaged();
        centre.Does("ana", new ForceLogOut());
        centre.Events.OfType<ContactFinished>().Single().EndedBy.ShouldBe(EndedBy.Supervisor);
    }

    [Fact]
    [Rule("16", "33g")]
    public void A_contact_that_waited_too_long_is_ended_by_the_system()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 10 });
        centre.Arrive("c1");
        centre.Pass(10).Events.OfType<ContactFinished>().Single().EndedBy.ShouldBe(EndedBy.System);
    }

    [Theory]
    [Rule("22", "24", "33g")]
    [InlineData(false, ContactOutcome.Completed, EndedBy.Agent)]
    [InlineData(true, ContactOutcome.NotReached, EndedBy.System)]
    public void A_callback_is_ended_by_its_agent_or_by_the_limit_of_attempts(bool notReached, ContactOutcome outcome, EndedBy by)
    {
        var centre = Centre.With(queue => queue with { Callbacks = queue.Callbacks with { MaxAttempts = 1 } });
        centre.Arrive("c1");
        centre.Does(new RequestCallback(C1, "+33123"));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Accept("ana");
        centre.Does("ana", notReached ? new ScheduleCallback(centre.Now.AddHours(1)) : new CompleteCallback());
        centre.Events.OfType<ContactFinished>().Single().ShouldSatisfyAllConditions(
            finished => finished.Outcome.ShouldBe(outcome), finished => finished.EndedBy.ShouldBe(by));
    }

    [Fact]
    [Rule("33g")]
    public void Talk_seconds_show_whether_agent_and_caller_talked()
    {
        var centre = Engaged();
        centre.Pass(42).Does(new HangUp(C1)).TalkSeconds.ShouldBe(42);
        Engaged().Pass(0.003).Does(new HangUp(C1)).TalkSeconds.ShouldBe(0.003);
        Arrived("ana").Does(new HangUp(C1)).TalkSeconds.ShouldBeNull();
    }

    [Fact]
    [Rule("33c", "33g")]
    public void The_talk_begins_when_the_agent_answered()
    {
        var centre = Arrived("ana");
        var answeredAt = centre.Now.AddSeconds(2);
        centre.Pass(5).Does("ana", new AcceptOffer(centre.Look("ana").Offer!.OfferId, answeredAt));
        centre.Pass(7).Does(new HangUp(C1)).TalkSeconds.ShouldBe(10);
    }

    [Theory]
    [Law(16)]
    [InlineData(false)]
    [InlineData(true)]
    public void The_talk_is_the_same_after_a_restart(bool fromSnapshots) =>
        Engaged().Pass(20).Restart(fromSnapshots).Pass(22).Does(new HangUp(C1)).TalkSeconds.ShouldBe(42);

    [Fact]
    [Rule("16", "33g")]
    public void The_talk_goes_with_a_callback_to_another_queue()
    {
        var centre = new Centre();
        centre.Queue("late").Queue("sales", queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") });
        centre.Arrive("c1");
        centre.Does(new RequestCallback(C1, "+33123"));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Accept("ana");
        centre.Pass(30).Does("ana", new ScheduleCallback(centre.Now.AddSeconds(100)));
        centre.Does("ana", new EndContact());
        centre.Does("ana", new ClosePopUp());
        centre.Does("ana", new TakeBreak("lunch"));
        centre.Pass(200).Does(new CancelContact(C1), "late").TalkSeconds.ShouldBe(30);
    }

    [Fact]
    [Rule("33g")]
    public void A_contact_that_ends_on_its_way_to_another_queue_keeps_who_ended_it()
    {
        var (late, c1) = (new QueueId("late"), new Contact(C1, Media.Call, null, Centre.Opening, new OrderKey(0, Centre.Opening, 1), [], Moves: 1));
        var queue = SingleEntityHarness.Queue();
        queue.Receives(new TakeOverContact(c1, late));
        queue.Receives(new DropContact(C1, late, Move: 1, ContactOutcome.Abandoned, EndedBy: EndedBy.Connector));
        queue.History.Select(recorded => recorded.Event).OfType<ContactFinished>().Single().EndedBy.ShouldBe(EndedBy.Connector);
    }

    private static Centre Arrived(params string[] agents)
    {
        var centre = Centre.With(agents: agents);
        centre.Arrive("c1");
        return centre;
    }

    private static Centre Engaged()
    {
        var centre = Arrived("ana");
        centre.Accept("ana");
        return centre;
    }
}
