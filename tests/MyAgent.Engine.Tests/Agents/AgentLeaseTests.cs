using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>An agent who is not heard of within its lease.</summary>
[UnitTests]
[Rule("30")]
public sealed class AgentLeaseTests
{
    [Fact]
    public void An_available_agent_stops_responding_when_the_lease_ends_and_is_offered_nothing()
    {
        var centre = Leased();
        centre.Pass(19.9).Look("ana").Status.ShouldBe(AgentStatus.Available);
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
        centre.Arrive("c1");
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    public void Being_heard_of_begins_the_lease_again_and_writes_nothing()
    {
        var centre = Leased();
        var written = centre.Journal.Count;
        for (var times = 0; times < 5; times++)
            centre.Pass(15).Does("ana", new KeepAgentAlive());
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Journal.Count.ShouldBe(written);
    }

    [Fact]
    public void An_absent_agent_who_is_heard_of_again_is_not_available_until_it_says_so()
    {
        var centre = Leased().Pass(20);
        centre.Does("ana", new KeepAgentAlive());
        Look(centre).ShouldBe((AgentStatus.NotResponding, false));
        centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
        centre.Pass(19.9).Look("ana").Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    public void Available_says_that_the_agent_is_there()
    {
        var centre = Leased().Pass(60);
        centre.Does("ana", new MakeAvailable());
        Look(centre).ShouldBe((AgentStatus.Available, false));
        Look(centre.Pass(20)).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Fact]
    public void An_open_offer_is_missed_at_once_and_the_agent_does_not_respond_whatever_the_limit_of_misses()
    {
        var centre = Leased(settings => settings with { MissedLimit = 5 }).Pass(10);
        centre.Arrive("c1");
        centre.Pass(9.9).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
        centre.Events.OfType<OfferClosed>().Single().Outcome.ShouldBe(OfferOutcome.Missed);
        centre.Waiting().ShouldBe(["c1"]);
    }

    [Fact]
    [Law(12)]
    public void A_remembered_break_follows_the_missed_offer()
    {
        var centre = Leased().Pass(10);
        centre.Arrive("c1");
        centre.Does("ana", new TakeBreak("lunch"));
        Look(centre.Pass(10)).ShouldBe((AgentStatus.Break, true));
    }

    [Fact]
    public void A_contact_stays_with_an_absent_agent_who_does_not_respond_after_its_wrap_up()
    {
        var centre = Leased(wrapUpSeconds: 5);
        centre.Arrive("c1");
        centre.Accept("ana");
        Look(centre.Pass(20)).ShouldBe((AgentStatus.Engaged, true));
        centre.Does("ana", new EndContact());
        Look(centre).ShouldBe((AgentStatus.PostProcessing, true));
        centre.Does("ana", new ClosePopUp());
        Look(centre.Pass(4.9)).ShouldBe((AgentStatus.WrapUp, true));
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Fact]
    public void An_absent_agent_without_wrap_up_does_not_respond_after_its_contact()
    {
        var centre = Leased();
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Pass(20).Does("ana", new EndContact());
        centre.Does("ana", new ClosePopUp());
        Look(centre).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Fact]
    public void A_lease_that_ends_on_a_break_has_its_effect_when_the_break_ends()
    {
        var centre = Leased();
        centre.Does("ana", new TakeBreak("coffee", 30));
        Look(centre.Pass(29.9)).ShouldBe((AgentStatus.Break, false));
        centre.Arrive("c1");
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
        centre.Events.OfType<OfferReceived>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_restart_the_lease_begins_again_and_an_absent_agent_is_still_absent(bool fromSnapshots)
    {
        var centre = Leased().Pass(15).Restart(fromSnapshots);
        Look(centre.Pass(19.9)).ShouldBe((AgentStatus.Available, false));
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
        Look(centre.Restart(fromSnapshots)).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("33c")]
    public void An_agent_who_logged_in_longer_ago_than_its_lease_is_not_absent_because_the_engine_was_down(bool fromSnapshots)
    {
        var centre = Leased();
        for (var times = 0; times < 5; times++)
            centre.Pass(15).Does("ana", new KeepAgentAlive());
        Look(centre.Outage(1000, fromSnapshots)).ShouldBe((AgentStatus.Available, false));
        Look(centre.Pass(19.9)).ShouldBe((AgentStatus.Available, false));
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Fact]
    public void Log_in_and_log_out_clear_the_flag_and_an_agent_who_is_logged_out_is_never_absent()
    {
        var centre = Leased().Pass(20);
        centre.Does("ana", new LogOut());
        Look(centre.Pass(100)).ShouldBe((AgentStatus.LoggedOut, false));
        centre.LogIn("ana");
        Look(centre.Pass(19.9)).ShouldBe((AgentStatus.Available, false));
    }

    [Fact]
    public void A_new_lease_begins_when_it_is_set()
    {
        var centre = Centre.With(agents: "ana").Pass(500);
        centre.Does("ana", new DefineAgent("Ana", new AgentSettings(LeaseSeconds: 20))).LeaseSeconds.ShouldBe(20);
        centre.Pass(19.9).Look("ana").Status.ShouldBe(AgentStatus.Available);
        Look(centre.Pass(0.1)).ShouldBe((AgentStatus.NotResponding, true));
    }

    [Theory]
    [InlineData(9.9)]
    [InlineData(3601)]
    public void A_lease_out_of_range_is_refused(double seconds) =>
        Centre.With(agents: "ana").Refuses("ana", new DefineAgent("Ana", new AgentSettings(LeaseSeconds: seconds))).Code.ShouldBe("outOfRange");

    private static Centre Leased(Func<QueueSettings, QueueSettings>? policy = null, double wrapUpSeconds = 0)
    {
        var centre = Centre.With(policy, new Assignment(WrapUpSeconds: wrapUpSeconds), "ana");
        centre.Does("ana", new DefineAgent("Ana", new AgentSettings(LeaseSeconds: 20)));
        return centre;
    }

    private static (AgentStatus Status, bool Absent) Look(Centre centre) => (centre.Look("ana").Status, centre.Look("ana").Absent ?? false);
}
