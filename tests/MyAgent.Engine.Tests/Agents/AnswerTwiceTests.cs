using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33d: an offer is answered at the desk and by telephone; the first answer counts.</summary>
[UnitTests]
public sealed class AnswerTwiceTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("33d")]
    public void A_second_acceptance_is_answered_with_the_agent_and_its_contact()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new AcceptOffer(offer));
        var again = centre.Does("ana", new AcceptOffer(offer));
        (again.Status, again.Contact!.ContactId).ShouldBe((AgentStatus.Engaged, C1));
        centre.Events.OfType<AcceptanceRequested>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("33d")]
    public void The_contact_may_be_over_as_long_as_its_pop_up_is_open()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new AcceptOffer(offer));
        centre.Does(new HangUp(C1));
        centre.Does("ana", new AcceptOffer(offer)).Contact!.Over.ShouldBeTrue();
        centre.Does("ana", new ClosePopUp());
        centre.Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerNotOpen");
    }

    [Fact]
    [Rule("33d")]
    public void An_acceptance_after_the_hang_up_is_refused_with_the_outcome_of_the_offer()
    {
        var (centre, offer) = Ringing();
        centre.Does(new HangUp(C1));
        centre.Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerWithdrawn");
        centre.Refuses("ana", new RejectOffer(offer)).Code.ShouldBe("offerWithdrawn");
    }

    [Fact]
    [Rule("33d")]
    public void A_late_answer_is_refused_because_the_offer_was_missed()
    {
        var (centre, offer) = Ringing();
        centre.Pass(20);
        centre.Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerMissed");
        centre.Refuses("ana", new RejectOffer(offer)).Code.ShouldBe("offerMissed");
    }

    [Fact]
    [Rule("33d")]
    public void An_acceptance_after_a_rejection_is_refused_because_the_offer_was_rejected()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new RejectOffer(offer));
        centre.Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerRejected");
    }

    [Fact]
    [Rule("33d")]
    public void A_second_rejection_is_answered_with_the_agent()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new RejectOffer(offer, RejectReason.Busy));
        centre.Does("ana", new RejectOffer(offer)).Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<OfferClosed>().Count().ShouldBe(1);
    }

    [Fact]
    [Rule("33b", "33d")]
    public void A_repeated_report_of_no_answer_is_answered_with_the_agent()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new RejectOffer(offer, RejectReason.NoAnswer));
        centre.Does("ana", new RejectOffer(offer, RejectReason.NoAnswer)).Status.ShouldBe(AgentStatus.NotResponding);
        centre.Refuses("ana", new RejectOffer(offer)).Code.ShouldBe("offerMissed");
    }

    [Fact]
    [Rule("33d")]
    public void A_rejection_after_the_acceptance_is_refused_because_the_offer_was_accepted()
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new AcceptOffer(offer));
        centre.Refuses("ana", new RejectOffer(offer)).Code.ShouldBe("offerAccepted");
    }

    [Fact]
    [Rule("33d")]
    public void An_offer_that_never_existed_is_unknown()
    {
        var (centre, offer) = Ringing();
        centre.Refuses("ana", new AcceptOffer(offer with { Number = 99 })).Code.ShouldBe("offerNotOpen");
    }

    [Theory]
    [Rule("16", "33d")]
    [InlineData(false)]
    [InlineData(true)]
    public void How_an_offer_ended_is_known_after_a_restart(bool fromSnapshots)
    {
        var (centre, offer) = Ringing();
        centre.Does("ana", new RejectOffer(offer));
        centre.Restart(fromSnapshots).Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerRejected");
    }

    [Theory]
    [Rule("33d")]
    [InlineData(true)]
    [InlineData(false)]
    public void Desk_and_telephone_that_accept_at_once_get_the_same_answer_of_the_queue(bool theCallerIsThere)
    {
        var agent = SingleEntityHarness.Agent("sales");
        var offer = SingleEntityHarness.Offer(1).OfferId;
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Asks(new AcceptOffer(offer), client: "desk", key: "d1");
        agent.Asks(new AcceptOffer(offer), client: "telephone", key: "t1");
        agent.Answers.Keys.ShouldNotContain("desk");
        agent.Answers.Keys.ShouldNotContain("telephone");

        agent.Receives(theCallerIsThere ? new ConfirmAcceptance(offer) : new WithdrawOffer(offer));
        foreach (var client in new[] { "desk", "telephone" })
        {
            if (theCallerIsThere)
                agent.Answers[client].ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Engaged);
            else
                agent.Answers[client].ShouldBeOfType<Refusal>().Code.ShouldBe("offerWithdrawn");
        }
    }

    [Theory]
    [Law(16, 17), Rule("33d")]
    [InlineData(true)]
    [InlineData(false)]
    public void Desk_and_telephone_each_get_their_answer_again_under_their_key(bool theCallerIsThere)
    {
        var agent = SingleEntityHarness.Agent("sales");
        var offer = SingleEntityHarness.Offer(1).OfferId;
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        agent.Asks(new AcceptOffer(offer), client: "desk", key: "d1");
        agent.Asks(new AcceptOffer(offer), client: "telephone", key: "t1");
        agent.Receives(theCallerIsThere ? new ConfirmAcceptance(offer) : new WithdrawOffer(offer));
        var first = agent.Answers["telephone"];
        if (theCallerIsThere)
        {
            agent.Receives(new EndContact());
            agent.Receives(new ClosePopUp());
        }

        agent.Restarts();
        foreach (var key in new[] { "d1", "t1" })
        {
            agent.Asks(new AcceptOffer(offer), client: "again", key);
            if (first is AgentAnswer)
                agent.Answers["again"].ShouldBeOfType<AgentAnswer>().Status.ShouldBe(AgentStatus.Engaged);
            else
                agent.Answers["again"].ShouldBe(first);
        }
    }

    private static (Centre Centre, OfferId Offer) Ringing()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        return (centre, centre.Look("ana").Offer!.OfferId);
    }
}
