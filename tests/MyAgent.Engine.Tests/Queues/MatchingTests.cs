using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

[UnitTests]
public sealed class MatchingTests
{
    [Fact]
    [Rule("9")]
    public void Contacts_wait_in_order_of_priority_then_origin_then_arrival()
    {
        var centre = Centre.With();
        centre.Arrive("late");
        centre.Arrive("tie");
        centre.Arrive("vip", priority: 1);
        centre.Arrive("old", originAt: centre.Now.AddMinutes(-5));
        centre.Waiting().ShouldBe(["vip", "old", "late", "tie"]);
    }

    [Fact]
    [Rule("9")]
    public void An_offer_that_fails_leaves_the_place_as_it_was()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Pass(20).Waiting().ShouldBe(["c1", "c2"]);
    }

    [Fact]
    [Rule("10")]
    public void A_contact_that_comes_and_an_agent_who_is_free_find_each_other_at_once()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1").Position.ShouldBe(1);
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
        centre.Overview().WaitingCount.ShouldBe(0);
    }

    [Fact]
    [Rule("11")]
    public void A_contact_without_an_eligible_agent_does_not_block_those_behind_it()
    {
        var centre = Centre.With(assignment: new Assignment(Callbacks: false));
        centre.Arrive("callback");
        centre.Does(new RequestCallback(new ContactId("callback"), "+33123456789"));
        centre.Arrive("call");
        centre.Agent("ana", ("sales", new Assignment(Callbacks: false))).LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("call"));
        centre.Waiting().ShouldBe(["callback"]);
    }

    [Theory]
    [Rule("11")]
    [InlineData("a-queue", "b-queue")]
    [InlineData("b-queue", "a-queue")]
    public void An_agent_free_for_several_queues_gets_the_best_contact_among_them_all(string first, string second)
    {
        var centre = new Centre().Queue("a-queue").Queue("b-queue");
        centre.Arrive("older", queue: first);
        centre.Pass(1).Arrive("younger", queue: second);
        centre.Agent("ana", ("a-queue", new Assignment()), ("b-queue", new Assignment())).LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("older"));
        centre.Serve("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("younger"));
    }

    [Fact]
    [Rule("12")]
    public void An_overflow_agent_is_eligible_once_the_contact_has_waited_long_enough()
    {
        var centre = Centre.With(assignment: new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        centre.Pass(29.999).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("12")]
    public void An_overflow_agent_is_eligible_while_enough_contacts_are_in_line()
    {
        var centre = Centre.With(assignment: new Assignment(AssignmentKind.Overflow, OverflowAfterContacts: 3), agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Arrive("c3");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
        centre.Serve("ana").Offer.ShouldBeNull();
        centre.Waiting().ShouldBe(["c2", "c3"]);
    }

    [Fact]
    [Rule("12")]
    public void Either_overflow_limit_will_do_and_an_overflow_agent_without_any_gets_nothing()
    {
        var either = new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 30, OverflowAfterContacts: 2);
        var centre = Centre.With(assignment: either, agents: "ana");
        centre.Agent("never", ("sales", new Assignment(AssignmentKind.Overflow))).LogIn("never");
        centre.Arrive("c1");
        centre.Pass(30).Look("ana").Offer.ShouldNotBeNull();
        centre.Serve("ana");
        centre.Arrive("c2");
        centre.Arrive("c3");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Pass(3600).Look("never").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("13")]
    public void The_agent_idle_longest_is_chosen()
    {
        var centre = Centre.With();
        centre.Agent("ana", ("sales", new Assignment())).Agent("ben", ("sales", new Assignment()));
        centre.LogIn("ben");
        centre.Pass(1).LogIn("ana");
        centre.Arrive("c1");
        centre.Serve("ben");
        centre.Pass(1).Arrive("c2");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Fact]
    [Rule("13")]
    public void A_break_does_not_change_how_long_an_agent_has_been_idle()
    {
        var centre = Centre.With(agents: "ana");
        centre.Pass(10).Agent("ben", ("sales", new Assignment())).LogIn("ben");
        centre.Pass(10).Does("ana", new TakeBreak("coffee"));
        centre.Pass(10).Does("ana", new MakeAvailable());
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldNotBeNull();
    }

    [Fact]
    [Rule("13")]
    public void The_agent_of_the_highest_skill_is_chosen_then_the_one_idle_longest()
    {
        var centre = Centre.With(queue => queue with { Selection = Selection.HighestSkill });
        foreach (var (agent, skill) in new[] { ("ana", 10), ("ben", 90), ("eve", 90) })
        {
            centre.Agent(agent, ("sales", new Assignment(Skill: skill))).LogIn(agent);
            centre.Pass(1);
        }
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Arrive("c3");
        new[] { "ben", "eve", "ana" }.Select(agent => centre.Look(agent).Offer!.ContactId.Value).ShouldBe(["c1", "c2", "c3"]);
    }

    [Fact]
    [Rule("13")]
    public void Ties_break_by_agent_id()
    {
        var centre = Centre.With(agents: ["ben", "ana"]);
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldNotBeNull();
    }

    [Fact]
    [Rule("14")]
    public void Preferred_agents_are_tried_first_in_the_callers_order()
    {
        var centre = Centre.With(agents: ["ana", "ben", "eve"]);
        centre.Prefer("+33111", "zoe", "eve", "ben");
        centre.Arrive("c1", caller: "+33111");
        centre.Arrive("c2", caller: "+33111");
        centre.Look("eve").Offer!.ContactId.ShouldBe(new ContactId("c1"));
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Fact]
    [Rule("14")]
    public void Where_no_preferred_agent_is_available_any_agent_gets_the_contact_at_once()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Prefer("+33111", "ben");
        centre.Arrive("c1", caller: "+33111");
        centre.Look("ana").Offer.ShouldNotBeNull();
    }

    [Fact]
    [Rule("14")]
    public void With_a_hold_the_contact_first_waits_for_a_preferred_agent_who_is_logged_in()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 60 }, agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Prefer("+33111", "ben");
        centre.Arrive("held", caller: "+33111");
        centre.Arrive("other", caller: "+33222");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("other"));
        centre.Serve("ana");
        centre.Pass(10).Does("ben", new MakeAvailable());
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("held"));
    }

    [Fact]
    [Rule("14")]
    public void The_hold_ends_with_its_time_and_when_the_preferred_agent_logs_out()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 60 }, agents: ["ana", "ben", "eve"]);
        centre.Does("ben", new TakeBreak("lunch"));
        centre.Does("eve", new TakeBreak("lunch"));
        centre.Prefer("+33111", "ben").PreferredAgents.Count.ShouldBe(1);
        centre.Arrive("c1", caller: "+33111");
        centre.Pass(59.999).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
        centre.Serve("ana");
        centre.Arrive("c2", caller: "+33111");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Does("ben", new LogOut());
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Fact]
    [Rule("14")]
    public void No_contact_is_held_for_a_preferred_agent_who_is_not_logged_in()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 60 }, agents: "ana");
        centre.Agent("ben", ("sales", new Assignment())).Prefer("+33111", "ben");
        centre.Arrive("c1", caller: "+33111");
        centre.Look("ana").Offer.ShouldNotBeNull();
    }
}
