using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events about contacts of some kinds, and those about contacts whose kind is no longer known. For one stream, whose events come in
/// their order.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="history">Knows the contacts that came before the stream began.</param>
internal sealed class KindFilter(IReadOnlyCollection<ContactKind> kinds, ContactHistory history)
{
    private readonly Dictionary<(QueueId Queue, ContactId Contact), ContactKind> _contacts = [];
    private readonly Dictionary<AgentId, (ContactId Contact, ContactKind Kind)> _offers = [];

    /// <summary>Whether the stream sends this event.</summary>
    public bool Includes(JournalRecord record)
    {
        var subject = EventSubject.Of(record);
        if (subject.Contact is not { } contact)
            return false;
        var kind = record.Entity.Kind == EntityKind.Queue
            ? KindOf((new QueueId(record.Entity.Id), contact), record.Recorded.Event)
            : KindOf(new AgentId(record.Entity.Id), contact, record.Recorded.Event);
        return kind is null || kinds.Contains(kind.Value);
    }

    private ContactKind? KindOf((QueueId Queue, ContactId Contact) place, IEvent happened)
    {
        switch (happened)
        {
            case ContactArrived arrived:
                return _contacts[place] = arrived.Contact.Kind;
            case ContactTakenOver taken:
                return _contacts[place] = taken.Contact.Kind;
            case CallbackRequested:
                return _contacts[place] = ContactKind.Callback;
            case ContactFinished or ContactMoved:
                return _contacts.Remove(place, out var last) ? last : history.Find(place.Queue, place.Contact)?.Kind;
            default:
                return _contacts.TryGetValue(place, out var known) ? known : history.Find(place.Queue, place.Contact)?.Kind;
        }
    }

    private ContactKind? KindOf(AgentId agent, ContactId contact, IEvent happened)
    {
        if (happened is OfferReceived { Offer.Contact: var offered })
            _offers[agent] = (offered.ContactId, offered.Kind);
        return _offers.TryGetValue(agent, out var last) && last.Contact == contact ? last.Kind : null;
    }
}
