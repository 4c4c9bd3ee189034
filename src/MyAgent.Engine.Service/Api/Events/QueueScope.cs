using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events for a token that is bound to queues: those in its queues, and those elsewhere of contacts that came in by its queues. For
/// one stream, whose events come in their order.</summary>
/// <param name="queues">The queues that the token is bound to.</param>
/// <param name="history">Knows the contacts that moved before the stream began.</param>
internal sealed class QueueScope(IReadOnlySet<string> queues, ContactHistory history)
{
    private readonly HashSet<(QueueId Queue, ContactId Contact)> _followed = [];
    private readonly HashSet<(QueueId Queue, ContactId Contact)> _expected = [];

    /// <summary>Whether the stream sends this event.</summary>
    public bool Includes(JournalRecord record)
    {
        if (record.Recorded.Event is OfferReceived { Offer: var offer })
            return IsOurs((offer.QueueId, offer.Contact.ContactId));
        if (record.Recorded.Event is not IContactEvent happened)
            return false;
        var place = (new QueueId(record.Entity.Id), happened.ContactId);
        if (!IsOurs(place, happened))
            return false;
        if (happened is ContactRedirected redirected)
            _expected.Add((redirected.To, redirected.ContactId));
        if (happened is ContactFinished)
            _followed.Remove(place);
        return true;
    }

    /// <summary>An id counts within a queue only: a contact of another queue is ours where it came from one of ours, and not where it has the same id.</summary>
    private bool IsOurs((QueueId Queue, ContactId Contact) place, IContactEvent happened)
    {
        if (IsBound(place.Queue) || _followed.Contains(place))
            return true;
        switch (happened)
        {
            case ContactTakenOver taken when IsBound(taken.From) || _followed.Remove((taken.From, place.Contact)):
            case ContactArrived when _expected.Remove(place):
                return _followed.Add(place);
            case ContactRefused:
                return _expected.Remove(place);
            default:
                return history.CameFrom(place.Queue, place.Contact, IsBound);
        }
    }

    private bool IsOurs((QueueId Queue, ContactId Contact) place) =>
        IsBound(place.Queue) || _followed.Contains(place) || history.CameFrom(place.Queue, place.Contact, IsBound);

    private bool IsBound(QueueId queue) => queues.Contains(queue.Value);
}
