using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using static MyAgent.Engine.Tests.Agents.ConsultingCentre;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33: an agent asks a second agent or queue for advice about the contact that the agent has.</summary>
[UnitTests]
[Rule("33")]
public sealed class ConsultationTests
{
    [Fact]
    public void A_consultation_is_offered_to_an_agent_of_the_queue_with_a_link_to_the_contact_that_it_is_about()
    {
        var centre = Consulting(out var consult);
        var offer = centre.Look("eva").Offer.ShouldNotBeNull();
        (offer.ContactId, offer.Kind, offer.QueueId).ShouldBe((consult, ContactKind.Consult, Experts));
        offer.Consultation.ShouldBe(new Consultation(C1, new QueueId("sales"), new AgentId("ana"), CallerAddress.FromText("c1@example.org")));
    }

    [Fact]
    public void The_asking_agent_sees_the_consultation_and_keeps_the_contact()
    {
        var centre = Consulting(out var consult);
        centre.Look("ana").ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.Engaged),
            ana => ana.Contact!.ContactId.ShouldBe(C1),
            ana => ana.Consultation.ShouldBe(new ConsultationAnswer(consult, Experts)));
    }

    [Fact]
    [Rule("1")]
    public void The_asking_agent_ends_a_consultation_that_was_answered_and_post_processing_follows_for_the_other()
    {
        var centre = Consulting(out var consult);
        centre.Accept("eva");
        centre.Does("ana", new EndConsultation()).Consultation.ShouldBeNull();
        centre.Look("eva").Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Contact(consult.Value, "experts").Outcome.ShouldBe(ContactOutcome.Served);
        centre.Look("ana").Contact!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("15"), Law(11)]
    public void A_consultation_that_ends_while_it_rings_is_withdrawn()
    {
        var centre = Consulting(out var consult);
        centre.Does("ana", new EndConsultation());
        centre.Look("eva").Status.ShouldBe(AgentStatus.Available);
        centre.Contact(consult.Value, "experts").ShouldSatisfyAllConditions(
            contact => contact.Outcome.ShouldBe(ContactOutcome.Abandoned),
            contact => contact.EndedBy.ShouldBe(EndedBy.Caller));
        centre.Events.OfType<AgentStoppedResponding>().ShouldBeEmpty();
    }

    [Fact]
    public void The_other_agent_ends_the_consultation_and_the_asking_agent_can_ask_again()
    {
        var centre = Consulting(out _);
        centre.Serve("eva");
        centre.Look("ana").ShouldSatisfyAllConditions(ana => ana.Consultation.ShouldBeNull(), ana => ana.Contact!.ContactId.ShouldBe(C1));
        centre.Does("ana", new StartConsultation(Experts)).Consultation.ShouldNotBeNull();
        centre.Look("eva").Offer.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_consultation_ends_with_the_contact_that_it_is_about(bool answered)
    {
        var centre = Consulting(out var consult);
        if (answered)
            centre.Accept("eva");
        centre.Does(new HangUp(C1));
        centre.Contact(consult.Value, "experts").Outcome.ShouldBe(answered ? ContactOutcome.Served : ContactOutcome.Abandoned);
        centre.Look("eva").Status.ShouldBe(answered ? AgentStatus.PostProcessing : AgentStatus.Available);
    }

    [Fact]
    [Rule("7")]
    public void A_consultation_ends_when_its_agent_is_logged_out_by_force()
    {
        var centre = Consulting(out var consult);
        centre.Accept("eva");
        centre.Does("ana", new ForceLogOut());
        centre.Contact(consult.Value, "experts").Outcome.ShouldBe(ContactOutcome.Served);
    }

    [Fact]
    public void A_consultation_ends_when_the_contact_that_it_is_about_is_transferred()
    {
        var centre = Consulting(out var consult);
        centre.Accept("eva");
        centre.Does("ana", new TransferContact(Experts));
        centre.Contact(consult.Value, "experts").Outcome.ShouldBe(ContactOutcome.Served);
        centre.Look("ana").Consultation.ShouldBeNull();
        centre.Does("eva", new ClosePopUp());
        centre.Look("eva").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33a")]
    public void A_consultation_ends_when_the_contact_that_it_is_about_is_requeued()
    {
        var centre = Consulting(out var consult);
        centre.Does("ana", new RequeueContact(C1, RequeueReason.Lost));
        centre.Contact(consult.Value, "experts").State.ShouldBe(ContactState.Done);
    }

    [Fact]
    [Rule("16")]
    public void A_consultation_that_no_agent_answers_expires_and_goes_to_no_other_queue()
    {
        var centre = Engaged(experts => experts with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("sales") });
        centre.Does("eva", new TakeBreak("coffee"));
        var consult = centre.Does("ana", new StartConsultation(Experts)).Consultation!.ContactId;
        centre.Pass(60);
        centre.Contact(consult.Value, "experts").Outcome.ShouldBe(ContactOutcome.Expired);
        centre.Look("ana").Consultation.ShouldBeNull();
    }

    [Fact]
    [Rule("14")]
    public void An_agent_who_is_asked_by_name_is_waited_for_and_then_anybody_is_asked()
    {
        var centre = Engaged();
        centre.Agent("eli", ("experts", new Assignment()));
        centre.LogIn("eli");
        centre.Does("eva", new TakeBreak("coffee"));
        centre.Does("ana", new StartConsultation(Experts, new AgentId("eva")));
        centre.Pass(19.999).Look("eli").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("eli").Offer!.Kind.ShouldBe(ContactKind.Consult);
    }

    [Fact]
    [Rule("29")]
    public void A_consultation_rings_the_telephone_of_the_agent_who_is_offered_it()
    {
        var centre = Engaged();
        centre.Does("eva", new LogOut());
        centre.Does("eva", new LogIn(new EndpointId("PJSIP/9")));
        centre.Does("ana", new StartConsultation(Experts));
        centre.Look("eva").Offer!.Endpoint.ShouldBe(new EndpointId("PJSIP/9"));
    }

    [Fact]
    [Rule("32"), Law(20)]
    public void A_consultation_takes_no_wrap_up_code()
    {
        var done = new WrapUpCodeId("done");
        var centre = Engaged(experts => experts with { WrapUpCodes = new WrapUpCodeSettings([new WrapUpCode(done, "Done")], Required: true, done) });
        centre.Does("ana", new StartConsultation(Experts));
        centre.Serve("eva").Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<WrapUpCodeSet>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("27")]
    public void The_data_of_the_contact_that_it_is_about_come_with_a_consultation()
    {
        var centre = Centre.With(agents: "ana");
        centre.Queue("experts").Agent("eva", ("experts", new Assignment()));
        centre.LogIn("eva");
        centre.Ask(CallerAddress.FromText("c1@example.org").Address, new ReceiveContact(
            new QueueId("sales"), C1, Media.Call, null, null, new ContactData(Subject: "An invoice")));
        centre.Accept("ana");
        var consult = centre.Does("ana", new StartConsultation(Experts)).Consultation!.ContactId;
        centre.Contact(consult.Value, "experts").Data!.Subject.ShouldBe("An invoice");
    }

    [Fact]
    [Rule("19")]
    public void A_consultation_can_leave_no_voice_message()
    {
        var centre = Engaged();
        centre.Does("eva", new TakeBreak("coffee"));
        var consult = centre.Does("ana", new StartConsultation(Experts)).Consultation!.ContactId;
        centre.Refuses(new StartRecording(consult), "experts").Code.ShouldBe("notACall");
        centre.Refuses(new RequestCallback(consult, "+4930123456"), "experts").Code.ShouldBe("notACall");
    }

    [Fact]
    public void A_consultation_is_refused_where_it_cannot_be()
    {
        var centre = Engaged();
        centre.Queue("faxes", settings => settings with { Media = [Media.Fax] });
        centre.Queue("full", settings => settings with { MaxWaiting = 1 });
        centre.Arrive("c8", queue: "full");
        centre.Agent("out", ("experts", new Assignment()));
        centre.Refuses("ana", new StartConsultation(new QueueId("nowhere"))).Code.ShouldBe("unknownQueue");
        centre.Refuses("ana", new StartConsultation(new QueueId("faxes"))).Code.ShouldBe("mediaNotServed");
        centre.Refuses("ana", new StartConsultation(new QueueId("full"))).Code.ShouldBe("queueFull");
        centre.Refuses("ana", new StartConsultation(Experts, new AgentId("out"))).Code.ShouldBe("agentNotLoggedIn");
        centre.Refuses("ana", new StartConsultation(Experts, new AgentId("unknown"))).Code.ShouldBe("agentNotInQueue");
        centre.Refuses("ana", new StartConsultation(Experts, new AgentId("ana"))).Code.ShouldBe("consultWithSelf");
        centre.Refuses("ana", new StartConsultation(Experts, ContactId: new ContactId("c9"))).Code.ShouldBe("otherContactInHand");
        centre.Refuses("eva", new StartConsultation(Experts)).Code.ShouldBe("noContactInHand");
        centre.Does("ana", new StartConsultation(Experts));
        centre.Refuses("ana", new StartConsultation(Experts)).Code.ShouldBe("consultationOpen");
        centre.Accept("eva");
        centre.Refuses("eva", new StartConsultation(Experts)).Code.ShouldBe("consultOfConsult");
        centre.Refuses("eva", new TransferContact(new QueueId("sales"))).Code.ShouldBe("consultNotTransferred");
        centre.Does("ana", new EndContact());
        centre.Refuses("ana", new StartConsultation(Experts)).Code.ShouldBe("contactOver");
    }

    [Fact]
    [Law(17)]
    public void A_repeated_command_starts_no_second_consultation_and_a_refusal_is_remembered()
    {
        var centre = Engaged();
        var start = new StartConsultation(Experts);
        var answer = centre.Does("ana", start, "k1");
        centre.Does("ana", start, "k1").ShouldBe(answer);
        centre.Restart().Does("ana", start, "k1").Consultation.ShouldBe(answer.Consultation);
        centre.Events.OfType<ConsultationRequested>().Count().ShouldBe(1);
        centre.Does("ana", new EndConsultation());
        var unknown = new StartConsultation(new QueueId("nowhere"));
        centre.Refuses("ana", unknown, "k2");
        centre.Queue("nowhere");
        centre.Refuses("ana", unknown, "k2").Code.ShouldBe("unknownQueue");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_consultation_survives_a_restart_and_its_end_is_told(bool fromSnapshots)
    {
        var centre = Consulting(out var consult);
        centre.Accept("eva");
        centre.Restart(fromSnapshots);
        centre.Look("ana").Consultation!.ContactId.ShouldBe(consult);
        centre.Does("eva", new EndContact());
        centre.Restart(fromSnapshots).Look("ana").Consultation.ShouldBeNull();
    }

    [Fact]
    [Rule("21")]
    public void An_agent_may_ask_for_advice_about_a_callback()
    {
        var centre = Engaged(arrive: false);
        centre.Request("cb", "+4930123456");
        centre.Accept("ana");
        centre.Does("ana", new StartConsultation(Experts));
        centre.Serve("eva");
        centre.Does("ana", new CompleteCallback()).Contact!.Outcome.ShouldBe(ContactOutcome.Completed);
    }
}
