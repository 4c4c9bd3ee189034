using MyAgent.Engine.Contacts;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Queues;

/// <summary>What a queue remembers of contacts that are finished: of the last 256 how they ended, of the last 10 000 their ids. Journaled.</summary>
internal sealed class FinishedContacts
{
    private const int MaxRemembered = 256;

    private readonly RecentMap<ContactId, FinishedContact> _recent = new(MaxRemembered);

    /// <summary>The ids of those finished, for longer than their ends are remembered. Only of contacts whose arrival has an id, so that a journal from before
    /// that gives the state that it always gave.</summary>
    public RecentIds Ids { get; } = new();

    /// <summary>The arrivals of those of them that have been in another queue, or were on their way there.</summary>
    public RecentIds Arrivals { get; } = new();

    /// <summary>Those whose ends are remembered, oldest first.</summary>
    public IEnumerable<FinishedContact> InOrder => _recent.InOrder.Select(entry => entry.Value);

    /// <summary>How a contact ended; null where it is not finished, or finished too long ago.</summary>
    public FinishedContact? Find(ContactId contact) => _recent.TryGetValue(contact, out var finished) ? finished : null;

    /// <summary>How the contact ended that was last offered under an offer; null where it is not finished, or finished too long ago.</summary>
    public FinishedContact? Under(OfferId offer) => InOrder.FirstOrDefault(finished => finished.Offer == offer);

    /// <summary>Whether a contact was finished here.</summary>
    public bool Contains(ContactId contact) => _recent.Contains(contact) || Ids.Contains(contact.Value);

    /// <summary>Whether the contact of an arrival was finished after it had gone on from here, or come here, longer ago than <see cref="Find"/> remembers.</summary>
    public bool ContainsArrival(ArrivalId? arrival) => arrival is { } known && Arrivals.Contains(known.ToString());

    /// <summary>Remembers how a contact ended.</summary>
    public void Add(FinishedContact finished) => _recent.Set(finished.ContactId, finished);

    /// <summary>Remembers the id of a contact that was finished here or elsewhere.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="arrival">Its arrival.</param>
    /// <param name="hasMoved">Whether it has been in another queue, or was on its way there.</param>
    public void AddId(ContactId contact, ArrivalId arrival, bool hasMoved)
    {
        Ids.Add(contact.Value);
        if (hasMoved)
            Arrivals.Add(arrival.ToString());
    }
}
