using System.Runtime.CompilerServices;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage;

/// <summary>The one follower, in this process, of a journal that several processes write. It reads when it hears of a commit, and after a pause where it hears of
/// none; all who follow the journal here are told from memory. No event is skipped, and none is told before one ahead of it. Where reading
/// fails it goes on after one second, and those who wait for the newest event are refused.</summary>
public sealed class SharedJournalFeed : IJournalFeed, IDisposable
{
    /// <summary>How many threads read what is not in memory, for all who ask.</summary>
    private const int ReaderCount = 2;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>How often it looks whether an event may still become visible before one that is.</summary>
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
    private List<TaskCompletionSource<long>> _asked = [];
    private TaskCompletionSource _committed = NewSignal();
    private long? _triedAt;
    private bool _isClosed;

    /// <param name="open">Opens the journal.</param>
    /// <param name="listen">Begins to tell of commits by others; null where nobody can.</param>
    /// <param name="poll">After how long it reads though it has heard of no commit.</param>
    /// <param name="failed">Hears of readings that failed. Must return soon and not throw.</param>
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

    /// <summary>Somebody has committed events: they are read at once.</summary>
    public void Committed()
    {
        lock (_guard)
            _committed.TrySetResult();
    }

    /// <inheritdoc/>
    /// <remarks>All who ask while the journal is being read are answered by the next reading.</remarks>
    /// <exception cref="EngineUnavailableException">The journal cannot be read.</exception>
    public async Task<long> LastOrderingAsync(CancellationToken cancel = default)
    {
        var newest = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _asked.Add(newest);
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
    /// <remarks>Of all events, those behind a gap wait until it is certain that nobody fills it. The events of one entity have one writer and so no
    /// gaps.</remarks>
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

    /// <summary>Reads no more. Those who follow hear of nothing any more.</summary>
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
                Refuse(Take(), failure);
                await Task.WhenAny(Task.Delay(PauseAfterFailure, _time, _closing.Token)).ConfigureAwait(false);
            }
        }
        Refuse(Take(), new ObjectDisposedException(nameof(SharedJournalFeed)));
    }

    /// <summary>Events that others were writing at the start may have their places before the newest one: it begins once they are there.</summary>
    private async Task BeginAsync()
    {
        if (_begun.Task.IsCompleted)
            return;
        while (!await _reader.RunAsync(_settled.TrySettle).ConfigureAwait(false))
            await Task.Delay(GapInterval, _time, _closing.Token).ConfigureAwait(false);
        _tail.Restart(_settled.Settled);
        await _reader.RunAsync(_ =>
        {
            // A source remembers what it was asked: this one is not kept.
            using var source = _open();
            _known.Load(source);
            return true;
        }).ConfigureAwait(false);
        _begun.TrySetResult();
    }

    private async Task ReadOnAsync()
    {
        var asked = Take();
        var after = _tail.LastOrdering;
        IReadOnlyList<JournalRecord> page;
        try
        {
            (page, var newest) = await _reader.RunAsync(source => ReadPage(source, after, asked.Count > 0)).ConfigureAwait(false);
            foreach (var waiting in asked)
                waiting.TrySetResult(newest);
        }
        catch (Exception failure)
        {
            Refuse(asked, failure);
            throw;
        }
        var complete = CountComplete(page, after);
        if (complete > 0)
            _tail.Publish(page.Take(complete));
        if (complete < page.Count)
            await AtGapAsync().ConfigureAwait(false);
        else if (page.Count < JournalPages.Size)
            await NextCommitAsync(_poll).ConfigureAwait(false);
    }

    private static (IReadOnlyList<JournalRecord> Page, long Newest) ReadPage(IJournalSource source, long after, bool isAsked)
    {
        var page = source.ReadPage(after, long.MaxValue, entity: null, JournalPages.Size);
        var last = page.Count > 0 ? page[^1].Ordering : after;
        return (page, isAsked && page.Count == JournalPages.Size ? source.Newest().Ordering : last);
    }

    /// <summary>How many events of a page come before the first gap that may still be filled.</summary>
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

    /// <summary>Most gaps are filled by the next commit: then there is no need to ask who is writing.</summary>
    private async Task AtGapAsync()
    {
        if (_triedAt is not { } tried || _time.GetElapsedTime(tried) >= GapInterval)
        {
            _triedAt = _time.GetTimestamp();
            if (await _reader.RunAsync(_settled.TrySettle).ConfigureAwait(false))
                return;
        }
        await NextCommitAsync(GapInterval).ConfigureAwait(false);
    }

    private async Task NextCommitAsync(TimeSpan atMost)
    {
        Task committed;
        lock (_guard)
            committed = _committed.Task;
        try
        {
            await committed.WaitAsync(atMost, _time, _closing.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Then it looks by itself.
        }
    }

    /// <summary>Takes those who have asked, for whom a reading is to begin; a commit that is heard of from now on leads to another one.</summary>
    private List<TaskCompletionSource<long>> Take()
    {
        lock (_guard)
        {
            if (_committed.Task.IsCompleted)
                _committed = NewSignal();
            var asked = _asked;
            _asked = [];
            return asked;
        }
    }

    private static void Refuse(List<TaskCompletionSource<long>> asked, Exception failure)
    {
        foreach (var waiting in asked)
            waiting.TrySetException(new EngineUnavailableException($"The journal cannot be read: {failure.Message}"));
    }
}
