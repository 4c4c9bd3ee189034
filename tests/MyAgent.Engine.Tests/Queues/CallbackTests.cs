using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class CallbackTests
{
    private static readonly ContactId C1 = new("c1");

    private Centre _centre = Centre.With();

    [Fact]
    [Rule("19")]
    public void While_a_message_is_recorded_the_contact_keeps_its_place_and_is_not_offered()
    {
        _centre.Arrive("c1");
        _centre.Arrive("c2");
        _centre.Does(new StartRecording(C1)).State.ShouldBe(ContactState.Recording);
        _centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        _centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        _centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("19")]
    public void A_caller_who_gives_up_recording_waits_on_in_the_same_place()
    {
        _centre.Arrive("c1");
        _centre.Arrive("c2");
        _centre.Does(new StartRecording(C1));
        _centre.Does(new ResumeWaiting(C1)).Position.ShouldBe(1);
    }

    [Fact]
    [Rule("19"), Law(7)]
    public void The_callback_request_stands_where_the_call_stood()
    {
        _centre.Arrive("c1");
        _centre.Arrive("c2");
        _centre.Does(new StartRecording(C1));
        var callback = _centre.Does(new RequestCallback(C1, "+33 1 23 45 67 89"));
        (callback.Kind, callback.Position, callback.Number).ShouldBe((ContactKind.Callback, 1, "+33123456789"));
        _centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("19")]
    public void A_caller_who_is_being_offered_and_does_not_record_cannot_ask_to_be_called_back()
    {
        _centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        _centre.Arrive("c1");
        _centre.Refuses(new RequestCallback(C1, "+33123456789")).State.ShouldBe("offered");
    }

    [Theory]
    [Rule("20")]
    [InlineData("hello", "implausibleNumber")]
    [InlineData("12", "implausibleNumber")]
    [InlineData("+1234567890123456", "implausibleNumber")]
    [InlineData("+33 (800) 000-000", "forbiddenNumber")]
    [InlineData("0033800000000", "forbiddenNumber")]
    public void A_number_that_cannot_be_called_is_refused_and_another_can_be_given(string number, string code)
    {
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { ForbiddenNumbers = ["+33800000000"] } });
        _centre.Arrive("c1");
        _centre.Does(new StartRecording(C1));
        _centre.Refuses(new RequestCallback(C1, number)).Code.ShouldBe(code);
        _centre.Contact("c1").State.ShouldBe(ContactState.Recording);
        _centre.Does(new RequestCallback(C1, "4711")).Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    public void Where_callbacks_are_off_or_the_contact_is_no_call_none_can_be_asked_for()
    {
        _centre.Arrive("c1", media: Media.Fax);
        _centre.Refuses(new RequestCallback(C1, "4711")).Code.ShouldBe("notACall");
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { Enabled = false } });
        _centre.Arrive("c2");
        _centre.Refuses(new StartRecording(new ContactId("c2"))).Code.ShouldBe("callbacksDisabled");
    }

    [Fact]
    [Rule("21")]
    public void The_callback_goes_to_the_preferred_agent_first()
    {
        _centre = Centre.With(agents: ["ana", "ben"]);
        foreach (var agent in new[] { "ana", "ben" })
            _centre.Does(agent, new TakeBreak("wait"));
        _centre.Prefer("+33111", "ben");
        _centre.Arrive("c1", caller: "+33111");
        _centre.Does(new RequestCallback(C1, "4711"));
        _centre.Agent("eve", ("sales", new Assignment(Callbacks: false))).LogIn("eve");
        _centre.Look("eve").Offer.ShouldBeNull();
        _centre.Does("ben", new MakeAvailable());
        _centre.Look("ben").Offer!.Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("21")]
    public void Where_the_preferred_agent_is_away_the_callback_goes_to_any_agent_who_takes_callbacks()
    {
        Engage("ana");
        _centre.Look("ana").Contact!.Number.ShouldBe("4711");
    }

    [Fact]
    [Rule("22")]
    public void Without_an_outcome_the_pop_up_cannot_be_closed()
    {
        Engage("ana");
        _centre.Does("ana", new EndContact());
        _centre.Refuses("ana", new ClosePopUp()).Code.ShouldBe("outcomeRequired");
        _centre.Does("ana", new CompleteCallback()).Contact!.Outcome.ShouldBe(ContactOutcome.Completed);
        _centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
        _centre.Contact("c1").Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Fact]
    [Rule("22")]
    public void The_outcome_ends_the_contact()
    {
        Engage("ana");
        _centre.Does("ana", new CompleteCallback()).Status.ShouldBe(AgentStatus.PostProcessing);
        _centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.PostProcessing);
        _centre.Refuses("ana", new CompleteCallback()).Code.ShouldBe("outcomeKnown");
        _centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("22")]
    public void A_date_in_the_past_or_beyond_the_horizon_is_refused()
    {
        Engage("ana");
        _centre.Refuses("ana", new ScheduleCallback(_centre.Now.AddSeconds(-1))).Code.ShouldBe("dueAtInPast");
        _centre.Refuses("ana", new ScheduleCallback(_centre.Now.AddDays(30).AddSeconds(1))).Code.ShouldBe("dueAtBeyondHorizon");
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddDays(30))).Contact!.DueAt.ShouldBe(_centre.Now.AddDays(30));
    }

    [Theory]
    [Rule("23"), Law(15)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_scheduled_callback_comes_back_at_its_date_once_also_after_a_restart(bool restarted)
    {
        Engage("ana");
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddHours(1)));
        _centre.Does("ana", new LogOut());
        _centre.Does("ana", new ClosePopUp());
        if (restarted)
            _centre.Restart();
        _centre.Pass(3599.999).Contact("c1").State.ShouldBe(ContactState.Scheduled);
        _centre.Pass(0.001).Contact("c1").State.ShouldBe(ContactState.Waiting);
        _centre.Pass(7200).Events.OfType<CallbackReentered>().Count().ShouldBe(1);
    }

    [Theory]
    [Rule("23")]
    [InlineData(Reentry.Original, "c1", "c2")]
    [InlineData(Reentry.Due, "c2", "c1")]
    public void A_callback_comes_back_in_its_original_place_or_counts_from_its_date(Reentry reentry, string first, string second)
    {
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { Reentry = reentry } });
        Engage("ana");
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddHours(1)));
        _centre.Does("ana", new LogOut());
        _centre.Does("ana", new ClosePopUp());
        _centre.Pass(1800).Arrive("c2");
        _centre.Pass(1800).Waiting().ShouldBe([first, second]);
        _centre.Contact("c1").OriginAt.ShouldBe(Centre.Opening);
    }

    [Fact]
    [Rule("24")]
    public void After_so_many_failed_attempts_the_callback_is_closed_as_not_reached()
    {
        _centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { MaxAttempts = 2 } });
        Engage("ana");
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddHours(1)));
        _centre.Does("ana", new ClosePopUp());
        _centre.Pass(3600).Accept("ana");
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddHours(1))).Contact!.Outcome.ShouldBe(ContactOutcome.NotReached);
        _centre.Contact("c1").Outcome.ShouldBe(ContactOutcome.NotReached);
        _centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("25")]
    public void A_caller_who_calls_again_takes_the_place_of_the_waiting_callback()
    {
        _centre.Arrive("c1", caller: "+33111");
        _centre.Does(new RequestCallback(C1, "+33111"));
        _centre.Arrive("c2", caller: "+33222");
        _centre.Pass(60).Arrive("c3", caller: "+33 111").Position.ShouldBe(1);
        _centre.Waiting().ShouldBe(["c3", "c2"]);
        _centre.Events.OfType<ContactFinished>().Single().ShouldBe(new ContactFinished(C1, ContactOutcome.Superseded, null, EndedBy.Caller));
    }

    [Fact]
    [Rule("25")]
    public void Where_the_queue_does_not_resume_callbacks_both_wait()
    {
        _centre.Queue("sales", queue => queue with { ResumeCallback = false });
        _centre.Arrive("c1", caller: "+33111");
        _centre.Does(new RequestCallback(C1, "4711"));
        _centre.Arrive("c2", caller: "+33111");
        _centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    public void A_caller_who_left_a_message_is_not_on_the_line()
    {
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(C1, "4711"));
        _centre.Refuses(new HangUp(C1)).Code.ShouldBe("callerNotOnLine");
        _centre.Does(new CancelContact(C1)).Outcome.ShouldBe(ContactOutcome.Cancelled);
    }

    private void Engage(string agent)
    {
        _centre.Prefer("+33111", "zoe");
        _centre.Arrive("c1", caller: "+33111");
        _centre.Does(new RequestCallback(C1, "4711"));
        _centre.Agent(agent, ("sales", new Assignment())).LogIn(agent);
        _centre.Accept(agent).Status.ShouldBe(AgentStatus.Engaged);
    }
}
