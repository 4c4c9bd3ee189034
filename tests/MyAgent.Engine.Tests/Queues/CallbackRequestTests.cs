using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rules 19 to 21 and 25: from the recording to the agent.</summary>
[UnitTests]
public sealed class CallbackRequestTests
{
    private static readonly ContactId C1 = new("c1");

    private readonly Centre _centre = Centre.With(queue => queue with
    {
        Callbacks = queue.Callbacks with { ForbiddenNumbers = ["+33 1 00 00 00 99"] },
    });

    [Fact]
    [Rule("19")]
    public void While_recording_the_contact_keeps_its_place_and_is_not_offered()
    {
        _centre.Arrive("c1");
        _centre.Arrive("c2");
        _centre.Does(new StartRecording(C1)).State.ShouldBe(ContactState.Recording);
        LogIn("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        _centre.Contact("c1").Position.ShouldBe(1);
    }

    [Fact]
    [Rule("19")]
    public void A_caller_who_gives_up_the_recording_continues_to_wait_and_is_offered()
    {
        _centre.Arrive("c1");
        _centre.Does(new StartRecording(C1));
        LogIn("ana").Offer.ShouldBeNull();
        _centre.Does(new ResumeWaiting(C1));
        _centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("19")]
    public void A_caller_whose_contact_is_offered_cannot_request_a_callback_without_recording_first()
    {
        LogIn("ana");
        _centre.Arrive("c1");
        _centre.Refuses(new RequestCallback(C1, "+33123")).State.ShouldBe("offered");
    }

    [Fact]
    [Rule("19"), Law(7)]
    public void The_callback_stands_where_the_call_stood()
    {
        _centre.Arrive("c1");
        _centre.Pass(10).Arrive("c2");
        _centre.Does(new StartRecording(C1));
        var callback = _centre.Pass(30).Does(new RequestCallback(C1, "+33 1 23"));
        (callback.Kind, callback.State, callback.Position, callback.Number).ShouldBe((ContactKind.Callback, ContactState.Waiting, 1, "+33123"));
        callback.OriginAt.ShouldBe(Centre.Opening);
        _centre.Events.OfType<ContactFinished>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("19")]
    public void Only_a_call_becomes_a_callback_and_only_once()
    {
        _centre.Arrive("m1", media: Media.Email);
        _centre.Refuses(new RequestCallback(new ContactId("m1"), "+33123")).Code.ShouldBe("notACall");
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(C1, "+33123"));
        _centre.Refuses(new RequestCallback(C1, "+33123")).Code.ShouldBe("alreadyACallback");
    }

    [Theory]
    [Rule("20")]
    [InlineData("0033100000099", "forbiddenNumber")]
    [InlineData("+33 (1) 00.00.00-99", "forbiddenNumber")]
    [InlineData("", "implausibleNumber")]
    [InlineData("12", "implausibleNumber")]
    [InlineData("+1234567890123456", "implausibleNumber")]
    [InlineData("call me", "implausibleNumber")]
    [InlineData("12+34", "implausibleNumber")]
    public void A_number_that_will_not_do_is_refused_and_another_can_be_given(string number, string code)
    {
        _centre.Arrive("c1");
        _centre.Does(new StartRecording(C1));
        _centre.Refuses(new RequestCallback(C1, number)).Code.ShouldBe(code);
        _centre.Contact("c1").State.ShouldBe(ContactState.Recording);
        _centre.Does(new RequestCallback(C1, "+33123")).Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("20")]
    public void A_queue_without_callbacks_refuses_them()
    {
        var centre = Centre.With(queue => queue with { Callbacks = queue.Callbacks with { Enabled = false } });
        centre.Arrive("c1");
        centre.Refuses(new StartRecording(C1)).Code.ShouldBe("callbacksDisabled");
    }

