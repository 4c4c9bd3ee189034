using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 1: an agent has at most one offer or engagement; a contact is with at most one agent.</summary>
internal sealed class ExclusiveEngagement : ILawCheck
{
    private const int Law = 1;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case OfferReceived received when model.AgentOf(record) is { } agent:
                if (agent is { IsAvailable: false, Status: not AgentStatus.WrapUp })
                    violations.Add(Law, $"Offer {received.Offer.OfferId} was granted by agent {agent.Id}, who was {agent.Status}: only who is available takes contacts.");
                break;
            case AgentBecameAvailable when model.AgentOf(record) is { } agent:
                if (agent.Offer is not null || agent.Current is not null)
                    violations.Add(Law, $"Agent {agent.Id} became available while {agent.Status}.");
                break;
            case ContactOffered offered when model.QueueOf(record) is { } queue:
                CheckOffer(offered, queue, violations);
                break;
        }
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case OfferClosed { Outcome: OfferOutcome.Accepted } when model.AgentOf(record) is { Current: { } current } agent:
                if (!model.IsEngaged(current.Offer.OfferId, current.Offer.Contact.ContactId))
                    MustLetGo(agent, current.Offer.OfferId, current.Offer.Contact.ContactId, violations);
                break;
            case ContactFinished { AgentId: { } had } finished:
                MustLetGo(model, model.Agent(had), finished.ContactId, violations);
                break;
            case ContactReturned returned:
                MustLetGo(model, model.Agent(returned.AgentId), returned.ContactId, violations);
                break;
            case CallbackScheduled scheduled:
                MustLetGo(model, model.Agent(scheduled.AgentId), scheduled.ContactId, violations);
                break;
        }
    }

    private static void CheckOffer(ContactOffered offered, QueueModel queue, ViolationCollector violations)
    {
        if (queue.Find(offered.ContactId) is { State: ContactState.Offered or ContactState.Engaged } contact)
            violations.Add(Law, $"Contact {contact.Id} was offered to agent {offered.AgentId} while it was {contact.State} with agent {contact.Offer?.Agent}.");
        if (queue.With.TryGetValue(offered.AgentId, out var has))
            violations.Add(Law, $"Agent {offered.AgentId} was offered {offered.OfferId} while the queue knew of {has.Id} with that agent.");
    }

    /// <summary>The queue has taken the contact from the agent: the agent must learn of it within the travel time.</summary>
    private static void MustLetGo(JournalModel model, AgentModel agent, ContactId contact, ViolationCollector violations)
    {
        if (agent.Current is { Over: false } current && current.Offer.Contact.ContactId == contact && !model.IsEngaged(current.Offer.OfferId, contact))
            MustLetGo(agent, current.Offer.OfferId, contact, violations);
    }

    private static void MustLetGo(AgentModel agent, OfferId offer, ContactId contact, ViolationCollector violations) =>
        violations.AddUnlessSettled(Law,
            () => agent.Current is { Over: false } current && current.Offer.OfferId == offer,
            () => $"Agent {agent.Id} still has contact {contact}, which the queue no longer has with that agent.");
}
