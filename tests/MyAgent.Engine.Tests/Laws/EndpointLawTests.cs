using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Law 23: invalid journals about telephones that cannot ring.</summary>
[UnitTests]
[Law(23)]
public sealed class EndpointLawTests
{
    private static readonly EndpointId Telephone = new("PJSIP/2001");

    [Fact]
    public void Law_23_finds_a_call_for_an_agent_whose_telephone_cannot_ring() =>
        Ready().Agent("ana", Heard(EndpointState.Busy, 2)).Arrive("c1").Ring("c1", "ana").ShouldBreak<OfferReceived>(law: 23);

    [Fact]
    public void Law_23_finds_an_open_offer_that_is_not_withdrawn() =>
        Ready().Arrive("c1").Ring("c1", "ana").Agent("ana", Heard(EndpointState.Unreachable, 2)).ShouldBreak<EndpointStateHeard>(law: 23);

    [Fact]
    public void Law_23_finds_an_agent_who_never_hears_how_the_telephone_is() =>
        Ready().OfEndpoint(Telephone, new EndpointTaken(new AgentId("ana"), 2)).OfEndpoint(Telephone, new EndpointStateReported(EndpointState.Busy)).Meanwhile(10)
            .ShouldBreak<EndpointStateReported>(law: 23);

    [Fact]
    public void Law_23_lets_a_telephone_ring_that_is_ready_again() =>
        Ready().Agent("ana", Heard(EndpointState.Busy, 2)).Agent("ana", Heard(EndpointState.Ready, 3)).Arrive("c1").Ring("c1", "ana").ShouldNotBreak(law: 23);

    private static JournalBuilder Ready() => new JournalBuilder().Open(agents: "ana").With<AgentLoggedIn>(_ => new AgentLoggedIn(Telephone));

    private static EndpointStateHeard Heard(EndpointState state, long revision) => new(Telephone, new EndpointReport(state, Reason: null, revision));
}
