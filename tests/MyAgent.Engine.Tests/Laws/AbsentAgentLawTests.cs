using MyAgent.Engine.Agents;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Law 36: invalid journals about absent agents.</summary>
[UnitTests]
[Law(36)]
public sealed class AbsentAgentLawTests
{
    [Fact]
    public void Law_36_finds_an_offer_to_an_absent_agent() =>
        new JournalBuilder().Open(agents: "ana").Agent("ana", new AgentBecameAbsent()).Arrive("c1").Ring("c1", "ana").ShouldBreak<OfferReceived>(law: 36);

    [Fact]
    public void Law_36_finds_an_offer_that_an_absent_agent_keeps() =>
        new JournalBuilder().Open(agents: "ana").Arrive("c1").Ring("c1", "ana").Agent("ana", new AgentBecameAbsent()).ShouldBreak<AgentBecameAbsent>(law: 36);

    [Fact]
    public void Law_36_finds_an_absent_agent_who_becomes_available() =>
        new JournalBuilder().Open(agents: "ana").Agent("ana", new AgentBecameAbsent()).Agent("ana", new AgentStoppedResponding())
            .Agent("ana", new AgentBecameAvailable(AgentStatus.NotResponding, AtDeadline: false)).ShouldBreak<AgentBecameAvailable>(law: 36);

    [Fact]
    public void Law_36_lets_an_agent_who_has_returned_take_offers() =>
        new JournalBuilder().Open(agents: "ana").Agent("ana", new AgentBecameAbsent()).Agent("ana", new AgentStoppedResponding()).Agent("ana", new AgentReturned())
            .Agent("ana", new AgentBecameAvailable(AgentStatus.NotResponding, AtDeadline: false)).Arrive("c1").Ring("c1", "ana").ShouldNotBreak(law: 36);
}
