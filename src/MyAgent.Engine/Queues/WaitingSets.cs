using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>Contacts that anybody eligible may be given, in order; calls, callbacks and the others apart: an agent who takes no callbacks, or whose telephone cannot
/// ring, must not have to look past them.</summary>
internal sealed class WaitingSet
{
    private readonly SortedSet<QueuedContact> _calls = new(ByPlace.Order);
    private readonly SortedSet<QueuedContact> _others = new(ByPlace.Order);
    private readonly SortedSet<QueuedContact> _callbacks = new(ByPlace.Order);

    public void Add(QueuedContact contact) => SetFor(contact).Add(contact);

    public void Remove(QueuedContact contact) => SetFor(contact).Remove(contact);

    /// <summary>The first that an agent may be given.</summary>
    /// <param name="profile">What the agent takes.</param>
    /// <param name="may">Whether it may be this one; false for the few that cool down.</param>
    public QueuedContact? First(AgentProfile profile, Func<QueuedContact, bool> may)
    {
        var call = profile.Calls ? FirstOf(_calls, may) : null;
        var callback = profile.Callbacks ? FirstOf(_callbacks, may) : null;
        return Earlier(Earlier(call, FirstOf(_others, may)), callback);
    }

    public static QueuedContact? Earlier(QueuedContact? one, QueuedContact? other)
    {
        if (one is null || other is null)
            return one ?? other;
        return ByPlace.Order.Compare(one, other) <= 0 ? one : other;
    }

    private static QueuedContact? FirstOf(SortedSet<QueuedContact> contacts, Func<QueuedContact, bool> may)
    {
        if (contacts.Min is not { } first || may(first))
            return contacts.Min;
        foreach (var contact in contacts)
        {
            if (may(contact))
                return contact;
        }
        return null;
    }

    private SortedSet<QueuedContact> SetFor(QueuedContact contact) => contact.Contact.Kind switch
    {
        ContactKind.Call or ContactKind.Consult => _calls,
        ContactKind.Callback => _callbacks,
        _ => _others,
    };
}

/// <summary>The contacts that have waited so long that overflow agents with this limit may be given them, and those that have not.</summary>
/// <param name="seconds">The limit, in seconds.</param>
internal sealed class RipeningSet(double seconds)
{
    private readonly SortedSet<QueuedContact> _unripe = new(ByEntry.Order);

    public WaitingSet Ripe { get; } = new();

    /// <summary>When the next becomes ripe; null for none.</summary>
    public DateTimeOffset? NextAt => _unripe.Min?.EnteredAt.AddSeconds(seconds);

    public void Add(QueuedContact contact, DateTimeOffset now)
    {
        if (IsRipe(contact, now))
            Ripe.Add(contact);
        else
            _unripe.Add(contact);
    }

    public void Remove(QueuedContact contact)
    {
        if (!_unripe.Remove(contact))
            Ripe.Remove(contact);
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        while (_unripe.Min is { } first && IsRipe(first, now))
        {
            _unripe.Remove(first);
            Ripe.Add(first);
        }
    }

    private bool IsRipe(QueuedContact contact, DateTimeOffset now) => now >= contact.EnteredAt.AddSeconds(seconds);
}
