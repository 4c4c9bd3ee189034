namespace MyAgent.Engine.Primitives;

/// <summary>When messages that are not confirmed are sent again: at once the first time, then at a fixed interval after each attempt.
/// All operations take constant time, as long as attempts come in the order of time. Not journaled, and not for use by several threads.</summary>
/// <typeparam name="TKey">What identifies a message.</typeparam>
/// <param name="interval">The time between two attempts.</param>
internal sealed class RetrySchedule<TKey>(TimeSpan interval)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _new = new();
    private readonly LinkedList<Entry> _attempted = new();

    /// <summary>A schedule in which some messages wait already; each is due at once.</summary>
    public RetrySchedule(TimeSpan interval, IEnumerable<TKey> waiting)
        : this(interval)
    {
        foreach (var key in waiting)
            Add(key);
    }

    /// <summary>When the next message is sent again; null where none has been sent. Messages that have not been sent yet are due at once.</summary>
    public DateTimeOffset? NextAt => _attempted.First is { } first ? first.Value.AttemptedAt + interval : null;

    /// <summary>Whether no message waits for its confirmation.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Whether a message waits for its confirmation.</summary>
    public bool Contains(TKey key) => _entries.ContainsKey(key);

    /// <summary>Whether a message is to be sent at this instant.</summary>
    public bool IsDue(DateTimeOffset now) => _new.Count > 0 || NextAt <= now;

    /// <summary>Adds a message, which is due at once. Without effect where it is there already.</summary>
    public void Add(TKey key)
    {
        if (!_entries.ContainsKey(key))
            _entries.Add(key, _new.AddLast(new Entry(DateTimeOffset.MinValue, key)));
    }

    /// <summary>A message was sent; it is added where it is not there.</summary>
    public void Attempted(TKey key, DateTimeOffset at)
    {
        if (_entries.TryGetValue(key, out var node))
            node.List!.Remove(node);
        else
            _entries.Add(key, node = new LinkedListNode<Entry>(new Entry(at, key)));
        node.Value = new Entry(at, key);

        // The clock may have been set back since the last attempt.
        var before = _attempted.Last;
        while (before is not null && before.Value.AttemptedAt > at)
            before = before.Previous;
        if (before is null)
            _attempted.AddFirst(node);
        else
            _attempted.AddAfter(before, node);
    }

    /// <summary>Removes a message: it was confirmed, or need not be sent any more. Without effect where it is not there.</summary>
    public void Remove(TKey key)
    {
        if (_entries.Remove(key, out var node))
            node.List!.Remove(node);
    }

    /// <summary>The messages to send at this instant: those not sent before, in the order in which they were added, then the others, the longest ago first.</summary>
    public IEnumerable<TKey> Due(DateTimeOffset now)
    {
        foreach (var entry in _new)
            yield return entry.Key;
        foreach (var entry in _attempted)
        {
            if (now < entry.AttemptedAt + interval)
                yield break;
            yield return entry.Key;
        }
    }

    private readonly record struct Entry(DateTimeOffset AttemptedAt, TKey Key);
}
