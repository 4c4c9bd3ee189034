using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>The messages to the queues that contacts came from, which say that the contact is finished: those queues need not forward anything any more.
/// A contact that comes to a queue again can have several.</summary>
internal sealed class CompletionOutbox
{
    private readonly Dictionary<ContactId, SortedSet<QueueId>> _byContact = [];
    private readonly Dictionary<ContactId, ArrivalId> _arrivals = [];

    /// <summary>Those whose contact is finished, or went on and is finished there: they are to be told until they have heard it.</summary>
    public HashSet<(ContactId Contact, QueueId To)> Ready { get; } = [];

    /// <summary>The contact's arrival; null where it has no id.</summary>
    public ArrivalId? ArrivalOf(ContactId contact) => _arrivals.TryGetValue(contact, out var arrival) ? arrival : null;

    /// <summary>Whether no contact that came from another queue is open or unconfirmed.</summary>
    public bool IsEmpty => _byContact.Count == 0;

    /// <summary>The queues that a contact came from and that have not confirmed its end, in the order of their ids.</summary>
    public IReadOnlyCollection<QueueId> QueuesOf(ContactId contact) => _byContact.GetValueOrDefault(contact) ?? (IReadOnlyCollection<QueueId>)[];

    /// <summary>A contact came from a queue, and is not finished.</summary>
    public void Enqueue(ContactId contact, QueueId from, ArrivalId? arrival)
    {
        if (arrival is { } known)
            _arrivals[contact] = known;
        if (!_byContact.TryGetValue(contact, out var queues))
            _byContact.Add(contact, queues = new SortedSet<QueueId>(ByName));
        queues.Add(from);
        Ready.ExceptWith(queues.Select(queue => (contact, queue)));
    }

    /// <summary>A contact is finished.</summary>
    public void MarkReady(ContactId contact)
    {
        if (_byContact.TryGetValue(contact, out var queues))
            Ready.UnionWith(queues.Select(queue => (contact, queue)));
    }

    /// <summary>A queue has heard of the end of a contact.</summary>
    public void Acknowledge(ContactId contact, QueueId to)
    {
        Ready.Remove((contact, to));
        if (!_byContact.TryGetValue(contact, out var queues) || !queues.Remove(to) || queues.Count > 0)
            return;
        _byContact.Remove(contact);
        _arrivals.Remove(contact);
    }

    /// <summary>All messages, in the order of the ids.</summary>
    public IReadOnlyList<PendingCompletion> ToList() =>
    [
        .. _byContact.OrderBy(pending => pending.Key.Value, StringComparer.Ordinal)
            .SelectMany(pending => pending.Value.Select(to => new PendingCompletion(pending.Key, to, Ready.Contains((pending.Key, to)), ArrivalOf(pending.Key)))),
    ];

    private static Comparer<QueueId> ByName { get; } = Comparer<QueueId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value));
}
