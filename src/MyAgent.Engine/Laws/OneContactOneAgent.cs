using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 1: an agent has at most one offer or engagement; a contact is with at most one agent.</summary>
internal sealed class OneContactOneAgent : ILaw
{
    private const int Law = 1;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        switch (record.Recorded.Event)
        {
            case OfferReceived received when world.AgentOf(record) is { } agent:
                if (agent is { IsAvailable: false, Status: not AgentStatus.WrapUp })
                    findings.Broken(Law, $"Offer {received.Offer.OfferId} was granted by agent {agent.Id}, who was {agent.Status}: only who is available takes contacts.");
                break;
            case AgentBecameAvailable when world.AgentOf(record) is { } agent:
                if (agent.Offer is not null || agent.Hand is not null)
                    findings.Broken(Law, $"Agent {agent.Id} became available while {agent.Status}.");
                break;
            case ContactOffered offered when world.QueueOf(record) is { } queue:
                JudgeOffer(offered, queue, findings);
                break;
        }
    }

    public void After(JournalRecord record, World world, Findings findings)
    {
        switch (record.Recorded.Event)
        {
            case OfferClosed { Outcome: OfferOutcome.Accepted } when world.AgentOf(record) is { Hand: { } hand } agent:
                if (!world.IsEngaged(hand.Offer.OfferId, hand.Offer.Contact.ContactId))
                    MustLetGo(agent, hand.Offer.OfferId, hand.Offer.Contact.ContactId, findings);
                break;
            case ContactFinished { AgentId: { } had } finished:
                MustLetGo(world, world.Agent(had), finished.ContactId, findings);
                break;
            case ContactReturned returned:
                MustLetGo(world, world.Agent(returned.AgentId), returned.ContactId, findings);
                break;
            case CallbackScheduled scheduled:
                MustLetGo(world, world.Agent(scheduled.AgentId), scheduled.ContactId, findings);
                break;
        }
    }

    private static void JudgeOffer(ContactOffered offered, QueueModel queue, Findings findings)
    {
        if (queue.Find(offered.ContactId) is { State: ContactState.Offered or ContactState.Engaged } contact)
            findings.Broken(Law, $"Contact {contact.Id} was offered to agent {offered.AgentId} while it was {contact.State} with agent {contact.Offer?.Agent}.");
        if (queue.With.TryGetValue(offered.AgentId, out var has))
            findings.Broken(Law, $"Agent {offered.AgentId} was offered {offered.OfferId} while the queue knew of {has.Id} with that agent.");
    }

    /// <summary>The queue says that the agent no longer has the contact: the agent must hear of it.</summary>
    private static void MustLetGo(World world, AgentModel agent, ContactId contact, Findings findings)
    {
        if (agent.Hand is { Over: false } hand && hand.Offer.Contact.ContactId == contact && !world.IsEngaged(hand.Offer.OfferId, contact))
            MustLetGo(agent, hand.Offer.OfferId, contact, findings);
    }

    private static void MustLetGo(AgentModel agent, OfferId offer, ContactId contact, Findings findings) =>
        findings.Owed(Law,
            () => agent.Hand is { Over: false } hand && hand.Offer.OfferId == offer,
            () => $"Agent {agent.Id} still has contact {contact}, which the queue no longer has with that agent.");
}
