using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Storage;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>One agent, queue or caller as a persistent actor: takes a message, has its rules decide, writes what happened, and only
/// then says anything to anybody. It holds no rules.
/// <para>It does not wait for the disk between two messages: the next one is decided on the state that the events before it have led to, while
/// these are being written. Whatever is said waits, in order, for everything that was decided before it; also the answer to a query, which
/// has seen those events. Where an event cannot be written the actor stops: nothing that was decided after it is ever said, and the entity
/// is read again from its journal.</para></summary>
internal sealed class EntityActor : UntypedPersistentActor, IWithTimers
{
    private const string DeadlineTimer = "deadline";

    /// <summary>A timer longer than this is set again on the way.</summary>
    private static readonly TimeSpan MaxTimer = TimeSpan.FromHours(1);

    /// <summary>How long an entity is left alone that did not get past its deadline, because a rule failed.</summary>
    private static readonly TimeSpan FaultBackOff = TimeSpan.FromSeconds(1);

    private readonly EntityActorContext _context;
    private readonly EntityAddress _address;
    private readonly EntityTime _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly EngineMetrics _metrics = EngineMetrics.Of(Context.System);
    private readonly long _startedAt = EngineMetrics.Timestamp;
    private readonly Queue<UnsaidStep> _unsaid = new();
    private readonly Action<Recorded> _written;
    private readonly Action<UnsaidStep> _reached;
    private IEntity _entity;
    private EntitySnapshots _snapshots;
    private DateTimeOffset? _timerAt;
    private bool _recovered;
    private bool _stopping;
    private bool _stopsAfterSnapshot;

