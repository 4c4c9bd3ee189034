using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Remembers one thing of each contact, to say it of the events about the contact. For one stream, whose events come in their order.</summary>
/// <typeparam name="T">The thing.</typeparam>
/// <param name="of">Finds it in a contact.</param>
/// <param name="history">Knows the contacts that came before the stream began.</param>
internal sealed class ContactMemo<T>(Func<Contact, T> of, ContactHistory history)
    where T : struct
{
    private readonly Dictionary<(QueueId Queue, ContactId Contact), T> _contacts = [];
    private readonly Dictionary<AgentId, (ContactId Contact, T Known)> _offers = [];

    /// <summary>What it is for the contact of an event; null where the contact is no longer known.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="record">The event.</param>
    /// <param name="becomes">What the event makes of it; null (the default) where it stays.</param>
    public T? After(ContactId contact, JournalRecord record, T? becomes = null) => record.Entity.Kind == EntityKind.Queue
        ? InQueue((new QueueId(record.Entity.Id), contact), record.Recorded.Event, becomes)
        : AtAgent(new AgentId(record.Entity.Id), contact, record.Recorded.Event);

    private T? InQueue((QueueId Queue, ContactId Contact) place, IEvent happened, T? becomes)
    {
        switch (happened)
        {
            case ContactArrived { Contact: var arrived }:
                return _contacts[place] = of(arrived);
            case ContactTakenOver { Contact: var taken }:
                return _contacts[place] = of(taken);
            case ContactFinished or ContactMoved:
                return _contacts.Remove(place, out var last) ? last : FromHistory(place);
            default:
                if (becomes is { } other)
                    return _contacts[place] = other;
                return _contacts.TryGetValue(place, out var known) ? known : FromHistory(place);
        }
    }

    private T? AtAgent(AgentId agent, ContactId contact, IEvent happened)
    {
        if (happened is OfferReceived { Offer.Contact: var offered })
            _offers[agent] = (offered.ContactId, of(offered));
        return _offers.TryGetValue(agent, out var last) && last.Contact == contact ? last.Known : null;
    }

    private T? FromHistory((QueueId Queue, ContactId Contact) place) => history.Find(place.Queue, place.Contact) is { Contact: var known } ? of(known) : null;
}
