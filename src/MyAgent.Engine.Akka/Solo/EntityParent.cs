using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Solo;

/// <summary><c>/user/agents</c>, <c>/user/queues</c>, <c>/user/callers</c>: creates the actor of an entity when the first message for it arrives. An
/// actor that stops because its journal failed, or an event could not be applied, is restarted with back-off; meanwhile its messages are refused.
/// Messages for an actor that is being passivated are stashed, and go to the next actor of the entity.</summary>
internal sealed class EntityParent : UntypedActor, IWithTimers
{
    private readonly EntityKind _kind;
    private readonly EntityActorContext _context;
    private readonly LocalEntities _entities;
    private readonly Dictionary<string, Child> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, string> _ids = [];
    private bool _stopping;

    public EntityParent(EntityKind kind, EntityActorContext context, LocalEntities entities) => (_kind, _context, _entities) = (kind, context, entities);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => global::Akka.Actor.SupervisorStrategy.StoppingStrategy;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Envelope envelope:
                Deliver(envelope, ChildOf(envelope.To));
                break;
            case PassivateEntity idle:
                Passivate(_children[idle.Entity.Id]);
                break;
            case ActivateEntity activate:
                ChildOf(activate.Entity).Actor?.Tell(activate, Sender);
                break;
            case Terminated stopped:
                Stopped(stopped.ActorRef);
                break;
            case StopEntities:
                BeginStop();
                break;
            case RestartEntity again:
                Start(again.Entity, _children[again.Entity.Id]);
                break;
        }
    }

    private void Deliver(Envelope envelope, Child child)
    {
        if (child.Stashed is { } stashed)
            stashed.Add(envelope);
        else if (child.Actor is { } actor)
            actor.Tell(envelope, ActorRefs.NoSender);
        else if (envelope.ReplyTo is { } waiting)
            _context.Answers.Refuse(waiting, EntityProps.Recovering);
        _entities.Forwarded(envelope.To);
    }

    private static void Passivate(Child child)
    {
        if (child.Actor is null || child.Stashed is not null)
            return;
        child.Stashed = [];
        child.Actor.Tell(StopEntity.Instance);
    }

    private Child ChildOf(EntityAddress entity)
    {
        if (_children.TryGetValue(entity.Id, out var child))
            return child;
        child = new Child();
        _children.Add(entity.Id, child);
        if (!_stopping)
            Start(entity, child);
        return child;
    }

    private void Start(EntityAddress entity, Child child)
    {
        var actor = Context.Watch(Context.ActorOf(EntityProps.Plain(entity, _context), entity.PersistenceId));
        (child.Actor, child.StartedAt) = (actor, Context.System.Scheduler.MonotonicClock);
        _ids.Add(actor, entity.Id);
        _entities.Add(entity, actor, staysActive: _context.PassivateAfter(_kind) is null);
    }

    private void Stopped(IActorRef actor)
    {
        if (!_ids.Remove(actor, out var id))
            return;
        var (entity, child) = (new EntityAddress(_kind, id), _children[id]);
        child.Actor = null;
        if (!_stopping && child.Stashed is { Count: > 0 } stashed)
        {
            child.Stashed = null;
            Start(entity, child);
            stashed.ForEach(envelope => child.Actor!.Tell(envelope, ActorRefs.NoSender));
            return;
        }
        _entities.Remove(entity);
        if (_stopping)
        {
            StopWhenEmpty();
            return;
        }
        if (child.Stashed is not null)
        {
            _children.Remove(id);
            return;
        }
        if (Context.System.Scheduler.MonotonicClock - child.StartedAt > 2 * EntityProps.MaxBackOff)
            child.Failures = 0;
        Timers.StartSingleTimer(entity, new RestartEntity(entity), EntityProps.BackOff(child.Failures++));
    }

    /// <summary>Stops every entity after the messages that were sent to it, with a snapshot, and restarts none.</summary>
    private void BeginStop()
    {
        _stopping = true;
        Timers.CancelAll();
        foreach (var actor in _ids.Keys)
            actor.Tell(StopEntity.WithSnapshot);
        StopWhenEmpty();
    }

    private void StopWhenEmpty()
    {
        if (_ids.Count == 0)
            Context.Stop(Self);
    }

    /// <summary>An entity that has an actor, or will have one again.</summary>
    private sealed class Child
    {
        public IActorRef? Actor { get; set; }

        /// <summary>The messages that arrived while the actor is being passivated; null if it is not.</summary>
        public List<Envelope>? Stashed { get; set; }

        public TimeSpan StartedAt { get; set; }

        public int Failures { get; set; }
    }

    /// <summary>Stops all entities of the kind, and then the parent.</summary>
    internal sealed class StopEntities : INoSerializationVerificationNeeded
    {
        public static readonly StopEntities Instance = new();
    }

    private sealed record RestartEntity(EntityAddress Entity) : INoSerializationVerificationNeeded;
}
