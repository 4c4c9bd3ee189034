using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 33f: a caller may begin to record while an offer rings, and a recording has a limit.</summary>
[UnitTests]
public sealed class RecordingTests
{
    private const string Caller = "+33123456789", Anonymous = "ana@example.org", Forbidden = "+33199999999";
    private static readonly ContactId C1 = new("c1");
    private static readonly OfferId FirstOffer = new(new QueueId("sales"), 1);

    [Fact]
    [Rule("33f"), Law(11)]
    public void A_caller_who_begins_to_record_while_an_offer_rings_withdraws_it_without_a_miss_or_a_wrap_up()
    {
        var centre = Offered();
        centre.Does(new StartRecording(C1)).State.ShouldBe(ContactState.Recording);
        centre.Events.OfType<OfferEnded>().Single().Outcome.ShouldBe(OfferOutcome.Withdrawn);
        var ana = centre.Look("ana");
        (ana.Status, ana.Offer).ShouldBe((AgentStatus.Available, null));
        centre.Events.OfType<AgentStoppedResponding>().ShouldBeEmpty();
        centre.Events.OfType<WrapUpStarted>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("33f")]
    public void The_agent_is_free_at_once_for_who_comes_next()
    {
        var centre = Offered();
        centre.Arrive("c2");
        centre.Does(new StartRecording(C1)).Position.ShouldBe(1);
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Fact]
    [Rule("5", "33f"), Law(12)]
    public void A_break_that_was_asked_for_meanwhile_follows()
    {
        var centre = Offered();
        centre.Does("ana", new TakeBreak("coffee"));
        centre.Does(new StartRecording(C1));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("33f")]
    public void A_caller_who_gives_the_recording_up_is_offered_again_in_the_same_place()
    {
        var centre = Offered();
        centre.Arrive("c2");
        centre.Does(new StartRecording(C1));
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        centre.Does(new ResumeWaiting(C1));
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("15", "33f")]
    public void A_caller_whose_contact_was_accepted_cannot_begin_to_record()
    {
        var centre = Offered();
        centre.Accept("ana");
        centre.Refuses(new StartRecording(C1)).State.ShouldBe("engaged");
    }

    [Fact]
    [Rule("15", "33f")]
    public void An_acceptance_after_the_recording_has_begun_is_answered_that_the_offer_was_withdrawn()
    {
        var (queue, agent) = (Offered(out var centre), centre.Entity(new AgentId("ana").Address));
        var accepted = EntityStep.Take(agent, new Envelope(agent.Address, new AcceptOffer(FirstOffer), new Cause("ana"), "client"), centre.Now);
        EntityStep.Take(queue, new Envelope(queue.Address, new StartRecording(C1), new Cause("connector"), "client"), centre.Now);
        var told = EntityStep.Take(queue, accepted.Sends.Single(send => send.Message is RequestAcceptance), centre.Now)
            .Sends.Select(send => send.Message).OfType<WithdrawOffer>().First();
        var answer = EntityStep.Take(agent, new Envelope(agent.Address, told, new Cause(queue.Address.PersistenceId)), centre.Now).Replies.Single().Answer;
        answer.ShouldBeOfType<Refusal>().Code.ShouldBe("offerWithdrawn");
    }

    [Theory]
    [Rule("33f")]
    [InlineData(false)]
    [InlineData(true)]
    public void At_the_limit_the_call_becomes_a_callback_to_the_callers_own_number_in_its_place(bool restart)
    {
        var centre = Recording(Caller);
        centre.Arrive("c2");
        centre.Pass(100);
        if (restart)
            centre.Restart();
        centre.Pass(79.999).Contact("c1").State.ShouldBe(ContactState.Recording);
        var callback = centre.Pass(0.001).Contact("c1");
        (callback.State, callback.Kind, callback.Number, callback.Position).ShouldBe((ContactState.Waiting, ContactKind.Callback, Caller, 1));
        centre.Pass(1000).Restart(fromSnapshots: true).Pass(1000);
        centre.Events.OfType<CallbackRequested>().ShouldHaveSingleItem();
    }

