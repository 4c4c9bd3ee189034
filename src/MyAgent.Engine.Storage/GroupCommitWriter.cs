using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage;

/// <summary>The one thread that writes. What is decided while it writes gathers in the next batch, which goes to disk as a whole: the
/// slower the disk, the larger the batches. Other writing is done between batches.</summary>
internal sealed class GroupCommitWriter : IDisposable
{
    private readonly IJournal _journal;
    private readonly CommittedTail _tail;
    private readonly int _limit;
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private readonly object _guard = new();
    private readonly Queue<Action<Exception?>> _jobs = new();
    private readonly List<long> _orderings = [];
    private Batch _gathering = new();
    private Batch _spare = new();
    private Exception? _failure;
    private bool _writing;
    private bool _closed;

    /// <param name="journal">Where it writes.</param>
    /// <param name="tail">Hears of what has been written.</param>
    /// <param name="limit">The most answers or events that wait in one batch; whoever adds beyond it waits.</param>
    /// <param name="failed">Hears of a batch that could not be written; called by the writing thread.</param>
    public GroupCommitWriter(IJournal journal, CommittedTail tail, int limit, Action<Exception> failed)
    {
        (_journal, _tail, _limit, _failed) = (journal, tail, limit, failed);
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent commit" };
        _thread.Start();
    }

    /// <summary>Why a batch could not be written; null where all could since <see cref="Resume"/>.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_guard)
                return _failure;
        }
    }

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
            Monitor.PulseAll(_guard);
        }
        _failed(failure);
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
            _jobs.Enqueue(_ => Reopen(done));
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
    }

    internal static EngineUnavailableException Unavailable(Exception failure) =>
        new($"The journal cannot be written: {failure.Message}");

    private void Reopen(TaskCompletionSource done)
    {
        try
        {
            _journal.Reopen();
            lock (_guard)
                _failure = null;
            done.SetResult();
        }
        catch (Exception thrown)
        {
            lock (_guard)
                _failure = thrown;
            done.SetException(thrown);
        }
    }

    private void Run()
    {
        while (TakeNext(out var batch, out var job, out var failure))
        {
            if (!batch.IsEmpty)
                Write(batch, ref failure);
            job?.Invoke(failure);
            batch.Clear();
            lock (_guard)
            {
                _writing = false;
                Monitor.PulseAll(_guard);
            }
        }
    }

    private bool TakeNext(out Batch batch, out Action<Exception?>? job, out Exception? failure)
    {
        lock (_guard)
        {
            while (_gathering.IsEmpty && _jobs.Count == 0 && !_closed)
                Monitor.Wait(_guard);
            (batch, _gathering, _spare) = (_gathering, _spare, _gathering);
            _jobs.TryDequeue(out job);
            failure = _failure;
            _writing = !batch.IsEmpty || job is not null;
            Monitor.PulseAll(_guard);
            return _writing;
        }
    }

    private void Write(Batch batch, ref Exception? failure)
    {
        if (failure is null && batch.Events.Count > 0)
            failure = TryAppend(batch);
        batch.Complete(failure is null ? null : Unavailable(failure));
    }

    private Exception? TryAppend(Batch batch)
    {
        try
        {
            _orderings.Clear();
            _journal.Append(batch.Events, _orderings);
        }
        catch (Exception thrown)
        {
            lock (_guard)
                _failure = thrown;
            _failed(thrown);
            return thrown;
        }

        // Before anybody is answered: whoever has an answer finds its effect at or before the last ordering.
        _tail.Publish(batch.Events, _orderings);
        return null;
    }
}
