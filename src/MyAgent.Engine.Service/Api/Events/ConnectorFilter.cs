using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events about the contacts that a connector brought, and those of the connector itself. For one stream, whose events come in their
/// order.</summary>
/// <param name="connector">The connector.</param>
/// <param name="history">Knows the contacts that came before the stream began.</param>
internal sealed class ConnectorFilter(ConnectorId connector, ContactHistory history)
{
    private readonly HashSet<(QueueId Queue, ContactId Contact)> _contacts = [];
    private readonly Dictionary<AgentId, (ContactId Contact, bool IsOurs)> _offers = [];

    /// <summary>Whether the stream sends this event.</summary>
    public bool Includes(JournalRecord record)
    {
        if (record.Entity == connector.Address)
            return true;
        if (EventSubject.Of(record).Contact is not { } contact)
            return false;
        return record.Entity.Kind == EntityKind.Queue
            ? IsOurs((new QueueId(record.Entity.Id), contact), record.Recorded.Event)
            : IsOurs(new AgentId(record.Entity.Id), contact, record.Recorded.Event);
    }

    private bool IsOurs((QueueId Queue, ContactId Contact) place, IEvent happened)
    {
        switch (happened)
        {
            case ContactArrived { Contact: var arrived }:
                return Enter(place, arrived);
            case ContactTakenOver { Contact: var taken }:
                return Enter(place, taken);
            case ContactFinished or ContactMoved:
                return _contacts.Remove(place) || IsKnown(place);
            default:
                return _contacts.Contains(place) || IsKnown(place);
        }
    }

    private bool IsOurs(AgentId agent, ContactId contact, IEvent happened)
    {
        if (happened is OfferReceived { Offer.Contact: var offered })
            _offers[agent] = (offered.ContactId, IsFrom(offered));
        return _offers.TryGetValue(agent, out var last) && last.Contact == contact && last.IsOurs;
    }

    private bool Enter((QueueId Queue, ContactId Contact) place, Contact contact)
    {
        if (!IsFrom(contact))
            return false;
        _contacts.Add(place);
        return true;
    }

    private bool IsKnown((QueueId Queue, ContactId Contact) place) => history.Find(place.Queue, place.Contact) is { Contact: var known } && IsFrom(known);

    private bool IsFrom(Contact contact) => contact.Connector?.Name == connector;
}
