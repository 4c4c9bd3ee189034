using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rules 9 to 14: who gets which contact.</summary>
[UnitTests]
public sealed class MatchingEdgeTests
{
    [Fact]
    [Rule("9")]
    public void Contacts_wait_by_priority_then_origin_time_then_arrival()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Arrive("c2", priority: 5);
        centre.Arrive("c3", originAt: Centre.Opening.AddMinutes(-3));
        centre.Arrive("c4");
        centre.Waiting().ShouldBe(["c2", "c3", "c1", "c4"]);
    }

    [Fact]
    [Rule("9")]
    public void An_offer_that_fails_never_changes_the_place()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Pass(20).Waiting().ShouldBe(["c1", "c2"]);
        centre.Contact("c1").Position.ShouldBe(1);
    }

    [Fact]
    [Rule("10")]
    public void A_contact_that_arrives_is_offered_to_a_free_agent_at_once()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1").ContactId.ShouldBe(new ContactId("c1"));
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("11")]
    public void A_contact_without_an_eligible_agent_does_not_block_those_behind_it()
    {
        var centre = Centre.With(assignment: new Assignment(Callbacks: false));
        centre.Arrive("c1");
        centre.Does(new RequestCallback(new ContactId("c1"), "+33123"));
        centre.Arrive("c2");
        centre.Agent("ana", ("sales", new Assignment(Callbacks: false)));
        centre.LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
    }

    [Theory]
    [Rule("11")]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void An_agent_of_several_queues_gets_the_best_order_key_of_all(string older, string younger)
    {
        var centre = new Centre().Queue("a").Queue("b").Queue("c");
        centre.Agent("ana", ("a", new Assignment()), ("b", new Assignment()), ("c", new Assignment()));
        centre.Arrive("old", queue: older, originAt: Centre.Opening.AddMinutes(-2));
        centre.Arrive("young", queue: younger, originAt: Centre.Opening.AddMinutes(-1));
        centre.LogIn("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("old"));
        centre.Serve("ana");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("young"));
    }

    [Fact]
    [Rule("11")]
    public void An_agent_of_several_empty_queues_gets_whatever_comes_first()
    {
        var centre = new Centre().Queue("a").Queue("b");
        centre.Agent("ana", ("a", new Assignment()), ("b", new Assignment()));
        centre.LogIn("ana");
        centre.Arrive("c1", queue: "b");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("12")]
    public void An_agent_without_callbacks_gets_none()
    {
        var centre = Centre.With(assignment: new Assignment(Callbacks: false), agents: "ana");
        centre.Does("ana", new TakeBreak("coffee"));
        centre.Arrive("c1");
        centre.Does(new RequestCallback(new ContactId("c1"), "+33123"));
        centre.Does("ana", new MakeAvailable()).Offer.ShouldBeNull();
    }

    [Theory]
    [Rule("12")]
    [InlineData(15)]
    [InlineData(1.0 / 3)]
    public void An_overflow_agent_gets_a_contact_that_has_waited_long_enough(double seconds)
    {
        var centre = Centre.With(assignment: new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: seconds), agents: "ana");
        centre.Arrive("c1");
        centre.Pass(seconds - 0.01).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.02).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("12")]
    public void An_overflow_agent_gets_the_first_contact_once_enough_are_waiting()
    {
        var centre = Centre.With(assignment: new Assignment(AssignmentKind.Overflow, OverflowAfterContacts: 2), agents: "ana");
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Arrive("c2");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Theory]
    [Rule("12")]
    [InlineData(1)]
    [InlineData(2)]
    public void Either_overflow_limit_is_enough(int contacts)
    {
        var centre = Centre.With(
            assignment: new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 10, OverflowAfterContacts: 2), agents: "ana");
        for (var number = 1; number <= contacts; number++)
            centre.Arrive($"c{number}");
        centre.Pass(contacts == 2 ? 0 : 10).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("12")]
    public void An_overflow_agent_without_limits_gets_nothing()
    {
        var centre = Centre.With(assignment: new Assignment(AssignmentKind.Overflow), agents: "ana");
        centre.Arrive("c1");
        centre.Pass(3600).Look("ana").Offer.ShouldBeNull();
    }

    [Fact]
    [Rule("13")]
    public void The_longest_idle_agent_is_chosen_by_the_end_of_the_last_contact()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Arrive("c1");
        centre.Pass(5).Serve("ana");
        centre.Arrive("c2");
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Pass(5).Serve("ben");
        centre.Arrive("c3");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c3"));
    }

    [Fact]
    [Rule("13")]
    public void An_agent_without_a_contact_so_far_is_idle_since_log_in()
    {
        var centre = Centre.With(agents: "zoe");
        centre.Pass(1).Agent("ana", ("sales", new Assignment())).LogIn("ana");
        centre.Arrive("c1");
        centre.Look("zoe").Offer!.ContactId.ShouldBe(new ContactId("c1"));
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
    [Rule("13")]
    public void The_highest_skill_is_chosen_then_the_longest_idle()
    {
        var centre = Centre.With(queue => queue with { Selection = Selection.HighestSkill });
        foreach (var (agent, skill) in new[] { ("ana", 10), ("ben", 50), ("cleo", 50) })
        {
            centre.Pass(1).Agent(agent, ("sales", new Assignment(Skill: skill))).LogIn(agent);
        }
        foreach (var (contact, agent) in new[] { ("c1", "ben"), ("c2", "cleo"), ("c3", "ana") })
        {
            centre.Arrive(contact);
            centre.Look(agent).Offer!.ContactId.ShouldBe(new ContactId(contact));
        }
    }

    [Fact]
    [Rule("13", "14")]
    public void A_preferred_agent_is_tried_first_in_the_callers_order()
    {
        var centre = Centre.With(agents: ["ana", "ben", "cleo"]);
        centre.Prefer("+331", "cleo", "ben");
        centre.Arrive("c1", "+331");
        centre.Arrive("c2", "+331");
        centre.Look("cleo").Offer!.ContactId.ShouldBe(new ContactId("c1"));
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Events.OfType<ContactOffered>().ShouldAllBe(offered => offered.ChosenBy == ChosenBy.Preferred);
    }

    [Fact]
    [Rule("14")]
    public void Without_a_hold_any_agent_gets_the_contact_at_once()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Prefer("+331", "ben");
        centre.Arrive("c1", "+331");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("14")]
    public void A_held_contact_waits_for_its_preferred_agent_while_those_behind_go_on()
    {
        var centre = Held();
        centre.Arrive("c2", "+332");
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c2"));
        centre.Waiting().ShouldBe(["c1"]);
        centre.Pass(9).Does("ben", new MakeAvailable());
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("14")]
    public void The_hold_ends_at_its_time()
    {
        var centre = Held();
        centre.Pass(9.999).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("14")]
    public void The_hold_ends_when_the_preferred_agent_logs_out()
    {
        var centre = Held();
        centre.Does("ben", new LogOut());
        centre.Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("12", "14")]
    public void A_preferred_agent_of_overflow_gets_a_held_contact_when_it_has_waited_long_enough()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 10 }, new Assignment(AssignmentKind.Overflow, OverflowAfterSeconds: 4), "ana");
        centre.Prefer("+331", "ana");
        centre.Arrive("c1", "+331");
        centre.Pass(3.999).Look("ana").Offer.ShouldBeNull();
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Rule("14")]
    public void A_caller_who_lists_an_agent_twice_waits_for_that_agent_as_any_other()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 10 }, agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Prefer("+331", "ben", "ben");
        centre.Arrive("c1", "+331");
        centre.Does("ben", new MakeAvailable());
        centre.Look("ben").Offer!.ContactId.ShouldBe(new ContactId("c1"));
    }

    [Fact]
    [Law(5)]
    public void Only_a_supervisor_changes_a_place()
    {
        var centre = Centre.With();
        centre.Arrive("c1");
        centre.Arrive("c2");
        centre.Arrive("c3");
        centre.Does(new MoveToFirst(new ContactId("c3"))).Position.ShouldBe(1);
        centre.Does(new ChangePriority(new ContactId("c2"), 9)).Position.ShouldBe(1);
        centre.Waiting().ShouldBe(["c2", "c3", "c1"]);
        centre.Contact("c3").OriginAt.ShouldBe(Centre.Opening);
    }

    private static Centre Held()
    {
        var centre = Centre.With(queue => queue with { PreferredHoldSeconds = 10 }, agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Prefer("+331", "ben");
        centre.Arrive("c1", "+331");
        return centre;
    }
}
