using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rules 6, 7 and 15: how an offer ends.</summary>
[UnitTests]
public sealed class OfferTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("6")]
    public void A_missed_offer_makes_the_agent_not_responding()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Pass(19.999).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("6")]
    public void Only_as_many_misses_in_a_row_as_the_queue_allows_count()
    {
        var centre = Centre.With(queue => queue with { MissedLimit = 2 }, agents: "ana");
        centre.Arrive("c1");
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Serve("ana");
        centre.Arrive("c2");
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(20).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("4", "6")]
    public void Available_ends_not_responding_and_the_contact_comes_back()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Pass(20).Does("ana", new MakeAvailable());
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("7")]
    public void Forced_log_out_ends_an_engaged_call()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new ForceLogOut()).Status.ShouldBe(AgentStatus.LoggedOut);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Served);
    }

    [Fact]
    [Law(7, 11)]
    public void Forced_log_out_withdraws_an_open_offer()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Does("ana", new ForceLogOut());
        centre.Events.OfType<OfferEnded>().Single().Outcome.ShouldBe(OfferOutcome.Withdrawn);
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Rule("15")]
    public void A_caller_who_hangs_up_while_it_rings_leaves_the_agent_available_without_a_miss()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        centre.Does(new HangUp(C1)).Outcome.ShouldBe(ContactOutcome.Abandoned);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<OfferClosed>().Single().Outcome.ShouldBe(OfferOutcome.Withdrawn);
    }

    [Fact]
    [Rule("15")]
    public void A_hang_up_after_the_acceptance_ends_the_contact()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does(new HangUp(C1)).Outcome.ShouldBe(ContactOutcome.Served);
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact]
    [Rule("15")]
    public void A_contact_that_was_engaged_when_everything_restarted_is_still_engaged()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Restart().Contact("c1").State.ShouldBe(ContactState.Engaged);
        centre.Does("ana", new EndContact()).Status.ShouldBe(AgentStatus.PostProcessing);
    }
}
