using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>One agent, queue or caller as a persistent actor. The rules decide on each message; the actor persists the events, and sends messages and answers
/// only after they are on disk. It contains no rules.
/// <para>It does not wait for the disk between two messages: the next one is decided on the state after the events that are still being written. The
/// messages and answers of a step are held back, in order, until all events decided before are on disk; so is the answer to a query, which has seen those
/// events. If an event cannot be written the actor stops: nothing that was decided after it is sent, and the entity recovers from its journal.</para></summary>
internal sealed class EntityActor : UntypedPersistentActor, IWithTimers
{
    /// <summary>The pause before a deadline is tried again after a rule has thrown.</summary>
    private static readonly TimeSpan FaultBackoff = TimeSpan.FromSeconds(1);

    private readonly EntityActorContext _context;
    private readonly EntityAddress _address;
    private readonly EntityTime _time;
    private readonly DeadlineTimer _timer;
    private readonly EntitySnapshots _snapshots;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EngineMetrics _metrics = EngineMetrics.Of(Context.System);
    private readonly long _startedAt = EngineMetrics.Timestamp;
    private readonly Queue<PendingStep> _pending = new();
    private readonly Action<RecordedEvent> _eventWritten;
    private readonly Action<PendingStep> _nothingToWrite;
    private readonly EntityRecovery _recovery;
    private bool _recovered;
    private bool _stopping;
    private bool _stopsAfterSnapshot;

    public EntityActor(EntityAddress address, EntityActorContext context)
    {
        (_address, _context, PersistenceId) = (address, context, address.PersistenceId);
        _recovery = new EntityRecovery(address, _log);
        _time = new EntityTime(context.Now);
        _timer = new DeadlineTimer(this, _time);
        _snapshots = new EntitySnapshots(context.Snapshots);
        (_eventWritten, _nothingToWrite) = (EventWritten, _ => Complete(_pending.Dequeue()));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery => _context.RejectedSnapshots.RecoveryOf(PersistenceId);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private IEntity Entity => _recovery.Entity;

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offered:
                Restore(offered);
                break;
            case RecordedEvent recorded:
                _recovery.Replay(recorded, LastSequenceNr);
                break;
            case RecoveryCompleted:
                CompleteRecovery();
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Envelope envelope when _stopping:
                Refuse(envelope);
                break;
            case Envelope envelope:
                Handle(envelope);
                break;
            case DeadlineReached:
                HandleDeadline();
                break;
            case EngineReady:
                Entity.Apply(_context.Grace.From(_time.Now));
                SetTimer();
                break;
            case ActivateEntity:
                Sender.Tell(new EntityActivated(_address));
                break;
            case DescribeEntity when _stopping:
                Sender.Tell(EntityProps.Recovering);
                break;
            case DescribeEntity describe:
                Describe(describe, Sender);
                break;
            case ReceiveTimeout:
                Context.Parent.Tell(new PassivateEntity(_address));
                break;
            case StopEntity stop:
                _stopping = true;
                DeferAsync(stop, Stop);
                break;
            default:
                if (!HandleSnapshotResult(message))
                    _log.Warning("{0} received an unexpected {1}.", PersistenceId, message.GetType());
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _metrics.Started(Self, _address.Kind);
    }

    /// <summary>Refuses the commands that are not answered yet: whether their events were written is unknown, and the same command id makes a
    /// retry harmless. An entity with a deadline is activated again on the node to which it moves.</summary>
    protected override void PostStop()
    {
        base.PostStop();
        _metrics.Stopped(Self);
        foreach (var pending in _pending)
        {
            foreach (var to in pending.Waiting)
                _context.Answers.Refuse(to, EngineUnavailable.Unknown);
            pending.End("The entity stopped before its events were on disk.");
        }
        if (_recovered && Entity.NextDeadline is not null && _context.MovesElsewhere())
            _context.Entities.Activate(_address);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _log.Warning(cause, "Event {0} of {1} could not be written: the entity recovers from its journal.", sequenceNr, PersistenceId);

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        _metrics.RecoveryFailed();
        _context.RecoveryFailed(reason);
    }

    /// <summary>An event that cannot be serialized is a fault of the engine; the state is ahead of the journal and must not be used.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InvalidOperationException($"The journal refused event {sequenceNr} of {PersistenceId}.", cause);

    private void Restore(SnapshotOffer offered)
    {
        if (_recovery.TryRestore(offered) is { } restored)
        {
            _snapshots.Restored(Entity.Revision, restored);
            return;
        }
        _context.RejectedSnapshots.Add(PersistenceId, offered.Metadata.SequenceNr);
        throw new InvalidOperationException($"Snapshot {offered.Metadata.SequenceNr} of {PersistenceId} is rejected.");
    }

