using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage;

/// <summary>Writes the journal on one thread. The writes that arrive during a commit form the next batch, which is one transaction: the slower the
/// disk, the larger the batches. Other writes to the database are done between batches. After a failure it refuses all writes, reopens the journal and
/// continues; a write with a sequence number that the journal has already fails without the others of its batch. Safe for use by several threads.</summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly IJournal _journal;
    private readonly CommittedTail _tail;
    private readonly Action<Exception> _failed;
    private readonly JournalAppender _appender;
    private readonly ReopenBackoff _backoff;
    private readonly Thread _thread;
    private readonly object _guard = new();
    private readonly Queue<Action<Exception?>> _jobs = new();
    private Batch _gathering = new();
    private Batch _spare = new();
    private Exception? _failure;
    private bool _retryDue;
    private int _eventsInWriting;
    private bool _writing;
    private bool _closed;

    /// <param name="journal">The journal.</param>
    /// <param name="tail">Receives the events that have been written.</param>
    /// <param name="failed">Receives each failure of a batch, and of <see cref="Fail"/>, on the thread where it occurs: it must return quickly and not throw.</param>
    /// <param name="time">Times the commits, and the attempts to open the journal again; null (the default) for the system's clock.</param>
    /// <param name="metrics">Counts the commits; null (the default) for none.</param>
    public GroupCommitWriter(
        IJournal journal, CommittedTail tail, Action<Exception> failed, TimeProvider? time = null, CommitMetrics? metrics = null)
    {
        (_journal, _tail, _failed) = (journal, tail, failed);
        _appender = new JournalAppender(journal, tail, metrics, time ?? TimeProvider.System);
        _backoff = new ReopenBackoff(time ?? TimeProvider.System, RetryNow);
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent commit" };
        _thread.Start();
    }

    /// <summary>The reason why the journal cannot be written; null while it can. The outcome of the writes in progress when it appeared is unknown.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_guard)
                return _failure;
        }
    }

    /// <summary>The number of events added that are neither on disk nor refused.</summary>
    public int PendingCount
    {
        get
        {
            lock (_guard)
                return _gathering.Events.Count + _eventsInWriting;
        }
    }

    /// <summary>Completes when another engine has taken the journal over: this writer never writes again.</summary>
    public Task TakenOver => _backoff.TakenOver;

    /// <summary>Adds one write, in order, without blocking: all of its events reach the disk, or none.</summary>
    /// <param name="events">The events.</param>
    /// <param name="completion">Called by the writing thread, or at once if the journal cannot be written: with null when the events are on disk, otherwise with
    /// the reason why they are not, or may not be. Must return quickly and not throw.</param>
    public void Add(ReadOnlySpan<UnsavedEvent> events, Action<Exception?> completion)
    {
        Exception? failure;
        lock (_guard)
        {
            failure = _closed ? new ObjectDisposedException(nameof(GroupCommitWriter)) : _failure;
            if (failure is null)
            {
                var first = _gathering.IsEmpty;
                _gathering.Add(events, completion);
                if (first)
                    Monitor.PulseAll(_guard);
            }
        }
        if (failure is not null)
            completion(Unavailable(failure));
    }

    /// <summary>Runs another write on the writing thread, between two batches.</summary>
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

    /// <summary>The database has reported that it can no longer be written: every write is refused from now on, as after a batch that could not be
    /// written.</summary>
    public void Fail(Exception failure)
    {
        lock (_guard)
        {
            if (_failure is not null)
                return;
            _failure = failure;
            _retryDue = true;
            Monitor.PulseAll(_guard);
        }
        _failed(failure);
    }

    /// <summary>Completes when every write added before is on disk or has failed.</summary>
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

    /// <summary>Writes what has been added and ends the thread.</summary>
    public void Dispose()
    {
        lock (_guard)
        {
            _closed = true;
            Monitor.PulseAll(_guard);
        }
        _thread.Join();
        _backoff.Dispose();
    }

    internal static EngineUnavailableException Unavailable(Exception failure) =>
        new($"The journal cannot be written: {failure.Message}");

    private Exception? TryReopen()
    {
        try
        {
            _journal.Reopen();
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
                ReopenOrRetryLater();
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

    /// <summary>Waits for work; false if the writer has been disposed of and there is none.</summary>
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
        if (failure is null && batch.Events.Count > 0 && _appender.TryAppend(batch.Events) is { } thrown)
        {
            if (_journal.IsConflict(thrown))
            {
                batch.CompleteSeparately(AppendSeparately);
                return;
            }
            SetFailure(thrown);
            batch.Complete(Unavailable(thrown));
            ReopenOrRetryLater();
            failure = Failure;
            return;
        }
        batch.Complete(failure is null ? null : Unavailable(failure));
    }

    /// <summary>Writes one write of a batch that was refused because of a conflict in it.</summary>
    private Exception? AppendSeparately(List<UnsavedEvent> events)
    {
        var failure = Failure ?? _appender.TryAppend(events);
        if (failure is null)
            return null;
        if (!_journal.IsConflict(failure))
        {
            SetFailure(failure);
            ReopenOrRetryLater();
        }
        return Unavailable(failure);
    }

    private void SetFailure(Exception failure)
    {
        lock (_guard)
            _failure = failure;
        _failed(failure);
    }

    /// <summary>Opens the journal again, or begins the pause before the next attempt. Events of the failed write may have reached the disk: the tail is
    /// restarted, so that its subscribers read them from there.</summary>
    private void ReopenOrRetryLater()
    {
        lock (_guard)
            _retryDue = false;
        if (!_backoff.TakenOver.IsCompleted)
            _backoff.Attempted(TryReopen());
    }

    private void RestartTail()
    {
        using var source = _journal.OpenSource();
        _tail.Restart(source.Newest().Ordering);
    }
}
