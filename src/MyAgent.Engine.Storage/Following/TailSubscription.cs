using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>What happens to some entities, for one follower: a bounded number of events that it has not taken yet. A follower that falls further
/// behind loses them, is told so, and reads them from disk. Safe for use by several threads.</summary>
/// <param name="tail">Tells of the events.</param>
/// <param name="entities">The entities.</param>
internal sealed class TailSubscription(CommittedTail tail, IReadOnlySet<EntityAddress> entities) : IDisposable
{
    /// <summary>How many events wait for the follower.</summary>
    public const int Capacity = 256;

    private readonly Lock _guard = new();
    private List<JournalRecord> _waiting = [];
    private TaskCompletionSource? _news;
    private bool _isBehind;

    /// <summary>Begins, or begins anew, with what happens from now on.</summary>
    /// <returns>The ordering behind which it begins.</returns>
    public long Begin() => tail.Begin(this, entities);

    /// <summary>Takes the events that wait, or the next ones.</summary>
    /// <returns>Null where events have been lost since <see cref="Begin"/>.</returns>
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

    /// <summary>An event has reached the disk.</summary>
    internal void Add(JournalRecord record)
    {
        lock (_guard)
        {
            if (_isBehind)
                return;
            if (_waiting.Count == Capacity)
            {
                Lose();
                return;
            }
            _waiting.Add(record);
            Announce();
        }
    }

    /// <summary>Events may have reached the disk that nobody tells of.</summary>
    internal void FallBehind()
    {
        lock (_guard)
            Lose();
    }

    /// <summary>Nothing waits.</summary>
    internal void Empty()
    {
        lock (_guard)
        {
            _waiting = [];
            _isBehind = false;
        }
    }

    private void Lose()
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