    /// <summary>Makes the actor of an entity.</summary>
    /// <param name="address">The entity.</param>
    /// <param name="context">What it shares with the others.</param>
    public EntityActor(EntityAddress address, EntityActorContext context)
    {
        (_address, _context, PersistenceId) = (address, context, address.PersistenceId);
        _entity = EntityFactory.Create(address);
        _time = new EntityTime(context.Now);
        _snapshots = new EntitySnapshots(context.Snapshots);
        (_written, _reached) = (Written, _ => Say(_unsaid.Dequeue()));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery => _context.RejectedSnapshots.RecoveryOf(PersistenceId);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer offered:
                Restore(offered);
                break;
            case Recorded recorded:
                Replay(recorded);
                break;
            case RecoveryCompleted:
                Recovered();
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
                Take(envelope);
                break;
            case DeadlineTimerFired:
                TakeWhatIsDue();
                break;
            case EngineReady:
                _entity.Apply(_context.Grace.From(_time.Now));
                SetTimer();
                break;
            case ActivateEntity:
                Sender.Tell(new EntityActivated(_address));
                break;
            case DescribeEntity when _stopping:
                Sender.Tell(EntityProps.BeingRead);
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
            case SnapshotReady ready:
                SnapshotStore.Tell(_snapshots.Save(PersistenceId, ready), Self);
                break;
            case SaveSnapshotSuccess saved:
                if (_snapshots.Saved(saved.Metadata.SequenceNr) is { } useless)
                    DeleteSnapshots(useless);
                SnapshotEnded();
                break;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "No snapshot was made of {0}; the journal has everything.", PersistenceId);
                SnapshotEnded();
                break;
            case Status.Failure failed:
                _log.Warning(failed.Cause, "No snapshot could be made of {0}; the journal has everything.", PersistenceId);
                SnapshotEnded();
                break;
            case DeleteSnapshotsSuccess:
                break;
            case DeleteSnapshotsFailure failed:
                _log.Warning(failed.Cause, "Old snapshots of {0} were not deleted.", PersistenceId);
                break;
            default:
                _log.Warning("{0} was sent a {1}, which nobody should send.", PersistenceId, message.GetType());
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        _metrics.Started(Self, _address.Kind);
    }

    /// <summary>Those whose answers will never be given hear that there is none: whether their commands were written cannot be said, and the same
    /// command id makes asking again harmless. Where there is something to be done at a certain time, the entity
    /// is to wake up again wherever it goes next.</summary>
    protected override void PostStop()
    {
        base.PostStop();
        _metrics.Stopped(Self);
        foreach (var unsaid in _unsaid)
        {
            foreach (var to in unsaid.Waiting)
                _context.Answers.Refuse(to, EngineUnavailable.Unknown);
            unsaid.End("The entity stopped before its events were on disk.");
        }
        if (_recovered && _entity.NextDeadline is not null && _context.MovesElsewhere())
            _context.Entities.Activate(_address);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _log.Warning(cause, "Event {0} of {1} could not be written: the entity starts again from its journal.", sequenceNr, PersistenceId);

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        _metrics.RecoveryFailed();
        _context.RecoveryFailed(reason);
    }

    /// <summary>An event that has no JSON is a fault of the engine; the state is ahead of the journal and must not be used.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        throw new InvalidOperationException($"Event {sequenceNr} of {PersistenceId} was refused by the journal.", cause);

    private void Restore(SnapshotOffer offered)
    {
        if (offered.Snapshot is SerializedSnapshot kept && kept.TryRead() is { } snapshot && snapshot.Revision == offered.Metadata.SequenceNr)
        {
            try
            {
                var restored = EntityFactory.Restore(snapshot);
                if (restored.Address == _address)
                {
                    _entity = restored;
                    _snapshots.Restored(snapshot.Revision, kept);
                    return;
                }
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                _log.Warning(thrown, "Snapshot {0} of {1} cannot be used.", offered.Metadata.SequenceNr, PersistenceId);
            }
        }
        _context.RejectedSnapshots.Add(PersistenceId, offered.Metadata.SequenceNr);
        throw new InvalidOperationException($"Snapshot {offered.Metadata.SequenceNr} of {PersistenceId} is passed over.");
    }

    private void Replay(Recorded recorded)
    {
        if (_entity.Revision + 1 != LastSequenceNr)
            throw Unreadable(recorded, $"event {_entity.Revision + 1} is missing before it.");
        try
        {
            _entity.Apply(recorded);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            throw Unreadable(recorded, $"the event does not fit what is before it. {thrown.Message}", thrown);
        }
    }

    private UnreadableJournalException Unreadable(Recorded recorded, string reason, Exception? inner = null) =>
        new(PersistenceId, LastSequenceNr, ordering: null, Manifests.Of(recorded.Event.GetType()), reason, inner);

    private void Recovered()
    {
        if (_entity.Revision != LastSequenceNr)
            throw new InvalidOperationException($"{PersistenceId} has {_entity.Revision} of its {LastSequenceNr} events.");
        _recovered = true;
        if (_time.NotBefore(_entity.LastEventAt) is var lead && lead > EngineClock.MaxStep)
            _log.Warning("The newest event of {0} is {1} ahead of this node's clock: the nodes' clocks differ.", PersistenceId, lead);
        _metrics.Recovered(_address.Kind, _startedAt);
        _context.RejectedSnapshots.Forget(PersistenceId);
        _entity.Apply(_context.Grace.From(_time.Now));
        if (_address.Kind != EntityKind.Caller && _entity.Revision > 0)
            Take(new Envelope(_address, new Recovered(), new Cause(PersistenceId)));
        else
            SetTimer();
        if (_context.PassivateAfter(_address.Kind) is { } idle)
            Context.SetReceiveTimeout(idle);
    }

    private void TakeWhatIsDue()
    {
        _timerAt = null;
        if (_stopping)
            return;
        if (_entity.NextDeadline <= _time.Now)
            Take(envelope: null);
        else
            SetTimer();
    }

    private void Take(Envelope? envelope)
    {
        var span = EngineTracing.BeginStep(_address, envelope);
        var step = EntityStep.Take(_entity, envelope, _time.Now);
        if (step.Fault is { } fault)
        {
            _metrics.RuleFailed();
            _log.Error(fault, "A rule of {Entity} failed; nothing was changed by it.", PersistenceId);
        }
        SetTimer(step.Fault is null ? TimeSpan.Zero : FaultBackOff);
        var unsaid = new UnsaidStep(step, _snapshots.IsDue(_entity.Revision) ? _snapshots.Take(_entity) : null, span);
        _unsaid.Enqueue(unsaid);
        if (step.Recorded.Count > 0)
            PersistAllAsync(step.Recorded, _written);
        else
            DeferAsync(unsaid, _reached);
    }

    /// <summary>One event is on disk, and everything before it.</summary>
    private void Written(Recorded recorded)
    {
        if (_unsaid.Peek().IsComplete())
            Say(_unsaid.Dequeue());
    }

    /// <summary>What happened is on disk: now it may be told.</summary>
    private void Say(UnsaidStep unsaid)
    {
        unsaid.EndCommit();
        EntityLog.Tell(_context.Log, _address, unsaid.Step.Recorded);
        foreach (var sent in unsaid.Step.Sends)
            _context.Entities.Deliver(unsaid.TraceParent is { } parent ? sent with { TraceParent = parent } : sent);
        foreach (var (to, answer) in unsaid.Step.Replies)
            _context.Answers.Answer(to, answer);
        if (unsaid.Snapshot is { } snapshot)
            Make(snapshot);
        unsaid.End(unsaid.Step.Fault?.Message);
    }

    /// <summary>Told once it is on disk: what is decided already may be lost yet.</summary>
    private void Describe(DescribeEntity describe, IActorRef asking) =>
        DeferAsync(EntityDescription.Of(_entity, _snapshots.LastSaved, describe.WithState), described => asking.Tell(described));

    /// <summary>Everything that was sent before is done and on disk.</summary>
    private void Stop(StopEntity stop)
    {
        _stopsAfterSnapshot = stop.Snapshot && _snapshots.IsBehind(_entity.Revision);
        if (_stopsAfterSnapshot)
            Make(_snapshots.Take(_entity));
        else
            Context.Stop(Self);
    }

    private void Make(Func<SnapshotReady> snapshot) => Task.Run(snapshot).PipeTo(Self);

    private void SnapshotEnded()
    {
        _snapshots.Ended();
        if (_stopsAfterSnapshot && !_snapshots.IsUnderWay)
            Context.Stop(Self);
    }

    private void Refuse(Envelope envelope)
    {
        if (envelope.ReplyTo is { } waiting)
            _context.Answers.Refuse(waiting, EntityProps.BeingRead);
    }

    /// <summary>A timer that is set earlier than need be stays: when it fires it is set again.</summary>
    private void SetTimer(TimeSpan atLeast = default)
    {
        if (_entity.NextDeadline is not { } deadline)
            return;
        var now = _time.Now;
        var at = deadline < now + atLeast ? now + atLeast : deadline > now + MaxTimer ? now + MaxTimer : deadline;
        if (_timerAt <= at)
            return;
        _timerAt = at;
        Timers.StartSingleTimer(DeadlineTimer, DeadlineTimerFired.Instance, at - now);
    }

    /// <summary>What one message has led to and nobody has been told of yet.</summary>
    /// <param name="step">What it has led to.</param>
    /// <param name="snapshot">Makes the snapshot that is due with it; null for none.</param>
    /// <param name="span">The span of the message; null where it is not traced.</param>
    private sealed class UnsaidStep(EntityStep step, Func<SnapshotReady>? snapshot, Activity? span)
    {
        private readonly Activity? _commit = step.Recorded.Count > 0 ? EngineTracing.BeginCommit(span, step.Recorded.Count) : null;
        private int _left = step.Recorded.Count;

        public EntityStep Step => step;

        /// <summary>Who waits for an answer, here or at an entity to which the command goes on.</summary>
        public IEnumerable<string> Waiting =>
            step.Replies.Select(reply => reply.To).Concat(step.Sends.Select(sent => sent.ReplyTo).OfType<string>());

        public Func<SnapshotReady>? Snapshot => snapshot;

        /// <summary>The trace context of what follows from it; null where it is not traced.</summary>
        public string? TraceParent => span?.Id;

        /// <summary>Takes note of one event on disk; true where it was the last one.</summary>
        public bool IsComplete() => --_left == 0;

        /// <summary>What there was to be written is on disk.</summary>
        public void EndCommit() => EngineTracing.End(_commit);

        /// <summary>Everything that follows has been told, or never will be.</summary>
        public void End(string? failure)
        {
            EngineTracing.End(_commit, failure);
            EngineTracing.End(span, failure);
        }
    }

    /// <summary>The entity's timer has fired. Its actor tells itself.</summary>
    private sealed class DeadlineTimerFired : INoSerializationVerificationNeeded
    {
        public static readonly DeadlineTimerFired Instance = new();
    }
}
