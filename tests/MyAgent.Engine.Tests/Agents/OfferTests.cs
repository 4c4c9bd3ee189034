using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

public sealed class OfferTests
{
    [Fact] // Rule 6
    public void A_missed_offer_makes_the_agent_not_responding()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
        centre.Waiting().ShouldBe(["c1"]);
        centre.Does("ana", new MakeAvailable());
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact] // Rule 6
    public void Only_misses_in_a_row_count()
    {
        var centre = Centre.With(queue => queue with { MissedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Serve("ana");
        centre.Arrive("c2");
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact] // Law 11
    public void A_withdrawn_offer_is_no_miss()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Does(new HangUp(new ContactId("c1")));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact] // Rule 6
    public void A_rejected_contact_is_kept_from_the_agent_for_a_while()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId)).Status.ShouldBe(AgentStatus.Available);
        centre.Pass(29.999).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact] // Rule 6
    public void A_rejected_contact_goes_to_somebody_else_at_once()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact] // Rule 6
    public void A_rejected_contact_comes_back_where_nobody_else_is_logged_in()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        centre.Look("ana").Offer!.OfferId.ShouldBe(new OfferId(new QueueId("sales"), 2));
    }

    [Fact] // Rule 6
    public void A_rejected_contact_comes_back_when_the_last_other_agent_logs_out()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Arrive("c1");
        centre.Does("ana", new RejectOffer(centre.Look("ana").Offer!.OfferId));
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Does("ben", new LogOut());
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact] // Rule 15
    public void An_offer_lasts_as_long_as_the_queue_says()
    {
        var centre = Centre.With(queue => queue with { OfferTimeoutSeconds = 7 }, agents: "ana");
        centre.Arrive("c1");
        centre.Look("ana").Offer!.ExpiresAt.ShouldBe(centre.Now.AddSeconds(7));
        centre.Pass(6.999).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact] // Rule 15, law 4
    public void A_caller_who_hangs_up_stops_the_ringing()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        var offer = centre.Look("ana").Offer!.OfferId;
        centre.Does(new HangUp(new ContactId("c1"))).Outcome.ShouldBe(ContactOutcome.Abandoned);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Refuses("ana", new AcceptOffer(offer)).Code.ShouldBe("offerNotOpen");
    }

    [Fact] // Rule 15
    public void A_caller_who_hangs_up_after_the_acceptance_was_served()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does(new HangUp(new ContactId("c1"))).Outcome.ShouldBe(ContactOutcome.Served);
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact] // Law 1
    public void An_agent_has_one_contact_at_a_time()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2", media: Media.Email);
        centre.Accept("ana");
        centre.Waiting().ShouldBe(["c2"]);
    }

    [Fact]
    public void Another_offer_than_the_open_one_cannot_be_accepted_or_rejected()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Refuses("ana", new AcceptOffer(new OfferId(new QueueId("sales"), 99))).State.ShouldBe("offered");
        centre.Refuses("ana", new RejectOffer(new OfferId(new QueueId("sales"), 99))).State.ShouldBe("offered");
    }
}
