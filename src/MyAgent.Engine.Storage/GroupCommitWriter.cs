using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage;

/// <summary>What the writer does after a batch that could not be written.</summary>
internal enum AfterFailure
{
    /// <summary>It refuses everything until <see cref="GroupCommitWriter.Resume"/>: what comes next was decided on top of what is lost.</summary>
    WaitForResume,

    /// <summary>It opens the journal again by itself and goes on. A write that the journal refuses for itself, because another has its place,
    /// fails alone.</summary>
    Reopen,
}

/// <summary>The one thread that writes. What is decided while it writes gathers in the next batch, which goes to disk as a whole: the
/// slower the disk, the larger the batches. Other writing is done between batches.</summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(5);

    private readonly IJournal _journal;
    private readonly CommittedTail _tail;
    private readonly int _limit;
    private readonly AfterFailure _afterFailure;
    private readonly Action<Exception> _failed;
    private readonly CommitMetrics? _metrics;
    private readonly TimeProvider _time;
    private readonly ITimer _retry;
    private readonly Thread _thread;
    private readonly object _guard = new();
    private readonly Queue<Action<Exception?>> _jobs = new();
    private readonly List<long> _orderings = [];
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Batch _gathering = new();
    private Batch _spare = new();
    private TimeSpan _backOff = FirstBackOff;
    private Exception? _failure;
    private bool _retryDue;
    private int _eventsInWriting;
    private bool _writing;
    private bool _closed;

    /// <param name="journal">Where it writes.</param>
    /// <param name="tail">Hears of what has been written.</param>
    /// <param name="limit">The most answers or events that wait in one batch; whoever adds beyond it waits.</param>
    /// <param name="failed">Hears of a batch that could not be written; called by the writing thread.</param>
    /// <param name="afterFailure">What it does then.</param>
    /// <param name="time">Times the commits, and the attempts to open the journal again; null for the system's clock.</param>
    /// <param name="metrics">Counts the commits; null for nobody.</param>
    public GroupCommitWriter(
        IJournal journal, CommittedTail tail, int limit, Action<Exception> failed,
        AfterFailure afterFailure = AfterFailure.WaitForResume, TimeProvider? time = null, CommitMetrics? metrics = null)
    {
        (_journal, _tail, _limit, _failed, _afterFailure) = (journal, tail, limit, failed, afterFailure);
        (_time, _metrics) = (time ?? TimeProvider.System, metrics);
        _retry = _time.CreateTimer(_ => RetryNow(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent commit" };
        _thread.Start();
    }

    /// <summary>Why nothing can be written; null where it can. Whatever was being written when it appeared has an unknown outcome until it is
    /// null again.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_guard)
                return _failure;
        }
    }

    /// <summary>How many events have been handed over and are neither on disk nor refused.</summary>
    public int PendingCount
    {
        get
        {
            lock (_guard)
                return _gathering.Events.Count + _eventsInWriting;
        }
    }

    /// <summary>Completes when another engine has taken the journal over: this writer never writes again.</summary>
    public Task TakenOver => _takenOver.Task;

    /// <summary>Hands a batch over, in order; waits while the one before it is full. After a failure it is refused.</summary>
    public void Add(Batch decided)
    {
        lock (_guard)
        {
            while (_failure is null && (_gathering.CompletionCount >= _limit || _gathering.Events.Count >= _limit))
                Monitor.Wait(_guard);
            if (_failure is { } failure)
                decided.Complete(Unavailable(failure));
            else
                _gathering.Append(decided);
            Monitor.PulseAll(_guard);
        }
    }

    /// <summary>Hands one write over, in order, without waiting: all of its events reach the disk, or none.</summary>
    /// <param name="events">The events.</param>
    /// <param name="completion">Told by the writing thread, or at once where nothing can be written: null when they are on disk, else why they
    /// are not, or may not be. Must return soon and not throw.</param>
    public void Add(ReadOnlySpan<UnsavedEvent> events, Action<Exception?> completion)
    {
        Exception? failure;
        lock (_guard)
        {
            failure = _closed ? new ObjectDisposedException(nameof(GroupCommitWriter)) : _failure;
            if (failure is null)
            {
                var first = _gathering.IsEmpty;
                _gathering.Append(events, completion);
                if (first)
                    Monitor.PulseAll(_guard);
            }
        }
        if (failure is not null)
            completion(Unavailable(failure));
    }

    /// <summary>Has something else written by the writing thread, between two batches.</summary>
    /// <exception cref="EngineUnavailableException">The journal cannot be written at the moment.</exception>
    public Task<T> RunAsync<T>(Func<T> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_closed)
                throw new EngineUnavailableException("The engine is being stopped.");
            _jobs.Enqueue(failure =>
            {
                try
                {
                    if (failure is not null)
                        throw Unavailable(failure);
                    done.SetResult(write());
                }
                catch (Exception thrown)
                {
                    done.SetException(thrown is EngineUnavailableException ? thrown : Unavailable(thrown));
                }
            });
            Monitor.PulseAll(_guard);
        }
        return done.Task;
    }

    /// <summary>The database has said by itself that it can no longer be written: from now on everything is refused, as after a batch that
    /// could not be written.</summary>
    public void Fail(Exception failure)
    {
        lock (_guard)
        {
            if (_failure is not null)
                return;
            _failure = failure;
            _retryDue = _afterFailure == AfterFailure.Reopen;
            Monitor.PulseAll(_guard);
        }
        _failed(failure);
    }

    /// <summary>Completes when whatever was handed over before is on disk or has failed.</summary>
    public Task WrittenSoFarAsync()
    {
        lock (_guard)
        {
            if (!_writing && _gathering.IsEmpty && _jobs.Count == 0)
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _jobs.Enqueue(_ => done.SetResult());
            return done.Task;
        }
    }

    /// <summary>Waits until nothing is left to be written.</summary>
    public void Drain()
    {
        lock (_guard)
        {
            while (_writing || !_gathering.IsEmpty || _jobs.Count > 0)
                Monitor.Wait(_guard);
        }
    }

    /// <summary>Has the journal reopened by the writing thread, so that nothing else is being written meanwhile, and writes again.</summary>
    /// <exception cref="Exception">It cannot be reopened; everything goes on being refused.</exception>
    public void Resume()
    {
        var done = new TaskCompletionSource();
        lock (_guard)
        {
            _jobs.Enqueue(_ =>
            {
                if (TryReopen(restartTail: false) is { } failure)
                    done.SetException(failure);
                else
                    done.SetResult();
            });
            Monitor.PulseAll(_guard);
        }
        done.Task.GetAwaiter().GetResult();
    }

    /// <summary>Writes what has been handed over and ends.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _closed = true;
            Monitor.PulseAll(_guard);
        }
        _thread.Join();
        _retry.Dispose();
    }

    internal static EngineUnavailableException Unavailable(Exception failure) =>
        new($"The journal cannot be written: {failure.Message}");

    private Exception? TryReopen(bool restartTail)
    {
        try
        {
            _journal.Reopen();
            if (restartTail)
                RestartTail();
            lock (_guard)
                _failure = null;
            return null;
        }
        catch (Exception thrown)
        {
            lock (_guard)
                _failure = thrown;
            return thrown;
        }
    }

    private void RetryNow()
    {
        lock (_guard)
        {
            _retryDue = true;
            Monitor.PulseAll(_guard);
        }
    }

    private void Run()
    {
        while (TakeNext(out var batch, out var job, out var failure, out var retryDue))
        {
            if (failure is not null && retryDue)
            {
                ReopenByItself();
                failure = Failure;
            }
            if (!batch.IsEmpty)
                Write(batch, ref failure);
            job?.Invoke(failure);
            batch.Clear();
            lock (_guard)
            {
                (_writing, _eventsInWriting) = (false, 0);
                Monitor.PulseAll(_guard);
            }
        }
    }

    /// <summary>Waits for work. False when there is none and there will be none.</summary>
    private bool TakeNext(out Batch batch, out Action<Exception?>? job, out Exception? failure, out bool retryDue)
    {
        lock (_guard)
        {
            while (_gathering.IsEmpty && _jobs.Count == 0 && !_closed && !(_retryDue && _failure is not null))
                Monitor.Wait(_guard);
            (batch, _gathering, _spare) = (_gathering, _spare, _gathering);
            _jobs.TryDequeue(out job);
            _eventsInWriting = batch.Events.Count;
            (failure, retryDue) = (_failure, _retryDue);
            _writing = !batch.IsEmpty || job is not null || !_closed;
            Monitor.PulseAll(_guard);
            return _writing;
        }
    }

    private void Write(Batch batch, ref Exception? failure)
    {
        if (failure is null && batch.Events.Count > 0 && TryAppend(batch.Events) is { } thrown)
        {
            if (_afterFailure == AfterFailure.Reopen && _journal.IsConflict(thrown))
            {
                batch.CompleteApart(AppendAlone);
                return;
            }
            Broken(thrown);
            batch.Complete(Unavailable(thrown));
            if (_afterFailure == AfterFailure.Reopen)
                ReopenByItself();
            failure = Failure;
            return;
        }
        batch.Complete(failure is null ? null : Unavailable(failure));
    }

    /// <summary>One write by itself, after the batch in which it stood was refused because of one of them.</summary>
    private Exception? AppendAlone(List<UnsavedEvent> events)
    {
        var failure = Failure ?? TryAppend(events);
        if (failure is null)
            return null;
        if (!_journal.IsConflict(failure))
        {
            Broken(failure);
            ReopenByItself();
        }
        return Unavailable(failure);
    }

    private Exception? TryAppend(List<UnsavedEvent> events)
    {
        var began = _time.GetTimestamp();
        try
        {
            _orderings.Clear();
            _journal.Append(events, _orderings);
        }
        catch (Exception thrown)
        {
            _metrics?.Failed();
            return thrown;
        }
        var took = _time.GetElapsedTime(began);

        // Before anybody is answered: whoever has an answer finds its effect at or before the last ordering.
        _tail.Publish(events, _orderings);
        _metrics?.Committed(took, events.Count);
        return null;
    }

    private void Broken(Exception failure)
    {
        lock (_guard)
            _failure = failure;
        _failed(failure);
    }

    /// <summary>Opens the journal again; where that fails it is tried again later, less and less often. What was being written may have reached
    /// the disk: those who follow the journal read it from there.</summary>
    private void ReopenByItself()
    {
        lock (_guard)
            _retryDue = false;
        if (_takenOver.Task.IsCompleted)
            return;
        switch (TryReopen(restartTail: true))
        {
            case null:
                _backOff = FirstBackOff;
                break;
            case JournalTakenOverException:
                _takenOver.SetResult();
                break;
            default:
                _retry.Change(_backOff, Timeout.InfiniteTimeSpan);
                _backOff = _backOff * 2 < MaxBackOff ? _backOff * 2 : MaxBackOff;
                break;
        }
    }

    private void RestartTail()
    {
        using var source = _journal.OpenSource();
        _tail.Restart(source.Newest().Ordering);
    }
}
