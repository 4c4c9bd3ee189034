using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage;

/// <summary>The feed, in this process, of a journal that several processes write. It reads the journal once for all followers: after each notification of a commit,
/// and at an interval without notifications. It skips no event, and publishes events in the order of their orderings. After a failure it reads again one second
/// later; requests for the newest event fail meanwhile. Safe for use by several threads.</summary>
internal sealed class SharedJournalFeed : IJournalFeed, IDisposable
{
    /// <summary>The number of threads that read events which are not in memory.</summary>
    private const int ReaderCount = 2;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The pause between two checks whether a gap is final.</summary>
    private static readonly TimeSpan GapInterval = TimeSpan.FromMilliseconds(10);

    private readonly Lock _guard = new();
    private readonly KnownEntities _known = new();
    private readonly CommittedTail _tail;
    private readonly JournalReaders _reader;
    private readonly JournalReaders _readers;
    private readonly JournalFeed _feed;
    private readonly SettledOrderings _settled = new();
    private readonly Func<IJournalSource> _open;
    private readonly TimeSpan _poll;
    private readonly Action<Exception> _failed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable? _listener;
    private readonly Task _reading;
    private List<TaskCompletionSource<long>> _requests = [];
    private TaskCompletionSource _committed = NewSignal();
    private long? _checkedAt;
    private bool _isClosed;

    /// <param name="open">Opens the journal.</param>
    /// <param name="listen">Starts to call its argument after each commit of another process; null if the database has no notifications.</param>
    /// <param name="poll">The interval at which it reads without a notification.</param>
    /// <param name="failed">Receives each failure to read. Must return quickly and not throw.</param>
    /// <param name="time">Times the pauses.</param>
    internal SharedJournalFeed(Func<IJournalSource> open, Func<Action, IDisposable>? listen, TimeSpan poll, Action<Exception> failed, TimeProvider time)
    {
        (_open, _poll, _failed, _time, _tail) = (open, poll, failed, time, new CommittedTail(_known));
        string journalId;
        using (var source = open())
            journalId = source.JournalId();
        (_reader, _readers) = (new JournalReaders(open, 1), new JournalReaders(open, ReaderCount));
        _feed = new JournalFeed(journalId, _tail, _known, _readers);
        _listener = listen?.Invoke(Committed);
        _reading = RunAsync();
    }

    /// <inheritdoc/>
    public string JournalId => _feed.JournalId;

    /// <inheritdoc/>
    public long Position => _feed.Position;

    /// <summary>Notifies the feed of a commit: it reads the journal at once.</summary>
    public void Committed()
    {
        lock (_guard)
            _committed.TrySetResult();
    }

    /// <inheritdoc/>
    /// <remarks>All requests that arrive during a read are answered by the next read.</remarks>
    /// <exception cref="EngineUnavailableException">The journal cannot be read.</exception>
    public async Task<long> LastOrderingAsync(CancellationToken cancel = default)
    {
        var newest = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _requests.Add(newest);
            _committed.TrySetResult();
        }
        return await newest.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntityAddress>> EntitiesAsync(EntityKind kind, CancellationToken cancel = default)
    {
        await _begun.Task.WaitAsync(cancel).ConfigureAwait(false);
        return _known.Of(kind);
    }