    [Fact]
    [Rule("21")]
    public void The_agent_who_accepts_has_the_message_and_the_number()
    {
        _centre.Arrive("c1");
        _centre.Does(new AttachMessage(C1, new VoiceMessage("m1", "audio/wav", 17)));
        _centre.Does(new RequestCallback(C1, "+33123"));
        LogIn("ana").Offer!.Kind.ShouldBe(ContactKind.Callback);
        var contact = _centre.Accept("ana").Contact!;
        (contact.Number, contact.HasMessage).ShouldBe(("+33123", true));
    }

    [Fact]
    [Rule("21")]
    public void A_callback_may_have_no_message()
    {
        _centre.Arrive("c1");
        _centre.Does(new RequestCallback(C1, "+33123"));
        LogIn("ana");
        _centre.Accept("ana").Contact!.HasMessage.ShouldBeFalse();
    }

    [Fact]
    [Rule("25")]
    public void A_caller_who_calls_again_takes_the_place_of_their_callback()
    {
        _centre.Arrive("c1", "+331");
        _centre.Does(new RequestCallback(C1, "+331"));
        _centre.Pass(60).Arrive("c2", "+332");
        _centre.Arrive("c3", "+331").Position.ShouldBe(1);
        _centre.Waiting().ShouldBe(["c3", "c2"]);
        _centre.Events.OfType<ContactFinished>().Single().ShouldBe(new ContactFinished(C1, ContactOutcome.Superseded, AgentId: null, EndedBy.Caller));
    }

    [Theory]
    [Rule("25", "33e")]
    [InlineData("+33 1 23 45 67 00", "+33123456711")] // Another extension behind the same switchboard
    [InlineData("anonymous", "+33123456711")]
    [InlineData("ana@example.org", "+33123456711")]
    public void A_caller_who_may_be_another_person_does_not_take_the_callbacks_place(string caller, string number)
    {
        _centre.Arrive("c1", caller);
        _centre.Does(new RequestCallback(C1, number));
        _centre.Pass(60).Arrive("c2", caller).Position.ShouldBe(2);
        _centre.Does(new RequestCallback(new ContactId("c2"), "+33123456722"));
        _centre.Waiting().ShouldBe(["c1", "c2"]);
        _centre.Events.OfType<ContactFinished>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("25", "33e")]
    public void Numbers_are_the_same_however_they_are_written()
    {
        _centre.Arrive("c1", "+33 1 23 45 67 89");
        _centre.Does(new RequestCallback(C1, "0033 (1) 23.45.67.89"));
        _centre.Arrive("c2", "0033123456789").Position.ShouldBe(1);
        _centre.Waiting().ShouldBe(["c2"]);
        _centre.Events.OfType<ContactArrived>().Last().Resumes.ShouldBe(C1);
    }

    [Fact]
    [Rule("25")]
    public void Where_it_is_off_both_wait()
    {
        var centre = Centre.With(queue => queue with { ResumeCallback = false });
        centre.Arrive("c1", "+331");
        centre.Does(new RequestCallback(C1, "+331"));
        centre.Pass(60).Arrive("c2", "+331");
        centre.Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("16", "25")]
    public void Taking_the_callbacks_place_does_not_count_against_a_full_line()
    {
        var centre = Centre.With(queue => queue with { MaxWaiting = 1 });
        centre.Arrive("c1", "+331");
        centre.Does(new RequestCallback(C1, "+331"));
        centre.TryArrive("c2", "+332").ShouldBeOfType<Refusal>();
        centre.Arrive("c3", "+331").Position.ShouldBe(1);
    }

    [Fact]
    [Rule("25")]
    public void A_callback_that_is_with_an_agent_is_not_superseded()
    {
        _centre.Arrive("c1", "+331");
        _centre.Does(new RequestCallback(C1, "+331"));
        LogIn("ana");
        _centre.Arrive("c2", "+331");
        _centre.Contact("c1").State.ShouldBe(ContactState.Offered);
    }

    private AgentAnswer LogIn(string agent)
    {
        _centre.Agent(agent, ("sales", new Assignment()));
        _centre.LogIn(agent);
        return _centre.Look(agent);
    }
}
