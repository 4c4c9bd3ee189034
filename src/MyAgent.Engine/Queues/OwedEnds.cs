using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>The queues that contacts came from: each is to hear when its contact is finished, so that it need not forward anything any more.
/// A contact that comes to a queue again can owe its end to several.</summary>
internal sealed class OwedEnds
{
    private readonly Dictionary<ContactId, SortedSet<QueueId>> _byContact = [];
    private readonly Dictionary<ContactId, ArrivalId> _arrivals = [];

    /// <summary>Those whose contact is finished, or went on and is finished there: they are to be told until they have heard it.</summary>
    public HashSet<(ContactId Contact, QueueId To)> Due { get; } = [];

    /// <summary>The contact's arrival; null where it has no id.</summary>
    public ArrivalId? ArrivalOf(ContactId contact) => _arrivals.TryGetValue(contact, out var arrival) ? arrival : null;

    /// <summary>A contact came from a queue, and is not finished.</summary>
    public void Owe(ContactId contact, QueueId from, ArrivalId? arrival)
    {
        if (arrival is { } known)
            _arrivals[contact] = known;
        if (!_byContact.TryGetValue(contact, out var queues))
            _byContact.Add(contact, queues = new SortedSet<QueueId>(ByName));
        queues.Add(from);
        Due.ExceptWith(queues.Select(queue => (contact, queue)));
    }

    /// <summary>A contact is finished.</summary>
    public void FallDue(ContactId contact)
    {
        if (_byContact.TryGetValue(contact, out var queues))
            Due.UnionWith(queues.Select(queue => (contact, queue)));
    }

    /// <summary>A queue has heard of the end of a contact.</summary>
    public void Settle(ContactId contact, QueueId to)
    {
        Due.Remove((contact, to));
        if (!_byContact.TryGetValue(contact, out var queues) || !queues.Remove(to) || queues.Count > 0)
            return;
        _byContact.Remove(contact);
        _arrivals.Remove(contact);
    }

    /// <summary>All that is owed, in the order of the ids.</summary>
    public IReadOnlyList<OwedEnd> ToList() =>
    [
        .. _byContact.OrderBy(owed => owed.Key.Value, StringComparer.Ordinal)
            .SelectMany(owed => owed.Value.Select(to => new OwedEnd(owed.Key, to, Due.Contains((owed.Key, to)), ArrivalOf(owed.Key)))),
    ];

    private static Comparer<QueueId> ByName { get; } = Comparer<QueueId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value));
}