    /// <inheritdoc/>
    /// <remarks>When it reads all entities, it waits at a gap until no transaction can fill it. The events of one entity have one writer, and so no gaps.</remarks>
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        long afterOrdering, EntityAddress? entity = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var last = await LastOrderingAsync(cancel).ConfigureAwait(false);
        if (entity is null && last > 0)
            await _tail.WaitForNewsAsync(last - 1, cancel).ConfigureAwait(false);
        await foreach (var record in _feed.ReadPagesAsync(afterOrdering, last, entity, cancel).ConfigureAwait(false))
            yield return record;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournalRecord> ReadEntityAsync(EntityAddress entity, long afterSequenceNr, CancellationToken cancel = default) =>
        _feed.ReadEntityAsync(entity, afterSequenceNr, cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRecord> FollowAsync(
        long afterOrdering, IReadOnlySet<EntityAddress>? entities = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await _begun.Task.WaitAsync(cancel).ConfigureAwait(false);
        await foreach (var record in _feed.FollowAsync(afterOrdering, entities, cancel).ConfigureAwait(false))
            yield return record;
    }

    /// <summary>Stops reading. Followers receive no more events.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            if (_isClosed)
                return;
            _isClosed = true;
        }
        _closing.Cancel();
        _reading.GetAwaiter().GetResult();
        _listener?.Dispose();
        _reader.Dispose();
        _readers.Dispose();
        _closing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await BeginAsync().ConfigureAwait(false);
                while (true)
                    await ReadOnAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                _failed(failure);
                Fail(TakeRequests(), failure);
                await Task.WhenAny(Task.Delay(PauseAfterFailure, _time, _closing.Token)).ConfigureAwait(false);
            }
        }
        Fail(TakeRequests(), new ObjectDisposedException(nameof(SharedJournalFeed)));
    }

    /// <summary>Starts after the newest event, when all transactions have ended that were writing before it: their events may have earlier orderings.</summary>
    private async Task BeginAsync()
    {
        if (_begun.Task.IsCompleted)
            return;
        while (!await _reader.RunAsync(_settled.TrySettle).ConfigureAwait(false))
            await Task.Delay(GapInterval, _time, _closing.Token).ConfigureAwait(false);
        _tail.Restart(_settled.Settled);
        await _reader.RunAsync(_ =>
        {
            // A source of its own: a source caches the entities that it has listed.
            using var source = _open();
            _known.Load(source);
            return true;
        }).ConfigureAwait(false);
        _begun.TrySetResult();
    }

    private async Task ReadOnAsync()
    {
        var requests = TakeRequests();
        var after = _tail.LastOrdering;
        IReadOnlyList<JournalRecord> page;
        try
        {
            (page, var newest) = await _reader.RunAsync(source => ReadPage(source, after, requests.Count > 0)).ConfigureAwait(false);
            foreach (var request in requests)
                request.TrySetResult(newest);
        }
        catch (Exception failure)
        {
            Fail(requests, failure);
            throw;
        }
        var complete = CountComplete(page, after);
        if (complete > 0)
            _tail.Publish(page.Take(complete));
        if (complete < page.Count)
            await WaitAtGapAsync().ConfigureAwait(false);
        else if (page.Count < JournalPages.Size)
            await NextCommitAsync(_poll).ConfigureAwait(false);
    }

    private static (IReadOnlyList<JournalRecord> Page, long Newest) ReadPage(IJournalSource source, long after, bool isRequested)
    {
        var page = source.ReadPage(after, long.MaxValue, entity: null, JournalPages.Size);
        var last = page.Count > 0 ? page[^1].Ordering : after;
        return (page, isRequested && page.Count == JournalPages.Size ? source.Newest().Ordering : last);
    }

    /// <summary>The number of events in a page before the first gap that may still be filled.</summary>
    private int CountComplete(IReadOnlyList<JournalRecord> page, long after)
    {
        for (var index = 0; index < page.Count; index++)
        {
            if (_settled.MayBeFilled(after, page[index].Ordering))
                return index;
            after = page[index].Ordering;
        }
        return page.Count;
    }

    /// <summary>Waits at a gap. The next commit fills most gaps, so that it seldom has to query the open transactions.</summary>
    private async Task WaitAtGapAsync()
    {
        if (_checkedAt is not { } checkedAt || _time.GetElapsedTime(checkedAt) >= GapInterval)
        {
            _checkedAt = _time.GetTimestamp();
            if (await _reader.RunAsync(_settled.TrySettle).ConfigureAwait(false))
                return;
        }
        await NextCommitAsync(GapInterval).ConfigureAwait(false);
    }

    private async Task NextCommitAsync(TimeSpan timeout)
    {
        Task committed;
        lock (_guard)
            committed = _committed.Task;
        try
        {
            await committed.WaitAsync(timeout, _time, _closing.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It reads without a notification.
        }
    }

    /// <summary>Takes the requests that the read which begins now will answer. A notification from now on causes another read.</summary>
    private List<TaskCompletionSource<long>> TakeRequests()
    {
        lock (_guard)
        {
            if (_committed.Task.IsCompleted)
                _committed = NewSignal();
            var requests = _requests;
            _requests = [];
            return requests;
        }
    }

    private static void Fail(List<TaskCompletionSource<long>> requests, Exception failure)
    {
        foreach (var request in requests)
            request.TrySetException(new EngineUnavailableException($"The journal cannot be read: {failure.Message}"));
    }
}