    [Theory]
    [Rule("20", "33f")]
    [InlineData(Anonymous)]
    [InlineData(Forbidden)]
    public void At_the_limit_a_caller_without_a_number_to_call_waits_again_in_the_same_place(string caller)
    {
        var centre = Recording(caller);
        centre.Arrive("c2");
        var contact = centre.Pass(180).Contact("c1");
        (contact.State, contact.Kind, contact.Position).ShouldBe((ContactState.Waiting, ContactKind.Call, 1));
        centre.Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33f")]
    public void The_message_that_was_left_stays_with_the_callback()
    {
        var centre = Recording(Caller);
        centre.Does(new AttachMessage(C1, new VoiceMessage("m1", "audio/wav", 17)));
        centre.Pass(180).Contact("c1").Message!.MessageId.ShouldBe("m1");
    }

    [Fact]
    [Law(9)]
    public void The_limit_has_no_effect_on_a_recording_that_ended_before()
    {
        var centre = Recording(Caller);
        centre.Pass(170).Does(new ResumeWaiting(C1));
        centre.Pass(60).Contact("c1").Kind.ShouldBe(ContactKind.Call);
        centre.Does(new StartRecording(C1));
        centre.Pass(179).Contact("c1").State.ShouldBe(ContactState.Recording);
        centre.Pass(1).Contact("c1").Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("33f")]
    public void Recording_again_while_recording_does_not_lengthen_it()
    {
        var centre = Recording(Caller);
        centre.Pass(170).Does(new StartRecording(C1));
        centre.Pass(10).Contact("c1").Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("33f")]
    public void The_limit_is_the_queues_and_that_of_the_moment_at_which_the_recording_began()
    {
        var centre = Centre.With(queue => queue with { RecordingLimitSeconds = 30 });
        centre.Arrive("c1", Caller);
        centre.Does(new StartRecording(C1));
        centre.Queue("sales", queue => queue with { RecordingLimitSeconds = 300 });
        centre.Pass(29.999).Contact("c1").State.ShouldBe(ContactState.Recording);
        centre.Pass(0.001).Contact("c1").Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("19", "33f")]
    public void Where_callbacks_have_been_switched_off_meanwhile_the_caller_waits_again()
    {
        var centre = Recording(Caller);
        centre.Queue("sales", queue => queue with { Callbacks = queue.Callbacks with { Enabled = false } });
        centre.Pass(180).Contact("c1").Kind.ShouldBe(ContactKind.Call);
    }

    [Fact]
    [Rule("33f")]
    public void A_recording_that_an_earlier_version_began_gets_its_limit_when_it_is_read()
    {
        var queue = new QueueEntity(new QueueId("sales"));
        var contact = new Contact(C1, Media.Call, CallerAddress.FromText(Caller), Centre.Opening, new OrderKey(0, Centre.Opening, 1), []);
        foreach (var happened in new IEvent[] { new QueueConfigured(QueueSettings.Default("Sales")), new ContactArrived(contact), new RecordingStarted(C1) })
            queue.Apply(new RecordedEvent(Centre.Opening, new Cause("connector"), happened));

        var later = Centre.Opening.AddHours(3);
        EntityStep.Take(queue, new Envelope(queue.Address, new Recovered(), new Cause(null)), later)
            .Recorded.Single().Event.ShouldBe(new RecordingStarted(C1, later.AddSeconds(180)));
        queue.NextDeadline.ShouldBe(later.AddSeconds(180));
        EntityStep.Take(queue, envelope: null, later.AddSeconds(180)).Recorded.Single().Event.ShouldBeOfType<CallbackRequested>().Number.ShouldBe(Caller);
    }

    private static Centre Recording(string caller)
    {
        var centre = Centre.With(queue => queue with { Callbacks = queue.Callbacks with { ForbiddenNumbers = [Forbidden] } });
        centre.Arrive("c1", caller);
        centre.Does(new StartRecording(C1));
        return centre;
    }

    private static Centre Offered()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1", Caller);
        return centre;
    }

    private static IEntity Offered(out Centre centre)
    {
        centre = Offered();
        return centre.Entity(new QueueId("sales").Address);
    }
}
