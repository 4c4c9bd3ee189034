namespace MyAgent.Engine.Projections.Contacts;

/// <summary>The ways of stored contacts from queue to queue. Ids are unique only within a queue, so another contact may have the same id.</summary>
/// <param name="stays">All stored contacts of some ids.</param>
internal sealed class ContactWays(IReadOnlyList<StoredContact> stays)
{
    private readonly ILookup<ContactKey, StoredContact> _byTarget = stays.Where(stay => stay.MovedTo is not null)
        .ToLookup(stay => stay.Place with { QueueId = stay.MovedTo!.Value });

    private readonly ILookup<ContactKey, StoredContact> _byPlace = stays.ToLookup(stay => stay.Place);

    /// <summary>Whether a contact has moved on to a queue in which it is, or has been, stored later. One that was redirected at once may still be on its way.</summary>
    public bool LeadsOn(StoredContact stay) =>
        stay.MovedTo is { } to && (stay.Record is null || _byPlace[stay.Place with { QueueId = to }].Any(there => there.Arrived > stay.Arrived));

    /// <summary>The contact in this queue, and in all queues that it came through.</summary>
    public IEnumerable<StoredContact> To(StoredContact stay) =>
        _byTarget[stay.Place].Where(origin => origin.Arrived < stay.Arrived).SelectMany(To).Prepend(stay);
}
