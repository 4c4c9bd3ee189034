using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Laws;
using static MyAgent.Engine.Tests.Agents.ConsultingCentre;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33: an agent hands the contact over to the agent who was consulted about it.</summary>
[UnitTests]
[Rule("33")]
public sealed class HandOverTests
{
    private static readonly QueueId Sales = new("sales");
    private static readonly AgentId Ana = new("ana");
    private static readonly AgentId Eva = new("eva");

    [Fact]
    [Rule("1"), Law(22)]
    public void The_consulted_agent_has_the_contact_at_once_and_the_part_of_the_first_agent_is_over()
    {
        var centre = Answered(out var consult);
        centre.Does("ana", new CompleteTransfer()).ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.PostProcessing),
            ana => ana.Contact!.Over.ShouldBeTrue());
        centre.Look("eva").ShouldSatisfyAllConditions(
            eva => eva.Status.ShouldBe(AgentStatus.Engaged),
            eva => (eva.Contact!.ContactId, eva.Contact.Kind, eva.Contact.QueueId, eva.Contact.Over).ShouldBe((C1, ContactKind.Call, Experts, false)));
        centre.Contact("c1", "experts").ShouldSatisfyAllConditions(
            contact => (contact.State, contact.AgentId).ShouldBe((ContactState.Engaged, Eva)),
            contact => contact.Transfer.ShouldBe(new ContactTransfer(Sales, Experts, Ana, centre.Now, Eva, Move: 1, Consult: consult)));
        centre.Contact(consult.Value, "experts").ShouldSatisfyAllConditions(
            contact => contact.Outcome.ShouldBe(ContactOutcome.Served),
            contact => contact.AgentId.ShouldBe(Eva));
        centre.Look("ana").Consultation.ShouldBeNull();
        centre.Events.OfType<ContactOffered>().Last().ShouldSatisfyAllConditions(
            offered => offered.ChosenBy.ShouldBe(ChosenBy.Consulted),
            offered => offered.InPlaceOf.ShouldNotBeNull());
    }

    [Fact]
    [Rule("1")]
    public void Wrap_up_follows_the_contact_for_the_consulted_agent_and_not_the_consultation()
    {
        var centre = Answered(out _, new Assignment(WrapUpSeconds: 30));
        centre.Does("ana", new CompleteTransfer());
        centre.Pass(60);
        centre.Does("eva", new EndContact());
        centre.Does("eva", new ClosePopUp()).Status.ShouldBe(AgentStatus.WrapUp);
        centre.Events.OfType<WrapUpStarted>().Count(started => started.QueueId == Experts).ShouldBe(1);
        centre.Contact("c1", "experts").Outcome.ShouldBe(ContactOutcome.Served);
    }

    [Fact]
    public void A_contact_goes_to_an_agent_of_its_own_queue()
    {
        var centre = Engaged();
        centre.Agent("ben", ("sales", new Assignment()));
        centre.LogIn("ben");
        centre.Does("ana", new StartConsultation(Sales));
        centre.Accept("ben");
        centre.Does("ana", new CompleteTransfer());
        centre.Look("ben").Contact!.ContactId.ShouldBe(C1);
        centre.Contact("c1").AgentId.ShouldBe(new AgentId("ben"));
    }

    [Fact]
    [Rule("16")]
    public void A_full_or_closed_queue_does_not_keep_the_contact_from_its_agent()
    {
        var centre = Answered(out _);
        centre.Queue("experts", settings => settings with { MaxWaiting = 1 });
        centre.Arrive("c8", queue: "experts");
        centre.Does("ana", new CompleteTransfer());
        centre.Look("eva").Contact!.ContactId.ShouldBe(C1);
        centre.Waiting("experts").ShouldBe(["c8"]);
    }

    [Fact]
    [Rule("29"), Law(23)]
    public void The_telephone_of_the_consulted_agent_is_in_use_and_does_not_keep_the_contact_away()
    {
        var centre = Engaged();
        centre.Does("eva", new LogOut());
        centre.Does("eva", new LogIn(new EndpointId("PJSIP/9")));
        centre.Does("ana", new StartConsultation(Experts));
        centre.Accept("eva");
        centre.Ask(new EndpointId("PJSIP/9").Address, new Engine.Endpoints.ReportEndpointState(EndpointState.Busy));
        centre.Does("ana", new CompleteTransfer());
        centre.Look("eva").Contact!.ContactId.ShouldBe(C1);
        JournalBuilder.Check(centre.Journal).ShouldBeEmpty();
    }

    [Fact]
    [Rule("21")]
    public void A_callback_is_handed_over_and_its_outcome_is_the_second_agents()
    {
        var centre = Engaged(arrive: false);
        centre.Request("cb", "+4930123456");
        centre.Accept("ana");
        centre.Does("ana", new StartConsultation(Experts));
        centre.Accept("eva");
        centre.Does("ana", new CompleteTransfer());
        centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
        centre.Does("eva", new CompleteCallback());
        centre.Contact("cb", "experts").Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Fact]
    [Rule("21"), Law(14)]
    public void A_callback_is_not_handed_over_to_an_agent_who_takes_none()
    {
        var centre = Engaged(eva: new Assignment(Callbacks: false), arrive: false);
        centre.Request("cb", "+4930123456");
        centre.Accept("ana");
        centre.Does("ana", new StartConsultation(Experts));
        centre.Accept("eva");
        centre.Refuses("ana", new CompleteTransfer()).Code.ShouldBe("callbacksNotTaken");
    }

    [Fact]
    [Rule("5"), Law(12)]
    public void A_break_that_the_consulted_agent_has_asked_for_follows_the_contact()
    {
        var centre = Answered(out _);
        centre.Does("eva", new TakeBreak("coffee"));
        centre.Does("ana", new CompleteTransfer());
        centre.Look("eva").ShouldSatisfyAllConditions(eva => eva.Status.ShouldBe(AgentStatus.Engaged), eva => eva.Next.ShouldNotBeNull());
        centre.Does("eva", new EndContact());
        centre.Does("eva", new ClosePopUp()).Status.ShouldBe(AgentStatus.Break);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_survives_a_restart(bool fromSnapshots)
    {
        var centre = Answered(out _);
        centre.Restart(fromSnapshots).Does("ana", new CompleteTransfer());
        centre.Restart(fromSnapshots).Look("eva").Contact!.ContactId.ShouldBe(C1);
        centre.Does(new HangUp(C1), "experts").Outcome.ShouldBe(ContactOutcome.Served);
        centre.Look("eva").Status.ShouldBe(AgentStatus.PostProcessing);
        JournalBuilder.Check(centre.Journal, restAt: centre.Now).ShouldBeEmpty();
    }

    [Fact]
    public void A_hand_over_is_refused_where_it_cannot_be_and_everything_stays()
    {
        var centre = Engaged();
        centre.Refuses("eva", new CompleteTransfer()).Code.ShouldBe("noContactInHand");
        centre.Refuses("ana", new CompleteTransfer(new ContactId("c9"))).Code.ShouldBe("otherContactInHand");
        centre.Refuses("ana", new CompleteTransfer()).Code.ShouldBe("noConsultation");
        centre.Does("ana", new StartConsultation(Experts));
        centre.Refuses("ana", new CompleteTransfer()).Code.ShouldBe("consultNotAnswered");
        centre.Look("ana").Consultation.ShouldNotBeNull();
        centre.Accept("eva");
        centre.Refuses("eva", new CompleteTransfer()).Code.ShouldBe("noConsultation");
        centre.Does("eva", new EndContact());
        centre.Refuses("ana", new CompleteTransfer()).Code.ShouldBe("noConsultation");
        centre.Look("ana").Status.ShouldBe(AgentStatus.Engaged);
        centre.Does("ana", new EndContact());
        centre.Refuses("ana", new CompleteTransfer()).Code.ShouldBe("contactOver");
    }

    [Fact]
    [Law(17)]
    public void A_repeated_command_hands_over_once()
    {
        var centre = Answered(out _);
        var answer = centre.Does("ana", new CompleteTransfer(), "k1");
        centre.Does("ana", new CompleteTransfer(), "k1").ShouldBe(answer);
        centre.Events.OfType<ContactTransferred>().Count().ShouldBe(1);
    }

    [Fact]
    [Law(1)]
    public void Law_1_finds_an_agent_who_has_the_contact_and_the_consultation()
    {
        var centre = Answered(out var consult);
        centre.Does("ana", new CompleteTransfer());
        JournalBuilder.Check(centre.Journal).ShouldBeEmpty();
        JournalBuilder.Check(centre.Journal.Where(record => (record.Recorded.Event as ContactFinished)?.ContactId != consult)).ShouldContain(found => found.Law == 1);
    }

    [Fact]
    [Law(22)]
    public void Law_22_finds_a_consultation_that_is_left_for_a_contact_that_does_not_come()
    {
        var centre = Answered(out _);
        centre.Does("ana", new CompleteTransfer());
        var last = centre.Journal.FindIndex(record => record.Recorded.Event is ConsultationHandedOver);
        JournalBuilder.Check(centre.Journal.Take(last + 1)).ShouldContain(found => found.Law == 22);
    }

    /// <summary>Ana has asked for advice about call c1, and Eva has answered.</summary>
    private static Centre Answered(out ContactId consult, Assignment? eva = null)
    {
        var centre = Consulting(out consult, eva);
        centre.Accept("eva");
        return centre;
    }
}
