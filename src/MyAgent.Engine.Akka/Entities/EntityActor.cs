using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using MyAgent.Engine.Akka.Cluster;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>One agent, queue or caller as a persistent actor: takes a message, has its rules decide, writes what happened, and only
/// then says anything to anybody. It holds no rules.</summary>
internal sealed class EntityActor : ReceivePersistentActor, IWithTimers
{
    private const string DeadlineTimer = "deadline";

    /// <summary>A timer longer than this is set again on the way.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    /// <summary>How long an entity is left alone that did not get past its deadline, because a rule failed.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(1);

    private readonly EntitySurroundings _surroundings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IEntity _entity;
    private SnapshotPace _pace;
    private bool _recovered;
    private EntityStep? _writing;

    /// <summary>Makes the actor of an entity.</summary>
    /// <param name="address">The entity.</param>
    /// <param name="surroundings">What it needs around it.</param>
    public EntityActor(EntityAddress address, EntitySurroundings surroundings)
    {
        _surroundings = surroundings;
        _entity = EntityFactory.Create(address);
        _pace = new SnapshotPace(surroundings.SnapshotEvery);
        Address = address;
        PersistenceId = address.PersistenceId;

        Recover<SnapshotOffer>(Restore);
        Recover<Recorded>(recorded => _entity.Apply(recorded));
        Recover<RecoveryCompleted>(_ => Recovered());

        Command<Envelope>(Take);
        Command<DeadlineReached>(_ => Take(envelope: null));
        Command<WakeUp>(_ => Sender.Tell(new Awake(Address)));
        Command<SaveSnapshotSuccess>(SnapshotSaved);
        Command<SaveSnapshotFailure>(failed => _log.Warning(failed.Cause, "No snapshot was made of {0}; the journal has everything.", PersistenceId));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => _log.Warning(failed.Cause, "Old snapshots of {0} were not deleted.", PersistenceId));
        CommandAny(unknown => _log.Warning("{0} was sent a {1}, which nobody should send.", PersistenceId, unknown.GetType()));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery => _surroundings.PassedOver.RecoveryOf(PersistenceId);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private EntityAddress Address { get; }

    /// <summary>Where there is something to be done at a certain time, the entity is to wake up again wherever its shard goes next. Where that
    /// can be nowhere, the next node to start wakes it.</summary>
    protected override void PostStop()
    {
        base.PostStop();
        if (_writing is { } unwritten)
            SayThatThereIsNoAnswer(unwritten);
        if (_recovered && _entity.NextDeadline is not null && !_surroundings.IsLastNode())
            _surroundings.Regions.Of(Address.Kind).Tell(new WakeUp(Address), ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "Event {0} of {1} could not be written: the entity starts again from its journal.", sequenceNr, PersistenceId);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <summary>An event that has no JSON is a fault of the engine; the state is ahead of the journal and must not be used.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.Error(cause, "Event {0} of {1} was refused by the journal.", sequenceNr, PersistenceId);
        throw new InvalidOperationException($"Event {sequenceNr} of {PersistenceId} was refused by the journal.", cause);
    }

    private void Restore(SnapshotOffer offered)
    {
        if (offered.Snapshot is ISnapshot snapshot && snapshot.Revision == offered.Metadata.SequenceNr)
        {
            try
            {
                _entity = EntityFactory.Restore(snapshot);
                _pace = _pace.Saved(snapshot.Revision);
                return;
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                _log.Warning(thrown, "Snapshot {0} of {1} cannot be used.", offered.Metadata.SequenceNr, PersistenceId);
            }
        }
        _surroundings.PassedOver.Add(PersistenceId, offered.Metadata.SequenceNr);
        throw new InvalidOperationException($"Snapshot {offered.Metadata.SequenceNr} of {PersistenceId} is passed over.");
    }

    private void Recovered()
    {
        if (_entity.Revision != LastSequenceNr)
            throw new InvalidOperationException($"{PersistenceId} has {_entity.Revision} of its {LastSequenceNr} events.");
        _recovered = true;
        _surroundings.PassedOver.Forget(PersistenceId);
        if (Address.Kind != EntityKind.Caller && _entity.Revision > 0)
            Take(new Envelope(Address, new Recovered(), new Cause(PersistenceId)));
        else
            SetTimer();
    }

    private void Take(Envelope? envelope)
    {
        var step = EntityStep.Take(_entity, envelope, _surroundings.Now());
        if (step.Fault is { } fault)
            _log.Error(fault, "A rule of {0} failed; nothing was changed by it.", PersistenceId);
        if (step.Recorded.Count == 0)
        {
            Finish(step);
            return;
        }
        _writing = step;
        var left = step.Recorded.Count;
        PersistAll(step.Recorded, _ =>
        {
            if (--left == 0)
                Finish(step);
        });
    }

    /// <summary>What happened is on disk: now it may be told.</summary>
    private void Finish(EntityStep step)
    {
        _writing = null;
        foreach (var sent in step.Sends)
            _surroundings.Regions.Of(sent.To.Kind).Tell(sent, ActorRefs.NoSender);
        foreach (var (to, answer) in step.Replies)
            ReplyPath.Resolve(to, Context.System).Tell(answer, Self);
        SetTimer(step.Fault is null ? TimeSpan.Zero : Respite);
        if (_pace.IsDue(_entity.Revision))
        {
            _pace = _pace.Asked(_entity.Revision);
            SaveSnapshot(_entity.TakeSnapshot());
        }
    }

    /// <summary>Whoever waits for an answer, here or at an entity to which the command goes on, is not kept waiting. Whether it was written
    /// cannot be said: the same command id makes asking again harmless.</summary>
    private void SayThatThereIsNoAnswer(EntityStep unwritten)
    {
        var waiting = unwritten.Replies.Select(reply => reply.To).Concat(unwritten.Sends.Select(sent => sent.ReplyTo).OfType<string>());
        foreach (var to in waiting)
            ReplyPath.Resolve(to, Context.System).Tell(EngineUnavailable.Unknown, ActorRefs.NoSender);
    }

    private void SetTimer(TimeSpan atLeast = default)
    {
        if (_entity.NextDeadline is not { } deadline)
        {
            Timers.Cancel(DeadlineTimer);
            return;
        }
        var left = deadline - _surroundings.Now();
        Timers.StartSingleTimer(DeadlineTimer, DeadlineReached.Instance, left < atLeast ? atLeast : left > LongestTimer ? LongestTimer : left);
    }

    /// <summary>The one before the newest stays, in case the newest turns out to be damaged.</summary>
    private void SnapshotSaved(SaveSnapshotSuccess saved)
    {
        var before = _pace.LastSaved;
        _pace = _pace.Saved(saved.Metadata.SequenceNr);
        if (before > 1)
            DeleteSnapshots(new SnapshotSelectionCriteria(before - 1));
    }

    /// <summary>The entity's deadline has come. Its actor tells itself.</summary>
    private sealed class DeadlineReached : INoSerializationVerificationNeeded
    {
        public static readonly DeadlineReached Instance = new();
    }
}
