using System.Globalization;
using System.Runtime.ExceptionServices;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Runtime;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>Runs every entity's messages in turn on one thread, while another writes what the last ones led to. Nobody is answered
/// before the effect is on disk.</summary>
internal sealed class EmbeddedHost : IEngineHost
{
    /// <summary>How many commands are decided before what they led to is handed to the writing thread.</summary>
    private const int DecidedAtOnce = 64;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    private readonly IJournal _journal;
    private readonly EntityModel _model;
    private readonly CommittedTail _tail;
    private readonly GroupCommitWriter _commits;
    private readonly SnapshotSchedule _schedule;
    private readonly SnapshotTaker _snapshots;
    private readonly EmbeddedOptions _options;
    private readonly TimeProvider _time;
    private readonly Inbox<IWaiting> _inbox;
    private readonly WakeUpTimer _wakeUp;
    private readonly AutoResetEvent _retry = new(false);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    // The deciding thread's own.
    private readonly WaitingClients _clients = new();
    private readonly List<IWaiting> _work = [];
    private EngineMemory? _memory;
    private EngineClock? _clock;

    private volatile EngineHealth _health = new(EngineState.Starting, "The journal is being read.");
    private volatile bool _stopping;
    private volatile bool _abandoned;
    private long _tokens;

    public EmbeddedHost(IJournal journal, EntityModel model, CommittedTail tail, EmbeddedOptions options, TimeProvider time)
    {
        (_journal, _model, _tail, _options, _time) = (journal, model, tail, options, time);
        _inbox = new Inbox<IWaiting>(options.InboxCapacity);
        _wakeUp = new WakeUpTimer(time, _inbox.Wake);
        _commits = new GroupCommitWriter(journal, tail, options.BatchLimit, CommitFailed);
        _schedule = new SnapshotSchedule(options.SnapshotEvery);
        _snapshots = new SnapshotTaker(journal, model, _commits, _schedule, options.OnFault);
        _thread = new Thread(Run) { IsBackground = true, Name = "MyAgent decide" };
        _thread.Start();
    }

    /// <summary>Whether it takes work, and if not, why.</summary>
    public EngineHealth Health => _health;

    /// <summary>Completes when the journal has been read for the first time; fails where it cannot be.</summary>
    public Task Started => _started.Task;

    /// <summary>Completes when another engine has the journal: this one is over.</summary>
    public Task TakenOver => _takenOver.Task;

    /// <summary>The thread that writes, for what else is kept in the same database.</summary>
    public GroupCommitWriter Commits => _commits;

