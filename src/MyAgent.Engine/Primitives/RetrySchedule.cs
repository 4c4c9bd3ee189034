namespace MyAgent.Engine.Primitives;

/// <summary>When messages that are not confirmed are sent again: at once the first time, then at a fixed interval after each attempt.
/// All operations take O(log n). Not journaled, and not for use by several threads.</summary>
/// <typeparam name="TKey">What identifies a message.</typeparam>
/// <param name="interval">The time between two attempts.</param>
internal sealed class RetrySchedule<TKey>(TimeSpan interval)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly SortedSet<Entry> _new = new(ByAttempt.Order);
    private readonly SortedSet<Entry> _attempted = new(ByAttempt.Order);
    private long _lastSerial;

    /// <summary>When the next message is sent again; null where none has been sent. Messages that have not been sent yet are due at once.</summary>
    public DateTimeOffset? NextAt => _attempted.Count > 0 ? _attempted.Min.AttemptedAt + interval : null;

    /// <summary>Whether a message waits for its confirmation.</summary>
    public bool Contains(TKey key) => _entries.ContainsKey(key);

    /// <summary>Adds a message, which is due at once. Without effect where it is there already.</summary>
    public void Add(TKey key)
    {
        if (_entries.ContainsKey(key))
            return;
        var entry = new Entry(DateTimeOffset.MinValue, ++_lastSerial, key);
        _entries.Add(key, entry);
        _new.Add(entry);
    }

    /// <summary>A message that is there was sent.</summary>
    public void Attempted(TKey key, DateTimeOffset at)
    {
        Remove(key);
        var entry = new Entry(at, ++_lastSerial, key);
        _entries.Add(key, entry);
        _attempted.Add(entry);
    }

    /// <summary>Removes a message: it was confirmed, or need not be sent any more. Without effect where it is not there.</summary>
    public void Remove(TKey key)
    {
        if (_entries.Remove(key, out var entry) && !_new.Remove(entry))
            _attempted.Remove(entry);
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

    private readonly record struct Entry(DateTimeOffset AttemptedAt, long Serial, TKey Key);

    private sealed class ByAttempt : IComparer<Entry>
    {
        public static readonly ByAttempt Order = new();

        public int Compare(Entry x, Entry y)
        {
            var byAttempt = x.AttemptedAt.CompareTo(y.AttemptedAt);
            return byAttempt != 0 ? byAttempt : x.Serial.CompareTo(y.Serial);
        }
    }
}
