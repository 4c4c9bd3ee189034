using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Rule 33a: the telephone leg of the agent who accepted fails before the caller is heard.</summary>
[UnitTests]
public sealed class RequeueTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("33a")]
    public void A_requeued_call_is_back_in_its_place_and_its_agent_is_available_without_wrap_up()
    {
        var centre = Requeued("ana");
        centre.Look("ana").ShouldSatisfyAllConditions(
            ana => ana.Status.ShouldBe(AgentStatus.Available),
            ana => ana.Contact.ShouldBeNull());
        centre.Waiting().ShouldBe(["c1"]);
        centre.Contact("c1").State.ShouldBe(ContactState.Waiting);
        centre.Events.OfType<WrapUpStarted>().ShouldBeEmpty();
        centre.Events.OfType<AgentStoppedResponding>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("33a")]
    public void A_requeued_call_goes_to_another_agent_at_once()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new RequeueContact(C1, RequeueReason.Lost));
        centre.Look("ben").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33a")]
    public void A_requeued_call_is_kept_from_its_agent_for_the_cool_down_while_another_agent_is_logged_in()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Does("ben", new TakeBreak("coffee"));
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new RequeueContact(C1, RequeueReason.NotBridged));
        centre.Pass(29.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33a", "33b")]
    public void A_requeued_call_comes_back_after_the_repeat_time_where_no_other_agent_is_logged_in()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new RequeueContact(C1, RequeueReason.NotBridged));
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("33a")]
    public void A_remembered_break_begins_when_the_contact_is_requeued()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new TakeBreak("coffee"));
        centre.Does("ana", new RequeueContact(C1, RequeueReason.HungUp)).Status.ShouldBe(AgentStatus.Break);
    }

    [Fact]
    [Rule("33a")]
    public void A_requeued_call_counts_no_talk_time()
    {
        var centre = Centre.With(agents: ["ana", "ben"]);
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Pass(3).Does("ana", new RequeueContact(C1, RequeueReason.NotBridged));
        centre.Accept("ben");
        centre.Pass(20).Does(new HangUp(C1)).TalkSeconds.ShouldBe(20);
    }

    [Fact]
    [Rule("33a")]
    public void A_caller_who_hangs_up_after_the_requeue_has_abandoned()
    {
        var centre = Requeued("ana");
        centre.Does(new HangUp(C1)).Outcome.ShouldBe(ContactOutcome.Abandoned);
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("33a")]
    public void A_callback_is_requeued_like_a_call()
    {
        var centre = Centre.With();
        centre.Arrive("c1", "+4930123");
        centre.Does(new RequestCallback(C1, "+4930123"));
        centre.Agent("ana", ("sales", new Assignment()));
        centre.LogIn("ana");
        centre.Accept("ana");
        centre.Does("ana", new RequeueContact(C1, RequeueReason.NotBridged)).Status.ShouldBe(AgentStatus.Available);
        centre.Contact("c1").ShouldSatisfyAllConditions(
            callback => callback.State.ShouldBe(ContactState.Waiting),
            callback => callback.Attempts.ShouldBe(0));
    }

    [Fact]
    [Rule("33a")]
    public void A_contact_without_a_telephone_leg_is_not_requeued()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1", media: Media.Email);
        centre.Accept("ana");
        centre.Refuses("ana", new RequeueContact(C1, RequeueReason.NotBridged)).Code.ShouldBe("noTelephoneLeg");
        centre.Look("ana").Status.ShouldBe(AgentStatus.Engaged);
    }

    [Fact]
    [Rule("33a")]
    public void A_late_requeue_takes_no_other_contact_from_the_agent_and_none_that_is_over()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Refuses("ana", new RequeueContact(new ContactId("c0"), RequeueReason.Lost)).Code.ShouldBe("otherContactInHand");
        centre.Does(new HangUp(C1));
        centre.Refuses("ana", new RequeueContact(C1, RequeueReason.Lost)).Code.ShouldBe("contactOver");
        centre.Does("ana", new ClosePopUp());
        centre.Refuses("ana", new RequeueContact(C1, RequeueReason.Lost)).Code.ShouldBe("noContactInHand");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("33a")]
    public void A_requeued_call_cools_down_over_a_restart(bool fromSnapshots)
    {
        var centre = Requeued("ana").Restart(fromSnapshots);
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Pass(0.001).Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    /// <summary>A centre whose only agent has accepted c1 and requeued it a moment ago.</summary>
    private static Centre Requeued(string agent)
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: agent);
        centre.Arrive("c1");
        centre.Accept(agent);
        centre.Does(agent, new RequeueContact(C1, RequeueReason.NotBridged));
        return centre;
    }
}
