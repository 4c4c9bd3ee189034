using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 22: a transferred contact is in one place, and arrives once. One that is handed over goes to the agent who had the consultation, in its place. (That it
/// arrives, and that its queue takes it from its agent, is law 3; that its agent has nothing else then is law 1.)</summary>
internal sealed class TransferredContacts : ILawCheck
{
    private const int Law = 22;

    private readonly Dictionary<(AgentId By, QueueId From), (ContactId Contact, ContactTransfer Transfer)> _made = [];
    private readonly HashSet<(ContactId Contact, ContactTransfer Transfer)> _underWay = [];

    /// <summary>The contacts whose last transfer handed them over, with the consultation and its agent.</summary>
    private readonly Dictionary<ContactId, (ContactId Consult, AgentId Agent)> _handedOver = [];

    /// <summary>The contact that each queue has finished last, and the offer under which an agent had it.</summary>
    private readonly Dictionary<QueueId, (ContactId Contact, OfferId? Offer)> _lastFinished = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is { Required: RequiredEvent.HandedOverContact } waiting && record.Recorded.Event is not OfferReceived { Offer.InPlaceOf: not null })
            Missing(waiting, violations);
        switch (record.Recorded.Event)
        {
            case ContactEnded { Transfer: { } transfer, ContactId: var contact }:
                _made[(transfer.By, transfer.From)] = (contact, transfer);
                break;
            case ContactTransferred { Transfer: var transfer, ContactId: var contact }:
                if (_made.Remove((transfer.By, transfer.From), out var made) && made == (contact, transfer))
                    _underWay.Add(made);
                else
                    violations.Add(Law, $"Contact {contact} is transferred by agent {transfer.By} in queue {transfer.From}, and the agent has not done so, or once.");
                break;
            case ContactTakenOver { Contact: { Transfer: { } transfer, Moves: { } moves, ContactId: var contact } } when transfer.Move == moves:
                if (!_underWay.Remove((contact, transfer)))
                    violations.Add(Law, $"Contact {contact} arrives in queue {transfer.To} by a transfer that is not under way: it has arrived before, or was never made.");
                if (model.Queue(transfer.From).Find(contact) is { MovingTo: null } elsewhere)
                    violations.Add(Law, $"Contact {contact} arrives in queue {transfer.To}, and is {elsewhere.State} in queue {transfer.From}.");
                break;
            case ContactFinished finished when model.QueueOf(record) is { } queue:
                _lastFinished[queue.Id] = (finished.ContactId, queue.Find(finished.ContactId)?.Offer?.Id);
                break;
            case ContactOffered { InPlaceOf: { } place } offered:
                var (consult, agentOfConsult) = _handedOver.GetValueOrDefault(offered.ContactId);
                if (_lastFinished.GetValueOrDefault(place.Queue) != (consult, place) || agentOfConsult != offered.AgentId)
                    violations.Add(Law, $"Contact {offered.ContactId} was handed over to agent {offered.AgentId} in the place of {place}, which is not of its consultation.");
                break;
            case ConsultationHandedOver when model.AgentOf(record) is { Current: { } current } agent:
                if (current.Over || current.Offer.Contact.Consultation is null)
                    violations.Add(Law, $"Agent {agent.Id} let contact {current.Offer.Contact.ContactId} go for another, and it was no open consultation.");
                break;
        }
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactTransferred { Transfer: { Consult: { } consult, For: { } agent }, ContactId: var contact }:
                _handedOver[contact] = (consult, agent);
                break;
            case IContactEvent { ContactId: var contact } and (ContactTransferred or ContactFinished):
                _handedOver.Remove(contact);
                break;
        }
    }

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.HandedOverContact))
            Missing(agent, violations);
    }

    private static void Missing(AgentModel agent, ViolationCollector violations) =>
        violations.Add(Law, $"Agent {agent.Id} let a consultation go for a contact, and did not get that.", agent.Newest);
}
