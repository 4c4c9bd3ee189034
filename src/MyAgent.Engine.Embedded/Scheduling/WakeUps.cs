namespace MyAgent.Engine.Embedded.Scheduling;

/// <summary>The next deadline of every entity, earliest first. A deadline that has been replaced stays in the heap and is passed
/// over when it comes up, which is cheaper than looking for it.</summary>
internal sealed class WakeUps
{
    /// <summary>Below this size replaced deadlines are not worth removing.</summary>
    private const int SmallHeap = 1024;

    private PriorityQueue<Slot, long> _heap = new();
    private int _live;

    /// <summary>The earliest deadline; null where there is none.</summary>
    public DateTimeOffset? Next => TryPeek(out var slot) ? slot.WakeUpAt : null;

    /// <summary>Sets an entity's one wake-up in place of the one before it; null for none.</summary>
    public void Set(Slot slot, DateTimeOffset? at)
    {
        if (slot.WakeUpAt == at)
            return;
        _live += (at is null ? 0 : 1) - (slot.WakeUpAt is null ? 0 : 1);
        slot.WakeUpAt = at;
        if (at is not { } instant)
            return;
        _heap.Enqueue(slot, instant.UtcTicks);
        if (_heap.Count > SmallHeap && _heap.Count > 4 * _live)
            RemoveReplaced();
    }

    /// <summary>Takes out the entity that is to be woken first, where its deadline has come.</summary>
    public Slot? TakeDue(DateTimeOffset now)
    {
        if (!TryPeek(out var slot) || slot.WakeUpAt > now)
            return null;
        _heap.Dequeue();
        _live--;
        slot.WakeUpAt = null;
        return slot;
    }

    private bool TryPeek(out Slot slot)
    {
        while (_heap.TryPeek(out slot!, out var ticks))
        {
            if (slot.WakeUpAt?.UtcTicks == ticks)
                return true;
            _heap.Dequeue();
        }
        return false;
    }

    private void RemoveReplaced()
    {
        // One deadline may stand in the heap twice, where it was replaced and set again: the set keeps one of them.
        var kept = new HashSet<Slot>();
        _heap = new PriorityQueue<Slot, long>(_heap.UnorderedItems.Where(item =>
            item.Element.WakeUpAt?.UtcTicks == item.Priority && kept.Add(item.Element)));
    }
}
