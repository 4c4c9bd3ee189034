using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Rule 33c: an outage of the engine does not count against agents or callers.</summary>
[UnitTests]
public sealed class OutageTests
{
    private static readonly ContactId C1 = new("c1");

    [Theory]
    [Rule("33c")]
    [InlineData(false)]
    [InlineData(true)]
    public void An_offer_that_was_open_lives_for_the_grace_after_the_engine_is_back(bool fromSnapshots)
    {
        var centre = Ringing();
        centre.Outage(600, fromSnapshots).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("33c")]
    public void The_desk_counts_down_to_the_end_of_the_grace()
    {
        var centre = Ringing().Outage(600);
        centre.Look("ana").ShouldSatisfyAllConditions(
            agent => agent.Until.ShouldBe(centre.Now.AddSeconds(5)), agent => agent.Offer!.ExpiresAt.ShouldBe(centre.Now.AddSeconds(5)));
    }

    [Fact]
    [Rule("33c")]
    public void An_acceptance_in_the_grace_counts()
    {
        var centre = Ringing().Outage(600);
        centre.Pass(4);
        centre.Accept("ana").Status.ShouldBe(AgentStatus.Engaged);
        centre.Contact("c1").State.ShouldBe(ContactState.Engaged);
    }

    [Fact]
    [Rule("33c")]
    public void An_offer_with_more_time_left_than_the_grace_keeps_its_own_end()
    {
        var centre = Ringing();
        centre.Outage(3).Pass(16.999).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(0.001).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("33c")]
    public void Another_outage_gives_the_grace_again()
    {
        var centre = Ringing().Outage(600);
        centre.Pass(4).Outage(60);
        centre.Pass(4.999).Look("ana").Status.ShouldBe(AgentStatus.Offered);
    }

    [Fact]
    [Rule("33c")]
    public void An_offer_that_comes_after_the_outage_has_no_grace()
    {
        var centre = Centre.With(queue => queue with { OfferTimeoutSeconds = 2 }, agents: "ana").Outage(600).Pass(1);
        centre.Arrive("c1");
        centre.Pass(2).Look("ana").Status.ShouldBe(AgentStatus.NotResponding);
    }

    [Fact]
    [Rule("2", "33c")]
    public void A_wrap_up_keeps_its_own_deadline()
    {
        var centre = Centre.With(assignment: new Assignment(WrapUpSeconds: 30), agents: "ana");
        centre.Arrive("c1");
        centre.Serve("ana");
        centre.Outage(30).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("33c")]
    public void A_break_keeps_its_own_deadline()
    {
        var centre = Centre.With(agents: "ana");
        centre.Does("ana", new TakeBreak("coffee", Seconds: 60));
        centre.Outage(60).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("8", "33c")]
    public void A_pop_up_that_could_not_be_closed_is_not_overdue_before_the_end_of_the_grace()
    {
        var centre = Centre.With(queue => queue with { PopUpLimitSeconds = 20 }, agents: "ana");
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new EndContact());
        centre.Outage(600).Pass(4.999).Look("ana").Overdue.ShouldBeFalse();
        centre.Pass(0.001).Look("ana").Overdue.ShouldBeTrue();
    }

    [Fact]
    [Rule("16", "33c")]
    public void A_caller_who_waited_through_the_outage_is_served_by_who_is_free_and_does_not_expire()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60 }, agents: "ana");
        centre.Does("ana", new TakeBreak("coffee", Seconds: 30));
        centre.Arrive("c1");
        centre.Outage(600).Pass(2);
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("16", "33c")]
    public void A_caller_for_whom_no_agent_is_free_expires_at_the_end_of_the_grace()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60 });
        centre.Arrive("c1");
        centre.Outage(600).Pass(4.999).Waiting().ShouldBe(["c1"]);
        centre.Pass(0.001).Waiting().ShouldBeEmpty();
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact]
    [Law(16), Rule("33c")]
    public void The_grace_is_not_journaled_and_changes_no_journaled_state()
    {
        var centre = Ringing();
        var before = Text(centre, "ana");
        var journaled = centre.Journal.Count;
        centre.Outage(600);
        (Text(centre, "ana"), centre.Journal.Count).ShouldBe((before, journaled));
    }

    [Fact]
    [Law(16, 17), Rule("33c")]
    public void A_command_answered_in_the_grace_gets_the_same_answer_after_a_restart()
    {
        var centre = Ringing().Outage(600);
        var first = centre.Does("ana", new TakeBreak("coffee"), key: "k");
        first.Until.ShouldBe(centre.Restart().Does("ana", new TakeBreak("coffee"), key: "k").Until);
        SnapshotsAreWhatTheEventsGive(centre);
    }

    private static Centre Ringing()
    {
        var centre = Centre.With(agents: "ana");
        centre.Arrive("c1");
        return centre;
    }

    private static void SnapshotsAreWhatTheEventsGive(Centre centre) =>
        Text(centre, "ana").ShouldBe(Text(centre.Replay(new AgentId("ana").Address)));

    private static string Text(Centre centre, string agent) => Text(centre.Entity(new AgentId(agent).Address));

    private static string Text(IEntity entity) => System.Text.Encoding.UTF8.GetString(SnapshotSerializer.Write(entity.TakeSnapshot()).Payload);
}
