using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>A bounded queue of the events of certain entities for one follower. When it overflows, its events are dropped, and the follower reads them from disk.
/// Safe for use by several threads.</summary>
/// <param name="tail">The source of the events.</param>
/// <param name="entities">The entities.</param>
internal sealed class TailSubscription(CommittedTail tail, IReadOnlySet<EntityAddress> entities) : IDisposable
{
    /// <summary>The maximum number of events in the queue.</summary>
    public const int Capacity = 256;

    private readonly Lock _guard = new();
    private List<JournalRecord> _waiting = [];
    private TaskCompletionSource? _news;
    private bool _isBehind;

    /// <summary>Starts, or restarts, with the events that are published from now on.</summary>
    /// <returns>The ordering after which it starts.</returns>
    public long Begin() => tail.Begin(this, entities);

    /// <summary>Takes the events in the queue; waits for the next ones if it is empty.</summary>
    /// <returns>Null if events have been dropped since <see cref="Begin"/>.</returns>
    public async ValueTask<IReadOnlyList<JournalRecord>?> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task news;
            lock (_guard)
            {
                if (_isBehind)
                    return null;
                if (_waiting.Count > 0)
                {
                    var taken = _waiting;
                    _waiting = [];
                    return taken;
                }
                _news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                news = _news.Task;
            }
            await news.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => tail.End(this, entities);

    /// <summary>Adds a published event.</summary>
    internal void Add(JournalRecord record)
    {
        lock (_guard)
        {
            if (_isBehind)
                return;
            if (_waiting.Count == Capacity)
            {
                Overflow();
                return;
            }
            _waiting.Add(record);
            Announce();
        }
    }

    /// <summary>Records that events may have been written without being published.</summary>
    internal void FallBehind()
    {
        lock (_guard)
            Overflow();
    }

    /// <summary>Empties the queue.</summary>
    internal void Empty()
    {
        lock (_guard)
        {
            _waiting = [];
            _isBehind = false;
        }
    }

    private void Overflow()
    {
        _waiting = [];
        _isBehind = true;
        Announce();
    }

    private void Announce()
    {
        _news?.SetResult();
        _news = null;
    }
}
