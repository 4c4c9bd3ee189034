using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The newest events on disk, kept in memory for those who follow the journal; a follower that falls further behind reads
/// from disk. Safe for use by several threads.</summary>
internal sealed class CommittedTail
{
    /// <summary>How many events are kept.</summary>
    private const int Capacity = 4096;

    private readonly Lock _guard = new();
    private readonly JournalRecord[] _ring = new JournalRecord[Capacity];
    private long _written;
    private long _floor;
    private long _lastOrdering;
    private TaskCompletionSource? _news;

    /// <summary>The ordering of the newest event on disk; 0 for none.</summary>
    public long LastOrdering => Volatile.Read(ref _lastOrdering);

    /// <summary>Begins anew behind an ordering that was read from disk.</summary>
    public void Restart(long lastOrdering)
    {
        lock (_guard)
        {
            _written = 0;
            _floor = lastOrdering;
            Announce(lastOrdering);
        }
    }

    /// <summary>Adds events that are on disk now.</summary>
    public void Publish(List<UnsavedEvent> events, List<long> orderings)
    {
        lock (_guard)
        {
            for (var index = 0; index < events.Count; index++)
            {
                ref var place = ref _ring[_written % Capacity];
                if (_written >= Capacity)
                    _floor = place.Ordering;
                place = new JournalRecord(orderings[index], events[index].Entity, events[index].SequenceNr, events[index].Recorded);
                _written++;
            }
            Announce(orderings[^1]);
        }
    }

    /// <summary>The events after an ordering; null where they do not reach back that far.</summary>
    public IReadOnlyList<JournalRecord>? After(long ordering)
    {
        lock (_guard)
        {
            if (ordering < _floor)
                return null;
            var count = (int)Math.Min(_written, Capacity);
            var newer = new List<JournalRecord>();
            for (var back = 1; back <= count && _ring[(_written - back) % Capacity] is var record && record.Ordering > ordering; back++)
                newer.Add(record);
            newer.Reverse();
            return newer;
        }
    }

    /// <summary>Completes when there is an event after an ordering.</summary>
    public Task WaitForNewsAsync(long after, CancellationToken cancel)
    {
        lock (_guard)
        {
            if (_lastOrdering > after)
                return Task.CompletedTask;
            _news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _news.Task.WaitAsync(cancel);
        }
    }

    private void Announce(long lastOrdering)
    {
        Volatile.Write(ref _lastOrdering, lastOrdering);
        _news?.SetResult();
        _news = null;
    }
}
