using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using static MyAgent.Engine.Tests.Protocol.SingleEntityHarness;

namespace MyAgent.Engine.Tests.Protocol;

/// <summary>Transfers and hand-overs (rule 33), message by message.</summary>
[UnitTests]
[Rule("33")]
public sealed class TransferProtocolTests
{
    private static readonly QueueId Late = new("late");
    private static readonly AgentId Ben = new("ben");

    [Fact]
    [Rule("22")]
    public void A_callback_whose_outcome_is_being_decided_is_not_transferred()
    {
        var agent = WithContact(Offer(1, callback: new CallbackRequest("+331", Centre.Opening)));
        agent.Asks(new CompleteCallback(), "outcome", "k1");
        agent.Asks(new TransferContact(Late), "transfer", "k2");
        agent.Answers["transfer"].ShouldBeOfType<Refusal>().Code.ShouldBe("outcomePending");
        agent.Receives(new OutcomeRecorded(new OfferId(Sales, 1), ContactOutcome.Completed, DueAt: null));
        agent.Answers["outcome"].ShouldBeOfType<AgentAnswer>().Contact!.Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Fact]
    [Rule("22")]
    public void An_outcome_that_is_given_while_the_other_queue_is_asked_takes_the_place_of_the_transfer()
    {
        var agent = WithContact(Offer(1, callback: new CallbackRequest("+331", Centre.Opening)));
        var ask = agent.Asks(new TransferContact(Late), "transfer", "k1").OfType<AskForTransfer>().ShouldHaveSingleItem();
        agent.Asks(new CompleteCallback(), "outcome", "k2");
        agent.Receives(new TransferAllowed(Late, ask.Question));
        agent.Answers["transfer"].ShouldBeOfType<Refusal>().Code.ShouldBe("outcomePending");
        agent.Receives(new OutcomeRecorded(new OfferId(Sales, 1), ContactOutcome.Completed, DueAt: null));
        agent.Answers["outcome"].ShouldBeOfType<AgentAnswer>().Contact!.Outcome.ShouldBe(ContactOutcome.Completed);
    }

    [Fact]
    [Law(22)]
    public void A_contact_in_the_place_of_a_consultation_is_accepted_with_that()
    {
        var agent = WithContact(Consult(1));
        agent.Receives(new ProposeOffer(Offer(2) with { InPlaceOf = new OfferId(Sales, 1) })).OfType<RequestAcceptance>().ShouldHaveSingleItem()
            .OfferId.ShouldBe(new OfferId(Sales, 2));
        agent.Receives(new ConfirmAcceptance(new OfferId(Sales, 2)));
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.Engaged),
            ana => ana.Contact!.ContactId.ShouldBe(new ContactId("c1")));
        agent.History.ShouldNotContain(recorded => recorded.Event is ContactEnded || recorded.Event is WrapUpStarted);
    }

    [Fact]
    [Rule("15")]
    public void A_caller_who_hangs_up_while_being_handed_over_leaves_the_agent_available()
    {
        var agent = WithContact(Consult(1));
        agent.Receives(new ProposeOffer(Offer(2) with { InPlaceOf = new OfferId(Sales, 1) }));
        agent.Receives(new WithdrawOffer(new OfferId(Sales, 2)));
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    public void An_agent_who_has_just_ended_the_consultation_declines_the_contact()
    {
        var agent = WithContact(Consult(1));
        agent.Receives(new EndContact());
        agent.Receives(new ProposeOffer(Offer(2) with { InPlaceOf = new OfferId(Sales, 1) })).ShouldContain(message => message is OfferDeclined);
        agent.Receives(new GetAgent());
        agent.Answer.ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact]
    public void A_queue_gives_the_contact_to_the_agent_of_the_consultation_and_says_so_until_the_agent_has_it()
    {
        var queue = Consulted();
        var propose = HandOver(queue).OfType<ProposeOffer>().ShouldHaveSingleItem();
        (propose.Offer.Contact.ContactId, propose.Offer.InPlaceOf).ShouldBe((new ContactId("c1"), new OfferId(Sales, 1)));
        // The agent's report crosses the proposal: it does not end the consultation there, which the contact is to follow.
        queue.Receives(Report(round: 2, ready: false, holding: new OfferId(Sales, 1))).ShouldNotContain(message => message is ContactIsOver);
        queue.Waits(3).OfType<ProposeOffer>().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_contact_whose_consulted_agent_declines_waits_for_that_agent()
    {
        var queue = Consulted();
        HandOver(queue);
        queue.Receives(new OfferDeclined(new OfferId(Sales, 2), Ana, Revision: 9));
        queue.Receives(new GetContact(new ContactId("c1")));
        queue.Answer.ShouldBeOfType<ContactAnswer>().State.ShouldBe(ContactState.Waiting);
    }

    /// <summary>An agent who has accepted an offer.</summary>
    private static SingleEntityHarness WithContact(Offer offer)
    {
        var agent = Agent("sales");
        agent.Receives(new ProposeOffer(offer));
        agent.Receives(new AcceptOffer(offer.OfferId));
        agent.Receives(new ConfirmAcceptance(offer.OfferId));
        return agent;
    }

    private static Offer Consult(long number) => Offer(number, "consult-1") is var offer
        ? offer with { Contact = offer.Contact with { Caller = null, Consultation = new Consultation(new ContactId("c1"), Late, Ben, new CallerAddress("+331")) } }
        : offer;

    /// <summary>A queue whose agent has a consultation of Ben, who has a contact of another queue.</summary>
    private static SingleEntityHarness Consulted()
    {
        var queue = Queue();
        queue.Receives(Report(round: 1));
        queue.Receives(new RequestConsultation(new ContactId("consult-1"), new Consultation(new ContactId("c1"), Late, Ben, new CallerAddress("+331")), Priority: 0));
        queue.Receives(new RequestAcceptance(new OfferId(Sales, 1), Ana, AnsweredAt: null));
        return queue;
    }

    private static List<IMessage> HandOver(SingleEntityHarness queue) => queue.Receives(new TakeOverContact(
        Offer(1).Contact with { Moves = 1, Transfer = new ContactTransfer(Late, Sales, Ben, queue.Now, Ana, Move: 1, Consult: new ContactId("consult-1")) },
        Late, TalkSeconds: null, LeastPosition: null));
}