    private void CompleteRecovery()
    {
        _recovery.Complete(LastSequenceNr);
        _recovered = true;
        if (_time.NotBefore(Entity.LastEventAt) is var lead && lead > EngineClock.MaxStep)
            _log.Warning("The newest event of {0} is {1} ahead of this node's clock: the clocks of the nodes differ.", PersistenceId, lead);
        _metrics.Recovered(_address.Kind, _startedAt);
        _context.RejectedSnapshots.Forget(PersistenceId);
        Entity.Apply(_context.Grace.From(_time.Now));
        if (_address.Kind != EntityKind.Caller && Entity.Revision > 0)
            Handle(new Envelope(_address, new Recovered(), new Cause(PersistenceId)));
        else
            SetTimer();
        if (_context.PassivateAfter(_address.Kind) is { } idle)
            Context.SetReceiveTimeout(idle);
    }

    private void HandleDeadline()
    {
        _timer.Fired();
        if (_stopping)
            return;
        if (Entity.NextDeadline <= _time.Now)
            Handle(envelope: null);
        else
            SetTimer();
    }

    /// <summary>Has the rules decide on a message, and begins to persist its events.</summary>
    /// <param name="envelope">The message; null for a deadline.</param>
    private void Handle(Envelope? envelope)
    {
        var span = EngineTracing.BeginStep(_address, envelope);
        var step = EntityStep.Take(Entity, envelope, _time.Now);
        if (step.Fault is { } fault)
        {
            _metrics.RuleFailed();
            _log.Error(fault, "A rule of {Entity} failed. It changed nothing.", PersistenceId);
        }
        SetTimer(step.Fault is null ? TimeSpan.Zero : FaultBackoff);
        var pending = new PendingStep(step, _snapshots.IsDue(Entity.Revision) ? _snapshots.Take(Entity) : null, span);
        _pending.Enqueue(pending);
        if (step.Recorded.Count > 0)
            PersistAllAsync(step.Recorded, _eventWritten);
        else
            DeferAsync(pending, _nothingToWrite);
    }

    /// <summary>One more event is on disk.</summary>
    private void EventWritten(RecordedEvent recorded)
    {
        if (_pending.Peek().EventWritten())
            Complete(_pending.Dequeue());
    }

    /// <summary>Sends the messages and answers of a step: its events, and all before them, are on disk.</summary>
    private void Complete(PendingStep pending)
    {
        pending.EndCommit();
        AlarmLog.Log(_context.Log, _address, pending.Step.Recorded);
        foreach (var sent in pending.Step.Sends)
            _context.Entities.Deliver(pending.TraceParent is { } parent ? sent with { TraceParent = parent } : sent);
        foreach (var (to, answer) in pending.Step.Replies)
            _context.Answers.Answer(to, answer);
        if (pending.Snapshot is { } snapshot)
            Serialize(snapshot);
        pending.End(pending.Step.Fault?.Message);
    }

    /// <summary>Answers with the present state, once that state is on disk.</summary>
    private void Describe(DescribeEntity describe, IActorRef asking) =>
        DeferAsync(EntityDescription.Of(Entity, _snapshots.LastSaved, describe.WithState), description => asking.Tell(description));

    /// <summary>Everything that was received before the stop message is done and on disk.</summary>
    private void Stop(StopEntity stop)
    {
        _stopsAfterSnapshot = stop.Snapshot && _snapshots.IsBehind(Entity.Revision);
        if (_stopsAfterSnapshot)
            Serialize(_snapshots.Take(Entity));
        else
            Context.Stop(Self);
    }

    private void Serialize(Func<SnapshotReady> snapshot) => Task.Run(snapshot).PipeTo(Self);

    /// <summary>Handles the result of a snapshot's serialization, and the replies of the snapshot store.</summary>
    /// <returns>False for any other message.</returns>
    private bool HandleSnapshotResult(object message)
    {
        switch (message)
        {
            case SnapshotReady ready:
                SnapshotStore.Tell(_snapshots.Save(PersistenceId, ready), Self);
                return true;
            case SaveSnapshotSuccess saved:
                if (_snapshots.Saved(saved.Metadata.SequenceNr) is { } obsolete)
                    DeleteSnapshots(obsolete);
                EndSnapshot();
                return true;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "The snapshot of {0} was not saved; the journal has all events.", PersistenceId);
                EndSnapshot();
                return true;
            case Status.Failure failed:
                _log.Warning(failed.Cause, "The snapshot of {0} could not be serialized; the journal has all events.", PersistenceId);
                EndSnapshot();
                return true;
            case DeleteSnapshotsSuccess:
                return true;
            case DeleteSnapshotsFailure failed:
                _log.Warning(failed.Cause, "Old snapshots of {0} were not deleted.", PersistenceId);
                return true;
            default:
                return false;
        }
    }

    private void EndSnapshot()
    {
        _snapshots.Ended();
        if (_stopsAfterSnapshot && !_snapshots.IsUnderWay)
            Context.Stop(Self);
    }

    private void Refuse(Envelope envelope)
    {
        if (envelope.ReplyTo is { } waiting)
            _context.Answers.Refuse(waiting, EntityProps.Recovering);
    }

    private void SetTimer(TimeSpan minDelay = default) => _timer.Set(Entity.NextDeadline, minDelay);
}
