using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Tests.Protocol;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33c: a connector says when the agent answered, which may be before the engine hears of it.</summary>
[UnitTests]
public sealed class AnsweredAtTests
{
    [Fact]
    [Rule("33c")]
    public void When_the_agent_answered_is_kept_by_the_agent_and_by_the_queue()
    {
        var (centre, offer) = Ringing();
        var answeredAt = centre.Now.AddSeconds(3);
        centre.Pass(4).Does("ana", new AcceptOffer(offer, answeredAt));
        centre.Events.OfType<AcceptanceRequested>().Single().AnsweredAt.ShouldBe(answeredAt);
        centre.Events.OfType<OfferEnded>().Single().AnsweredAt.ShouldBe(answeredAt);
    }

    [Fact]
    [Rule("33c")]
    public void An_answer_during_an_outage_counts_from_its_own_time()
    {
        var (centre, offer) = Ringing();
        var answeredAt = centre.Now.AddSeconds(30);
        centre.Outage(60).Does("ana", new AcceptOffer(offer, answeredAt)).Status.ShouldBe(AgentStatus.Engaged);
        centre.Events.OfType<OfferEnded>().Single().AnsweredAt.ShouldBe(answeredAt);
    }

    [Fact]
    public void Without_it_the_agent_has_answered_when_the_queue_hears_of_it()
    {
        var (centre, offer) = Ringing();
        centre.Pass(4).Does("ana", new AcceptOffer(offer));
        centre.Events.OfType<AcceptanceRequested>().Single().AnsweredAt.ShouldBeNull();
        centre.Events.OfType<OfferEnded>().Single().AnsweredAt.ShouldBe(centre.Now);
    }

    [Theory]
    [Rule("33c")]
    [InlineData(-5.001)]
    [InlineData(9.001)]
    public void An_answer_before_the_offer_or_in_the_future_is_refused_and_changes_nothing(double seconds)
    {
        var (centre, offer) = Ringing();
        var answeredAt = centre.Now.AddSeconds(seconds);
        var refusal = centre.Pass(4).Refuses("ana", new AcceptOffer(offer, answeredAt));
        (refusal.Kind, refusal.Code, refusal.Field).ShouldBe((RefusalKind.Invalid, "answeredAtOutOfRange", "answeredAt"));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Offered);
    }

    [Theory] // Two machines' clocks differ a little: a call must not be lost for that.
    [InlineData(-5, 0)]
    [InlineData(9, 4)]
    public void A_small_difference_between_clocks_is_corrected(double seconds, double kept)
    {
        var (centre, offer) = Ringing();
        var offered = centre.Now;
        centre.Pass(4).Does("ana", new AcceptOffer(offer, offered.AddSeconds(seconds)));
        centre.Events.OfType<OfferEnded>().Single().AnsweredAt.ShouldBe(offered.AddSeconds(kept));
    }

    [Theory]
    [Law(16)]
    [InlineData(false)]
    [InlineData(true)]
    public void When_the_agent_answered_is_still_known_where_the_queue_hears_of_it_after_a_restart(bool fromSnapshots)
    {
        var agent = SingleEntityHarness.Agent("sales");
        agent.Receives(new ProposeOffer(SingleEntityHarness.Offer(1)));
        var answeredAt = agent.Now.AddSeconds(1);
        agent.Waits(2);
        agent.Receives(new AcceptOffer(SingleEntityHarness.Offer(1).OfferId, answeredAt)).OfType<RequestAcceptance>().Single().AnsweredAt.ShouldBe(answeredAt);
        agent.Restarts(fromSnapshots).OfType<RequestAcceptance>().Single().AnsweredAt.ShouldBe(answeredAt);
    }

    private static (Centre Centre, OfferId Offer) Ringing()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        return (centre, centre.Look("ana").Offer!.OfferId);
    }
}
