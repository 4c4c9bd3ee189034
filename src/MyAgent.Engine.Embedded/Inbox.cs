namespace MyAgent.Engine.Embedded;

/// <summary>Work that waits for the deciding thread, first in first out, up to a capacity.</summary>
internal sealed class Inbox<T>(int capacity)
{
    private readonly Lock _guard = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly Queue<T> _waiting = new();
    private bool _idle;
    private bool _closed;

    /// <summary>Puts work in; false where there is no room or no more work is taken.</summary>
    public bool TryAdd(T item)
    {
        bool wake;
        lock (_guard)
        {
            if (_closed || _waiting.Count >= capacity)
                return false;
            _waiting.Enqueue(item);
            wake = _idle;
            _idle = false;
        }
        if (wake)
            _arrived.Set();
        return true;
    }

    /// <summary>Ends the waiting of <see cref="Take"/>, now or the next time.</summary>
    public void Wake() => _arrived.Set();

    /// <summary>Takes up to so much work; waits where there is none, until there is some or <see cref="Wake"/> is called.</summary>
    public void Take(List<T> into, int most)
    {
        if (TryTake(into, most, announce: true))
            return;
        _arrived.WaitOne();
        TryTake(into, most, announce: false);
    }

    /// <summary>Takes no more work.</summary>
    public void Close()
    {
        lock (_guard)
            _closed = true;
    }

    /// <summary>Takes up to so much work, without waiting.</summary>
    public void TakeReady(List<T> into, int most) => TryTake(into, most, announce: false);

    /// <summary>Takes all the work there is, without waiting.</summary>
    public List<T> TakeAll()
    {
        var all = new List<T>();
        TryTake(all, int.MaxValue, announce: false);
        return all;
    }

    private bool TryTake(List<T> into, int most, bool announce)
    {
        lock (_guard)
        {
            while (into.Count < most && _waiting.TryDequeue(out var item))
                into.Add(item);
            _idle = announce && into.Count == 0;
            return into.Count > 0;
        }
    }
}
