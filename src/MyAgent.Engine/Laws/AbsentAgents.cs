using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 36: an agent whose lease has ended is granted no offer, keeps no open one, and does not become available until it is heard of again (rule 30).</summary>
internal sealed class AbsentAgents : ILawCheck
{
    private const int Law = 36;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        if (agent.IsAbsent && agent.Required != RequiredEvent.HandedOverContact && record.Recorded.Event is OfferReceived received)
            violations.Add(Law, $"Agent {agent.Id} was offered contact {received.Offer.Contact.ContactId}, and was absent.");
        if (agent.IsAbsent && record.Recorded.Event is AgentBecameAvailable)
            violations.Add(Law, $"Agent {agent.Id} became available, and was absent.");
        if (agent.Required == RequiredEvent.Miss && record.Recorded.Event is not OfferClosed { Outcome: OfferOutcome.Missed })
            Keeps(agent, violations);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.Miss))
            Keeps(agent, violations);
    }

    private static void Keeps(AgentModel agent, ViolationCollector violations) =>
        violations.Add(Law, $"Agent {agent.Id} became absent and kept the offer of contact {agent.Offer?.Contact.ContactId}.", agent.Newest);
}