    /// <inheritdoc/>
    public async Task<IAnswer> SendAsync(EntityAddress to, IMessage message, Cause cause, CancellationToken cancel = default)
    {
        var token = Interlocked.Increment(ref _tokens).ToString(CultureInfo.InvariantCulture);
        var pending = new PendingCommand(new Envelope(to, message, cause, token));
        Enqueue(pending);
        await using var registration = cancel.UnsafeRegister(
            static (waiting, token) => ((PendingCommand)waiting!).TrySetCanceled(token), pending);
        return await pending.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<EntityAddress>> ListAsync(EntityKind kind, CancellationToken cancel = default)
    {
        var pending = new PendingList(kind);
        Enqueue(pending);
        return pending.Task.WaitAsync(cancel);
    }

    /// <summary>Takes no more work, finishes and answers what was taken in, makes snapshots of what has changed.</summary>
    public void Stop()
    {
        _stopping = true;
        _inbox.Wake();
        _retry.Set();
        _thread.Join();
        _snapshots.Dispose();
        if (_health.State == EngineState.Healthy)
            SaveChanged();
        _health = new EngineHealth(EngineState.Stopped, "The engine has been stopped.");
        _commits.Dispose();
        _memory?.Dispose();
        _wakeUp.Dispose();
    }

    /// <summary>Ends without finishing anything, as a process that is killed does. For tests.</summary>
    internal void Abandon()
    {
        _abandoned = true;
        Stop();
    }

    private void Enqueue(IWaiting waiting)
    {
        if (_stopping || _health.State != EngineState.Healthy)
            throw new EngineUnavailableException(_stopping ? "The engine is being stopped." : _health.Reason ?? "The engine is not ready.");
        if (!_inbox.TryAdd(waiting))
            throw new EngineUnavailableException($"{_options.InboxCapacity} commands are waiting already.");
    }

    private void Run()
    {
        var backOff = FirstBackOff;
        for (var reopen = false; !_stopping; reopen = true)
        {
            try
            {
                Read(reopen);
                backOff = FirstBackOff;
                Live(_memory!.Runtime, _clock!);
            }
            catch (Exception failure)
            {
                Fail(failure);
                if (_started.TrySetException(failure))
                    break;
                if (failure is JournalTakenOverException)
                {
                    _takenOver.SetResult();
                    break;
                }
                WaitToRetry(backOff);
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }
        }
        _inbox.Close();
        RefuseWhatIsLeft(new EngineUnavailableException("The engine has been stopped."));
    }

    private void Read(bool reopen)
    {
        if (reopen)
            _commits.Resume();
        _memory = new EngineMemory(_journal, _model, _schedule);
        _tail.Restart(_memory.Newest.Ordering);
        _clock ??= new EngineClock(_time, _memory.Newest.At);
        _memory.Runtime.AnnounceRecovery(_clock.Now, _options.RecoveryGrace);
        _health = new EngineHealth(EngineState.Healthy);
        _started.TrySetResult();
    }

    private void Live(DeterministicRuntime runtime, EngineClock clock)
    {
        HandOver(runtime);
        while (!_abandoned)
        {
            _work.Clear();
            if (_stopping)
                _work.AddRange(_inbox.TakeAll());
            else if (_wakeUp.Arm(runtime.NextDeadline, clock))
                _inbox.Take(_work, DecidedAtOnce);
            else
                _inbox.TakeReady(_work, DecidedAtOnce);
            if (_commits.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            var now = clock.Now;
            runtime.FireDue(now);
            foreach (var waiting in _work)
                Decide(runtime, waiting, now);
            HandOver(runtime);
            if (_stopping && _work.Count == 0)
                break;
        }
        if (!_abandoned)
            _commits.Drain();
    }

    private void Decide(DeterministicRuntime runtime, IWaiting waiting, DateTimeOffset now)
    {
        if (waiting is PendingCommand { Task.IsCompleted: false } command)
        {
            _clients.Add(command);
            runtime.Deliver(command.Envelope, now);
        }
    }

    /// <summary>Hands what has been decided to the writing thread, with the answers to be given once it is on disk.</summary>
    private void HandOver(DeterministicRuntime runtime)
    {
        var output = runtime.DrainOutput();
        var batch = new Batch();
        foreach (var happened in output.Events)
        {
            batch.Events.Add(happened);
            if (_memory!.Note(happened))
                _snapshots.Take(happened.Entity);
        }
        foreach (var (to, answer) in output.Replies)
        {
            if (_clients.Take(to) is { } client)
                batch.WhenCommitted(failure => client.Complete(answer, failure));
        }
        foreach (var waiting in _work)
        {
            if (waiting is PendingList list)
            {
                var entities = _memory!.List(list.Kind);
                batch.WhenCommitted(failure => list.Complete(entities, failure));
            }
        }
        foreach (var (entity, fault) in output.Faults)
            _options.OnFault(new EngineFault($"A rule of {entity} failed; nothing was changed by it.", fault));
        if (!batch.IsEmpty)
            _commits.Add(batch);
    }

    /// <summary>Memory may be ahead of the disk: throws it away and tells everybody who waits that there is no answer.</summary>
    /// <summary>The engine is unhealthy from this moment on, before the first client hears that a command failed: none must be told of a
    /// failure while others still read that all is well.</summary>
    private void CommitFailed(Exception failure)
    {
        _health = Unhealthy(failure);
        _inbox.Wake();
    }

    private static EngineHealth Unhealthy(Exception failure) =>
        new(EngineState.Unhealthy, $"The journal cannot be used: {failure.Message}");

    private void Fail(Exception failure)
    {
        _health = Unhealthy(failure);
        if (_started.Task.IsCompletedSuccessfully)
            _options.OnFault(new EngineFault("The engine takes up again from its journal.", failure));
        _commits.Drain();
        _memory?.Dispose();
        _memory = null;
        RefuseWhatIsLeft(GroupCommitWriter.Unavailable(failure));
    }

    private void RefuseWhatIsLeft(EngineUnavailableException reason)
    {
        foreach (var waiting in _clients.TakeAll().Concat(_work).Concat(_inbox.TakeAll()))
            waiting.Fail(reason);
        _work.Clear();
    }

    private void WaitToRetry(TimeSpan backOff)
    {
        using var timer = _time.CreateTimer(_ => _retry.Set(), state: null, backOff, Timeout.InfiniteTimeSpan);
        if (!_stopping)
            _retry.WaitOne();
    }

    private void SaveChanged()
    {
        if (_abandoned || _memory is null)
            return;
        try
        {
            var changed = _memory.Runtime.Entities.Where(entity => entity.Revision > _schedule.RevisionOf(entity.Address))
                .Select(SnapshotTaker.Store).ToList();
            _commits.RunAsync(() =>
            {
                _journal.Save(changed);
                return true;
            }).GetAwaiter().GetResult();
        }
        catch (Exception thrown)
        {
            _options.OnFault(new EngineFault("No snapshots were made at the end; the journal has everything.", thrown));
        }
    }
}
