using System.Runtime.InteropServices;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The newest events on disk, in memory for all followers of the journal. A follower that is further behind reads from disk. Safe for use by several
/// threads.</summary>
/// <param name="known">Receives each entity that has its first event.</param>
internal sealed class CommittedTail(KnownEntities known)
{
    /// <summary>The number of events in memory.</summary>
    public const int Capacity = 4096;

    private readonly Lock _guard = new();
    private readonly JournalRecord[] _ring = new JournalRecord[Capacity];
    private readonly Dictionary<EntityAddress, List<TailSubscription>> _subscriptions = [];
    private long _written;
    private long _floor;
    private long _lastOrdering;
    private TaskCompletionSource? _news;

    /// <summary>The ordering of the newest published event; 0 for none.</summary>
    public long LastOrdering => Volatile.Read(ref _lastOrdering);

    /// <summary>The number of subscriptions to the events of certain entities.</summary>
    public int Subscriptions
    {
        get
        {
            lock (_guard)
                return _subscriptions.Values.SelectMany(each => each).Distinct().Count();
        }
    }

    /// <summary>Forgets all events and continues after an ordering that was read from disk. Followers read the earlier events from there.</summary>
    public void Restart(long lastOrdering)
    {
        lock (_guard)
        {
            _written = 0;
            _floor = lastOrdering;
            foreach (var subscription in _subscriptions.Values.SelectMany(each => each))
                subscription.FallBehind();
            Announce(lastOrdering);
        }
    }

    /// <summary>Publishes events that this process has written.</summary>
    public void Publish(List<UnsavedEvent> events, List<long> orderings)
    {
        lock (_guard)
        {
            for (var index = 0; index < events.Count; index++)
                Add(new JournalRecord(orderings[index], events[index].Entity, events[index].SequenceNr, events[index].Recorded));
            Announce(orderings[^1]);
        }
    }

    /// <summary>Publishes events that were read from disk. No event may be missing before or between them.</summary>
    public void Publish(IEnumerable<JournalRecord> records)
    {
        lock (_guard)
        {
            var last = _lastOrdering;
            foreach (var record in records)
            {
                Add(record);
                last = record.Ordering;
            }
            Announce(last);
        }
    }

    /// <summary>The events after an ordering; null if some of them are no longer in memory.</summary>
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

    /// <summary>Completes when an event after an ordering is published.</summary>
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

    /// <summary>Empties a subscription, and adds to it every event of its entities that is published from now on.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="entities">Its entities.</param>
    /// <returns>The ordering after which it begins.</returns>
    public long Begin(TailSubscription subscription, IReadOnlySet<EntityAddress> entities)
    {
        lock (_guard)
        {
            Remove(subscription, entities);
            foreach (var entity in entities)
                (CollectionsMarshal.GetValueRefOrAddDefault(_subscriptions, entity, out _) ??= []).Add(subscription);
            subscription.Empty();
            return _lastOrdering;
        }
    }

    /// <summary>Adds no more events to a subscription.</summary>
    public void End(TailSubscription subscription, IReadOnlySet<EntityAddress> entities)
    {
        lock (_guard)
            Remove(subscription, entities);
    }

    private void Remove(TailSubscription subscription, IReadOnlySet<EntityAddress> entities)
    {
        foreach (var entity in entities)
        {
            if (_subscriptions.TryGetValue(entity, out var subscriptions) && subscriptions.Remove(subscription) && subscriptions.Count == 0)
                _subscriptions.Remove(entity);
        }
    }

    private void Add(JournalRecord record)
    {
        ref var place = ref _ring[_written % Capacity];
        if (_written >= Capacity)
            _floor = place.Ordering;
        place = record;
        _written++;
        if (record.SequenceNr == 1)
            known.Add(record.Entity);
        if (!_subscriptions.TryGetValue(record.Entity, out var subscriptions))
            return;
        foreach (var subscription in subscriptions)
            subscription.Add(record);
    }

    private void Announce(long lastOrdering)
    {
        Volatile.Write(ref _lastOrdering, lastOrdering);
        _news?.SetResult();
        _news = null;
    }
}
