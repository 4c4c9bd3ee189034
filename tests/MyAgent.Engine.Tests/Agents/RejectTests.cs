using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rules 6 and 33b: an agent says no, and why.</summary>
[UnitTests]
public sealed class RejectTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("6")]
    public void A_rejected_contact_is_not_offered_to_the_same_agent_while_it_cools_down()
    {
        var centre = Rejected("ana", "ben");
        centre.Pass(29.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("6")]
    public void A_longer_cool_down_counts_from_the_rejection()
    {
        var centre = Rejected("ana", "ben");
        centre.Queue("sales", queue => queue with { RejectCoolDownSeconds = 60 });
        centre.Pass(59.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("6")]
    public void A_rejected_contact_goes_to_the_next_agent_and_another_contact_to_the_one_who_rejected()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Arrive("c1");
        centre.Arrive("c2");
        Reject(centre, "ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Does("ben", new MakeAvailable());
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33b")]
    public void With_no_other_agent_logged_in_a_rejected_contact_comes_back_after_the_repeat_time()
    {
        var centre = Rejected("ana");
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33b")]
    public void The_repeat_time_is_the_queues()
    {
        var centre = Rejected("ana", queue => queue with { RejectRepeatSeconds = 12 });
        centre.Pass(11.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("6", "33b")]
    public void The_cool_down_becomes_the_repeat_time_when_the_others_log_out()
    {
        var centre = Rejected("ana", "ben");
        centre.Pass(1).Does("ben", new LogOut());
        centre.Pass(3.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("6", "33b")]
    public void After_the_repeat_time_a_contact_comes_back_at_once_when_the_others_log_out()
    {
        var centre = Rejected("ana", "ben");
        centre.Pass(7).Does("ben", new LogOut());
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33b")]
    public void Without_a_cool_down_the_repeat_time_holds_with_any_agents_logged_in()
    {
        var centre = Rejected("ana", queue => queue with { RejectCoolDownSeconds = 0 }, "ben");
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33b")]
    public void Contacts_behind_a_rejected_contact_are_offered_meanwhile()
    {
        var centre = Rejected("ana");
        centre.Arrive("c2");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("33b")]
    public void A_busy_telephone_that_rejects_at_once_is_offered_the_only_contact_three_times_and_no_more()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        for (var second = 0; second < 32; second++)
        {
            while (centre.Look("ana").Offer is not null)
                Reject(centre, "ana", RejectReason.Busy);
            centre.Pass(1);
        }
        centre.Events.OfType<ContactOffered>().Count().ShouldBe(3);
        centre.Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("33b")]
    public void After_as_many_rejects_in_a_row_as_the_queue_allows_the_agent_is_not_responding()
    {
        var centre = Centre.With(queue => queue with { RejectedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.Offered);
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("33b")]
    public void An_accepted_offer_resets_the_count_of_rejects()
    {
        var centre = Centre.With(queue => queue with { RejectedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Arrive("c3");
        Reject(centre, "ana");
        centre.Serve("ana");
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("33b")]
    public void Available_resets_the_count_of_rejects()
    {
        var centre = Centre.With(queue => queue with { RejectedLimit = 1 }, agents: "ana");
        centre.Arrive("c1");
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.NotResponding);
        centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
        centre.Arrive("c2");
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("33b")]
    public void A_miss_between_two_rejects_does_not_reset_their_count()
    {
        var centre = Centre.With(queue => queue with { RejectedLimit = 2, MissedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        Reject(centre, "ana");
        centre.Pass(20);
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("5", "33b")]
    public void A_remembered_break_follows_the_last_reject_allowed()
    {
        var centre = Centre.With(queue => queue with { RejectedLimit = 1 }, agents: "ana");
        centre.Arrive("c1");
        centre.Does("ana", new TakeBreak("lunch"));
        Reject(centre, "ana").Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("16", "33b")]
    public void The_count_of_rejects_outlives_a_restart()
    {
        foreach (var fromSnapshots in new[] { false, true })
        {
            var centre = Centre.With(queue => queue with { RejectedLimit = 2 }, agents: "ana");
            centre.Arrive("c1");
            Reject(centre, "ana");
            centre.Restart(fromSnapshots).Pass(5);
            Reject(centre, "ana").Status.ShouldBe(AgentStatus.NotResponding);
        }
    }

    [Theory]
    [Rule("33b")]
    [InlineData(null, RejectReason.Declined)]
    [InlineData(RejectReason.Declined, RejectReason.Declined)]
    [InlineData(RejectReason.Busy, RejectReason.Busy)]
    [InlineData(RejectReason.Unreachable, RejectReason.Unreachable)]
    public void The_reason_of_a_rejection_is_kept_by_the_agent_and_by_the_queue(RejectReason? given, RejectReason kept)
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        Reject(centre, "ana", given);
        centre.Events.OfType<OfferClosed>().Single().ShouldSatisfyAllConditions(
            closed => closed.Outcome.ShouldBe(OfferOutcome.Rejected), closed => closed.Reason.ShouldBe(kept));
        centre.Events.OfType<OfferEnded>().Single().ShouldSatisfyAllConditions(
            ended => ended.Outcome.ShouldBe(OfferOutcome.Rejected), ended => ended.Reason.ShouldBe(kept));
    }

    [Fact]
    [Rule("6", "33b")]
    public void A_telephone_that_is_not_answered_is_a_miss_at_once()
    {
        var centre = Centre.With(queue => queue with { MissedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        Reject(centre, "ana", RejectReason.NoAnswer).Status.ShouldBe(AgentStatus.Available);
        centre.Pass(5);
        centre.Events.OfType<OfferEnded>().Single().ShouldSatisfyAllConditions(
            ended => ended.Outcome.ShouldBe(OfferOutcome.Missed), ended => ended.Reason.ShouldBe(RejectReason.NoAnswer));
        Reject(centre, "ana", RejectReason.NoAnswer).Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("6", "33b")]
    public void A_telephone_that_is_not_answered_keeps_the_contact_from_the_agent_only_for_the_repeat_time()
    {
        var centre = Centre.With(queue => queue with { MissedLimit = 1000 }, agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Arrive("c1");
        Reject(centre, "ana", RejectReason.NoAnswer);
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("14", "33b")]
    public void A_preferred_agent_whose_telephone_was_not_answered_is_still_waited_for()
    {
        var centre = Centre.With(queue => queue with { MissedLimit = 2, PreferredHoldSeconds = 60 }, agents: ["ana", "ben"]);
        centre.Prefer("+331", "ana");
        centre.Arrive("c1", caller: "+331");
        Reject(centre, "ana", RejectReason.NoAnswer);
        centre.Look("ben").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(5).Look("ana").Offer!.ContactId.ShouldBe(C1);
        Reject(centre, "ana");
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
    }

    private static AgentAnswer Reject(Centre centre, string agent, RejectReason? reason = null)
    {
        centre.Does(agent, new RejectOffer(centre.Look(agent).Offer!.OfferId, reason));
        return centre.Look(agent);
    }

    private static Centre Rejected(string agent, params string[] others) => Rejected(agent, policy: null, others);

    private static Centre Rejected(string agent, Func<QueueSettings, QueueSettings>? policy, params string[] others)
    {
        var centre = Centre.With(policy, agents: [agent, .. others]);
        foreach (var other in others)
            centre.Does(other, new TakeBreak("coffee"));
        centre.Arrive("c1");
        Reject(centre, agent);
        return centre;
    }
}
