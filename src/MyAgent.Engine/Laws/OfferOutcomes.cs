using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 2: each offer begins once and ends in exactly one of accepted, rejected, missed and withdrawn, and its queue and its
/// agent agree which. (<see cref="OfferExpiry"/> checks that an unanswered offer ends.)</summary>
internal sealed class OfferOutcomes : ILawCheck
{
    private const int Law = 2;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case OfferEnded ended when model.QueueOf(record) is { } queue:
                CheckEnd(ended, record.Recorded.At, queue, violations);
                break;
            case OfferReceived received when model.AgentOf(record) is { } agent:
                CheckGrant(received.Offer, agent, model, violations);
                break;
            case AcceptanceRequested accepting when model.AgentOf(record) is { } agent:
                if (agent.Offer?.OfferId != accepting.OfferId || agent.AcceptanceRequested)
                    violations.Add(Law, $"Agent {agent.Id} accepted {accepting.OfferId}, which was not open for an answer.");
                break;
            case OfferClosed closed when model.AgentOf(record) is { } agent:
                CheckClose(closed, record.Recorded.At, agent, model, violations);
                break;
            case AgentLoggedOut or BreakStarted or AgentLoggedIn or WrapUpStarted or AgentStoppedResponding
                when model.AgentOf(record) is { Offer: { } open } agent:
                violations.Add(Law, $"Offer {open.OfferId} of agent {agent.Id} has no end: {ManifestName.Of(record.Recorded.Event.GetType())} came first.");
                break;
        }
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactOffered offered when model.Offers.TryGetValue(offered.OfferId, out var offer):
                violations.AddUnlessSettled(Law, () => offer is { Granted: false, AtQueue: null },
                    () => $"Offer {offer.Id} has neither reached agent {offer.Agent} nor ended.");
                break;
            case OfferReceived received when model.Offers.TryGetValue(received.Offer.OfferId, out var offer):
                if (offer.AtQueue is not null)
                    AgentMustClose(offer, violations);
                break;
            case AcceptanceRequested accepting when model.Offers.TryGetValue(accepting.OfferId, out var offer):
                violations.AddUnlessSettled(Law, () => offer.AtQueue is null && offer.AtAgent is null,
                    () => $"Agent {offer.Agent} accepted {offer.Id}, and the queue has not decided.");
                break;
            case OfferEnded ended when model.Offers.TryGetValue(ended.OfferId, out var offer) && offer.Rings:
                AgentMustClose(offer, violations);
                break;
            case OfferClosed closed when model.Offers.TryGetValue(closed.OfferId, out var offer) && offer.AtQueue is null:
                violations.AddUnlessSettled(Law, () => offer.AtQueue is null,
                    () => $"Offer {offer.Id} ended as {offer.AtAgent} at agent {offer.Agent}, and is still open at the queue.");
                break;
        }
    }

    private static void AgentMustClose(OfferModel offer, ViolationCollector violations) =>
        violations.AddUnlessSettled(Law, () => offer.Rings, () => $"Offer {offer.Id} ended as {offer.AtQueue} at the queue, and is still open at agent {offer.Agent}.");

    private static void CheckEnd(OfferEnded ended, DateTimeOffset at, QueueModel queue, ViolationCollector violations)
    {
        if (queue.Find(ended.ContactId) is not { State: ContactState.Offered, Offer: { } offer } || offer.Id != ended.OfferId || offer.Agent != ended.AgentId)
        {
            violations.Add(Law, $"Offer {ended.OfferId} of contact {ended.ContactId} to agent {ended.AgentId} ended as {ended.Outcome} and was not open.");
            return;
        }
        var lawful = ended.Outcome switch
        {
            OfferOutcome.Accepted => offer is { AcceptanceRequested: true, AtAgent: null },
            OfferOutcome.Withdrawn => offer.AtAgent is null or OfferOutcome.Withdrawn
                || (offer.AtAgent != OfferOutcome.Accepted && violations.Clock.CanHaveCrossed(at, offer.AtAgentSince)),
            _ => offer.AtAgent == ended.Outcome,
        };
        if (!lawful)
            violations.Add(Law, $"Offer {offer.Id} ended as {ended.Outcome} at the queue, and agent {offer.Agent} {Said(offer)}.");
    }

    private static string Said(OfferModel offer) => offer switch
    {
        { AtAgent: { } outcome } => $"had ended it as {outcome}",
        { AcceptanceRequested: true } => "had accepted it",
        { Granted: true } => "had said nothing",
        _ => "had never had it",
    };

    private static void CheckGrant(Offer received, AgentModel agent, JournalModel model, ViolationCollector violations)
    {
        if (!model.Offers.TryGetValue(received.OfferId, out var offer))
            violations.Add(Law, $"Agent {agent.Id} was given {received.OfferId}, which is not an offer of the queue or has ended on both sides.");
        else if (offer.Agent != agent.Id || offer.Contact != received.Contact.ContactId)
            violations.Add(Law,
                $"Agent {agent.Id} was given {offer.Id} for contact {received.Contact.ContactId}; "
                + $"the queue offered contact {offer.Contact} to agent {offer.Agent}.");
        else if (offer.Granted)
            violations.Add(Law, $"Agent {agent.Id} was given {offer.Id} a second time.");
    }

    private static void CheckClose(OfferClosed closed, DateTimeOffset at, AgentModel agent, JournalModel model, ViolationCollector violations)
    {
        if (agent.Offer?.OfferId != closed.OfferId)
        {
            violations.Add(Law, $"Agent {agent.Id} ended {closed.OfferId} as {closed.Outcome}, which was not open.");
            return;
        }
        if (!model.Offers.TryGetValue(closed.OfferId, out var offer))
            return;
        var lawful = closed.Outcome switch
        {
            OfferOutcome.Accepted => offer.AtQueue == OfferOutcome.Accepted,
            OfferOutcome.Withdrawn => offer.AtQueue is null or OfferOutcome.Withdrawn,
            _ => !agent.AcceptanceRequested && (offer.AtQueue is null
                || (offer.AtQueue == OfferOutcome.Withdrawn && violations.Clock.CanHaveCrossed(at, offer.AtQueueSince))),
        };
        if (!lawful)
            violations.Add(Law, $"Offer {offer.Id} ended as {closed.Outcome} at agent {agent.Id}, and {(offer.AtQueue is { } outcome ? $"as {outcome}" : "not")} at the queue.");
    }
}
