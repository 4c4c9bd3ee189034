using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Law 31: invalid journals about lost connectors.</summary>
[UnitTests]
public sealed class ConnectorLawTests
{
    private static readonly ConnectorId Pbx = new("pbx");
    private static readonly QueueId Sales = new("sales");

    [Fact]
    [Law(31)]
    public void Law_31_finds_a_call_that_is_offered_while_its_connector_is_lost() =>
        WithLost().Ring("c1", "ana").ShouldBreak<ContactOffered>(law: 31);

    [Fact]
    [Law(31)]
    public void Law_31_finds_an_offer_that_stays_open_although_the_connector_is_lost() =>
        Arrived().Ring("c1", "ana").Queue(new ConnectorNewsHeard(Pbx, Round: 1, IsLost: true)).Meanwhile(10)
            .ShouldBreak<ConnectorNewsHeard>(law: 31);

    [Fact]
    [Law(31)]
    public void Law_31_finds_a_queue_that_never_hears_that_a_connector_is_lost() =>
        new JournalBuilder().Open(agents: "ana").OfConnector("pbx", new ConnectorWatched(Sales)).OfConnector("pbx", new ConnectorLost()).Meanwhile(10)
            .ShouldBreak<ConnectorLost>(law: 31);

    [Fact]
    [Law(30)]
    public void Law_30_finds_a_lost_call_that_the_caller_is_said_to_have_ended() =>
        Arrived().Queue(new ContactFinished(new ContactId("c1"), ContactOutcome.ConnectorLost, AgentId: null, EndedBy.Caller))
            .ShouldBreak<ContactFinished>(law: 30);

    private static JournalBuilder WithLost() => Arrived().Queue(new ConnectorNewsHeard(Pbx, Round: 1, IsLost: true));

    private static JournalBuilder Arrived() => new JournalBuilder().Open(agents: "ana").Arrive("c1").With<ContactArrived>(arrived => arrived with
    {
        Contact = arrived.Contact with { Connector = new ContactConnector(Pbx, JournalBuilder.Start), Arrival = new ArrivalId(Sales, 1) },
    });
}
