using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Connectors;

/// <summary>Rule 30: a connector that is not heard of within its lease is lost, and what becomes of its calls.</summary>
[UnitTests]
public sealed class ConnectorLeaseTests
{
    private static readonly ConnectorId Pbx = new("pbx-1");
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("30")]
    public void A_connector_without_a_lease_is_never_lost()
    {
        var centre = WithCall(Centre.With(agents: "ana"));
        centre.Pass(15);
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.WithoutLease);
    }

    [Fact]
    [Rule("30")]
    public void An_open_offer_of_a_lost_connector_is_withdrawn_and_is_no_miss()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        centre.Pass(14.9).Look("ana").Status.ShouldBe(AgentStatus.Offered);
        centre.Pass(0.1).Look("ana").Status.ShouldBe(AgentStatus.Available);
        centre.Events.OfType<OfferClosed>().Single().Outcome.ShouldBe(OfferOutcome.Withdrawn);
        (centre.Contact("c1").State, centre.Contact("c1").Position).ShouldBe((ContactState.Waiting, 1));
        centre.Pass(120).Events.OfType<ContactOffered>().Count().ShouldBe(1);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Lost);
    }

    [Fact]
    [Rule("30")]
    public void A_call_of_a_lost_connector_blocks_no_contact_behind_it()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        centre.Pass(15).Arrive("c2");
        centre.Look("ana").Offer!.ContactId.Value.ShouldBe("c2");
    }

    [Fact]
    [Rule("30")]
    public void A_connector_that_is_back_within_its_grace_goes_on()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        Alive(centre.Pass(75));
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Alive);
    }

    [Fact]
    [Rule("30")]
    public void A_connector_that_is_back_later_goes_on_once_it_has_claimed_its_calls()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        Alive(centre.Pass(75.1));
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Claiming);
        centre.Look("ana").Offer.ShouldBeNull();
        centre.Pass(5);
        Answer(centre, new ClaimCalls()).State.ShouldBe(ConnectorState.Alive);
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("30", "33g")]
    public void Calls_that_a_connector_does_not_claim_end_as_connector_lost_and_later_ones_stay()
    {
        var centre = Alive(WithCall(Centre.With()));
        WithCall(centre.Pass(20), "late");
        Alive(centre.Pass(80));
        Alive(centre.Pass(10)).Pass(4.9).Contact("c1").State.ShouldBe(ContactState.Waiting);
        centre.Pass(0.1);
        centre.Events.OfType<ContactFinished>().Single().ShouldBe(new ContactFinished(C1, ContactOutcome.ConnectorLost, AgentId: null, EndedBy.System));
        centre.Contact("late").State.ShouldBe(ContactState.Waiting);
        centre.LogInNew("ana").Look("ana").Offer!.ContactId.Value.ShouldBe("late");
    }

    [Fact]
    [Rule("30")]
    public void A_connector_that_falls_silent_again_before_its_claim_is_lost_again_and_no_call_ends()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        Alive(centre.Pass(80)).Pass(15);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Lost);
        centre.Pass(600).Contact("c1").State.ShouldBe(ContactState.Waiting);
        Alive(centre);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Claiming);
    }

    [Fact]
    [Rule("30")]
    public void Faxes_and_callbacks_of_a_lost_connector_are_offered()
    {
        var centre = Alive(WithCall(WithCall(Centre.With(), "fax", Media.Fax)));
        centre.Does(new RequestCallback(C1, "+33144556677"));
        centre.Pass(15);
        centre.LogInNew("ana").Look("ana").Offer!.ContactId.Value.ShouldBe("fax");
        centre.LogInNew("ben").Look("ben").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("30", "33f")]
    public void A_recording_that_becomes_a_callback_request_is_offered()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana", policy: queue => queue with { RecordingLimitSeconds = 60 }), caller: "+33144556677"));
        centre.Does(new StartRecording(C1));
        centre.Pass(60);
        centre.Look("ana").Offer!.Kind.ShouldBe(ContactKind.Callback);
    }

    [Fact]
    [Rule("16", "30")]
    public void The_limit_of_the_wait_rests_while_the_connector_is_lost()
    {
        var centre = Alive(WithCall(Centre.With(queue => queue with { MaxWaitSeconds = 30 })));
        centre.Pass(60).Contact("c1").State.ShouldBe(ContactState.Waiting);
        Alive(centre);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.Expired);
    }

    [Fact]
    [Rule("30")]
    public void A_call_that_an_agent_has_goes_on_while_its_connector_is_lost()
    {
        var centre = Alive(WithCall(Centre.With(agents: "ana")));
        centre.Accept("ana");
        centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Engaged);
        centre.Does("ana", new EndContact());
        centre.Events.OfType<ContactFinished>().Single().EndedBy.ShouldBe(EndedBy.Agent);
    }

    [Fact]
    [Rule("30")]
    public void Renewing_a_lease_writes_nothing()
    {
        var centre = Alive(WithCall(Centre.With()));
        var before = centre.Journal.Count;
        for (var times = 0; times < 20; times++)
            Alive(centre.Pass(10));
        centre.Journal.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rule("30", "33c")]
    public void After_a_restart_every_lease_begins_again_and_the_lost_stay_lost(bool fromSnapshots)
    {
        var centre = Alive(WithCall(Centre.With()));
        centre.Outage(1000, fromSnapshots).Pass(14.9);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Alive);
        centre.Pass(0.1);
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Lost);
        WithCall(centre.Restart(fromSnapshots).Pass(30).LogInNew("ana"), "c2");
        centre.Look("ana").Offer.ShouldBeNull();
        Alive(centre);
        centre.Look("ana").Offer!.ContactId.ShouldBe(C1);
    }

    [Fact]
    [Rule("30", "33c")]
    public void A_claim_that_was_awaited_when_the_engine_stopped_is_awaited_for_another_lease()
    {
        var centre = Alive(WithCall(Centre.With()));
        Alive(centre.Pass(80));
        centre.Outage(60);
        Alive(centre.Pass(10)).Pass(4.9).Contact("c1").State.ShouldBe(ContactState.Waiting);
        Answer(centre, new ClaimCalls()).State.ShouldBe(ConnectorState.Alive);
        centre.Pass(1).Contact("c1").State.ShouldBe(ContactState.Waiting);
    }

    [Fact]
    [Rule("30", "33c")]
    public void A_claim_whose_time_ran_out_while_the_engine_was_down_is_awaited_for_another_lease()
    {
        var centre = Alive(WithCall(Centre.With()));
        Alive(centre.Pass(80));
        Answer(centre.Outage(60), new GetConnector()).State.ShouldBe(ConnectorState.Claiming);
        Answer(centre.Pass(14.9), new GetConnector()).State.ShouldBe(ConnectorState.Claiming);
        Answer(centre.Pass(0.1), new GetConnector()).State.ShouldBe(ConnectorState.Lost);
    }

    [Fact]
    [Rule("16", "30")]
    public void A_call_that_is_not_claimed_ends_in_the_queue_it_has_moved_to()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 10, OverflowQueue = new QueueId("late") }).Queue("late");
        Alive(WithCall(centre)).Pass(15).Contact("c1", "late").State.ShouldBe(ContactState.Waiting);
        Alive(centre.Pass(70));
        Alive(centre.Pass(10)).Pass(5);
        centre.Events.OfType<ContactFinished>().Single().Outcome.ShouldBe(ContactOutcome.ConnectorLost);
    }

    [Theory]
    [InlineData(1, 60, "leaseSeconds")]
    [InlineData(301, 60, "leaseSeconds")]
    [InlineData(15, -1, "graceSeconds")]
    [InlineData(15, 3601, "graceSeconds")]
    [Rule("30")]
    public void A_lease_that_is_out_of_range_is_refused(double lease, double grace, string field)
    {
        var centre = Centre.With();
        var refusal = centre.Ask(Pbx.Address, new KeepConnectorAlive(lease, grace)).ShouldBeOfType<Refusal>();
        (refusal.Code, refusal.Field).ShouldBe(("outOfRange", field));
        centre.Events.OfType<IConnectorEvent>().ShouldBeEmpty();
    }

    [Fact]
    [Rule("30")]
    public void A_connector_chooses_its_lease_and_grace()
    {
        var centre = WithCall(Centre.With(agents: "ana"));
        centre.Ask(Pbx.Address, new KeepConnectorAlive(LeaseSeconds: 5, GraceSeconds: 0));
        centre.Pass(5).Look("ana").Offer.ShouldBeNull();
        Alive(centre.Pass(1));
        Answer(centre, new GetConnector()).State.ShouldBe(ConnectorState.Claiming);
        centre.Events.OfType<ConnectorLeased>().Single().Lease.ShouldBe(new ConnectorLease(5, 0));
    }

    [Fact]
    [Rule("30", "33g")]
    public void A_call_that_the_connector_no_longer_has_ends()
    {
        var centre = WithCall(WithCall(Centre.With(agents: "ana")), "c2");
        centre.Accept("ana");
        var arrival = centre.Events.OfType<ContactArrived>().Single(arrived => arrived.ContactId == C1).Contact.Arrival;
        centre.Does(new EndLostCall(C1, new ArrivalId(new QueueId("sales"), 0))).State.ShouldBe(ContactState.Engaged);
        centre.Does(new EndLostCall(C1, arrival)).State.ShouldBe(ContactState.Done);
        centre.Does(new EndLostCall(new ContactId("c2"))).Outcome.ShouldBe(ContactOutcome.ConnectorLost);
        centre.Events.OfType<ContactFinished>().Select(finished => (finished.Outcome, finished.EndedBy))
            .ShouldBe([(ContactOutcome.Served, EndedBy.System), (ContactOutcome.ConnectorLost, EndedBy.System)]);
        centre.Look("ana").Status.ShouldBe(AgentStatus.PostProcessing);
    }

    [Fact]
    [Rule("30")]
    public void A_callback_request_is_no_call_that_a_connector_could_lose()
    {
        var centre = WithCall(Centre.With());
        centre.Does(new RequestCallback(C1, "+33144556677"));
        centre.Does(new EndLostCall(C1)).State.ShouldBe(ContactState.Waiting);
    }

    [Fact]
    [Rule("30")]
    public void Doubled_and_overtaken_news_do_no_harm()
    {
        var queue = new QueueEntity(new QueueId("sales"));
        queue.Apply(new RecordedEvent(Centre.Opening, new Cause("test"), new QueueConfigured(QueueSettings.Default("Sales"))));
        Hears(queue, round: 2, isLost: false).Recorded.Count.ShouldBe(1);
        Hears(queue, round: 1, isLost: true).Recorded.ShouldBeEmpty();
        Hears(queue, round: 2, isLost: false).Recorded.ShouldBeEmpty();
        Hears(queue, round: 1, isLost: true).Sends.Single().Message.ShouldBe(new ConnectorNewsSeen(new QueueId("sales"), Round: 2));
        ((QueueSnapshot)queue.TakeSnapshot()).Connectors!.Single().IsLost.ShouldBeFalse();
    }

    [Fact]
    [Rule("30")]
    public void A_queue_is_told_until_it_has_heard()
    {
        var connector = new ConnectorEntity(Pbx);
        var sales = new QueueId("sales");
        Takes(connector, new WatchConnector(sales), 0).Sends.Single().Message.ShouldBe(new ConnectorNews(Pbx, Round: 0, IsLost: false, EndsCallsBefore: null));
        Takes(connector, new KeepConnectorAlive(), 0);
        var lost = new ConnectorNews(Pbx, Round: 1, IsLost: true, EndsCallsBefore: null);
        Takes(connector, null, 15).Sends.Single().Message.ShouldBe(lost);
        Takes(connector, null, 16.9).Sends.ShouldBeEmpty();
        Takes(connector, null, 17).Sends.Single().Message.ShouldBe(lost);
        Takes(connector, new ConnectorNewsSeen(sales, Round: 0), 18);
        Takes(connector, null, 19).Sends.Single().Message.ShouldBe(lost);
        Takes(connector, new ConnectorNewsSeen(sales, Round: 1), 20);
        connector.NextDeadline.ShouldBeNull();
        Takes(ConnectorEntity.Restore((ConnectorSnapshot)connector.TakeSnapshot()), null, 30).Sends.Single().Message.ShouldBe(lost);
    }

    private static EntityStep Hears(QueueEntity queue, long round, bool isLost) => EntityStep.Take(
        queue, new Envelope(queue.Address, new ConnectorNews(Pbx, round, isLost, EndsCallsBefore: null), new Cause(Pbx.Address.PersistenceId)), Centre.Opening);

    private static EntityStep Takes(ConnectorEntity connector, IMessage? message, double second) => EntityStep.Take(
        connector, message is null ? null : new Envelope(connector.Address, message, new Cause("test"), "client"), Centre.Opening.AddSeconds(second));

    private static Centre Alive(Centre centre)
    {
        Answer(centre, new KeepConnectorAlive());
        return centre;
    }

    private static ConnectorAnswer Answer(Centre centre, IMessage message) => centre.Ask(Pbx.Address, message).ShouldBeOfType<ConnectorAnswer>();

    private static Centre WithCall(Centre centre, string contact = "c1", Media media = Media.Call, string? caller = null)
    {
        var (to, command) = Arrival.Of(CallerAddress.FromText(caller ?? $"{contact}@example.org"), new QueueId("sales"), new ContactId(contact), media, connector: Pbx);
        centre.Ask(to, command).ShouldBeOfType<ContactAnswer>();
        return centre;
    }
}

/// <summary>Adds an agent while the centre runs.</summary>
internal static class CentreExtensions
{
    public static Centre LogInNew(this Centre centre, string agent)
    {
        centre.Agent(agent, ("sales", new Assignment())).LogIn(agent);
        return centre;
    }
}
