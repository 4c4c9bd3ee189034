namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>The next deadline of every entity, earliest first. A deadline that has been replaced stays in the heap and is passed
/// over when it comes up, which is cheaper than looking for it.</summary>
internal sealed class DeadlineQueue
{
    /// <summary>Below this size replaced deadlines are not worth removing.</summary>
    private const int SmallHeap = 1024;

    private PriorityQueue<Activation, long> _heap = new();
    private int _live;

    /// <summary>The earliest deadline; null where there is none.</summary>
    public DateTimeOffset? Next => TryPeek(out var activation) ? activation.FiresAt : null;

    /// <summary>Sets an entity's one deadline in place of the one before it; null for none.</summary>
    public void Set(Activation activation, DateTimeOffset? at)
    {
        if (activation.FiresAt == at)
            return;
        _live += (at is null ? 0 : 1) - (activation.FiresAt is null ? 0 : 1);
        activation.FiresAt = at;
        if (at is not { } instant)
            return;
        _heap.Enqueue(activation, instant.UtcTicks);
        if (_heap.Count > SmallHeap && _heap.Count > 4 * _live)
            RemoveReplaced();
    }

    /// <summary>Takes out the entity with the earliest deadline, where that has come.</summary>
    public Activation? TakeDue(DateTimeOffset now)
    {
        if (!TryPeek(out var activation) || activation.FiresAt > now)
            return null;
        _heap.Dequeue();
        _live--;
        activation.FiresAt = null;
        return activation;
    }

    private bool TryPeek(out Activation activation)
    {
        while (_heap.TryPeek(out activation!, out var ticks))
        {
            if (activation.FiresAt?.UtcTicks == ticks)
                return true;
            _heap.Dequeue();
        }
        return false;
    }

    private void RemoveReplaced()
    {
        // One deadline may stand in the heap twice, where it was replaced and set again: the set keeps one of them.
        var kept = new HashSet<Activation>();
        _heap = new PriorityQueue<Activation, long>(_heap.UnorderedItems.Where(item =>
            item.Element.FiresAt?.UtcTicks == item.Priority && kept.Add(item.Element)));
    }
}
