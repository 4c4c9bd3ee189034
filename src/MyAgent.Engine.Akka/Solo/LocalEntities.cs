using System.Collections.Concurrent;
using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The way to every entity of an engine in one process. A message goes to the entity's parent while there is no actor, while the actor may be
/// stopped because it is idle, and while the parent still has an earlier message for the entity; otherwise directly to the actor. So the messages of one
/// sender to one entity arrive in the order in which they were sent. An entity that has no events and gets none by a message, such as an unknown
/// caller, needs no actor: its rules decide at once, on the sender's thread.</summary>
/// <param name="known">The entities that have events.</param>
/// <param name="answers">The way back to the senders.</param>
/// <param name="now">The engine's clock.</param>
internal sealed class LocalEntities(KnownEntities known, IAnswerRouter answers, Func<DateTimeOffset> now) : IEntityRouter
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<EntityAddress, Route> _routes = new();
    private readonly IActorRef?[] _parents = new IActorRef[Enum.GetValues<EntityKind>().Length];

    /// <summary>Adds the parent of a kind's actors.</summary>
    public void Add(EntityKind kind, IActorRef parent) => _parents[(int)kind] = parent;

    /// <summary>The parent has started an entity's actor.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="actor">The actor.</param>
    /// <param name="staysActive">False where the parent stops the actor when it is idle: then every message goes through the parent.</param>
    public void Add(EntityAddress entity, IActorRef actor, bool staysActive)
    {
        lock (_lock)
        {
            var route = _routes.GetOrAdd(entity, static _ => new Route());
            (route.Actor, route.StaysActive) = (actor, staysActive);
            Open(route);
        }
    }

    /// <summary>An entity's actor has stopped.</summary>
    public void Remove(EntityAddress entity)
    {
        lock (_lock)
        {
            if (!_routes.TryGetValue(entity, out var route))
                return;
            (route.Actor, route.Direct) = (null, null);
            if (route.AtParent == 0)
                _routes.TryRemove(entity, out _);
        }
    }

    /// <summary>The parent has forwarded or refused one message for an entity.</summary>
    public void Forwarded(EntityAddress entity)
    {
        lock (_lock)
        {
            var route = _routes[entity];
            route.AtParent--;
            if (route is { AtParent: 0, Actor: null })
                _routes.TryRemove(entity, out _);
            else
                Open(route);
        }
    }

    /// <inheritdoc/>
    public void Deliver(Envelope envelope)
    {
        if (_routes.TryGetValue(envelope.To, out var route) && route.Direct is { } actor)
            actor.Tell(envelope, ActorRefs.NoSender);
        else if (route is not null || known.Contains(envelope.To) || !TryDecideWithoutActor(envelope))
            DeliverThroughParent(envelope);
    }

    /// <inheritdoc/>
    public void Activate(EntityAddress entity, IActorRef? replyTo = null) => ParentOf(entity.Kind).Tell(new ActivateEntity(entity), replyTo ?? ActorRefs.NoSender);

    /// <summary>Sends a message that is not of the rules to every actor that stays active.</summary>
    public void TellAll(object message)
    {
        foreach (var route in _routes.Values)
        {
            if (route.StaysActive)
                route.Actor?.Tell(message, ActorRefs.NoSender);
        }
    }

    /// <summary>The parents of the actors that have been added.</summary>
    public IEnumerable<IActorRef> Parents => _parents.OfType<IActorRef>();

    /// <summary>The parent of a kind's actors.</summary>
    /// <exception cref="InvalidOperationException">It has not been added yet.</exception>
    public IActorRef ParentOf(EntityKind kind) => _parents[(int)kind] ?? throw new InvalidOperationException($"The parent of each {kind} has not started yet.");

    private static void Open(Route route)
    {
        if (route is { StaysActive: true, AtParent: 0 })
            route.Direct = route.Actor;
    }

    private void DeliverThroughParent(Envelope envelope)
    {
        IActorRef? direct;
        lock (_lock)
        {
            var route = _routes.GetOrAdd(envelope.To, static _ => new Route());
            direct = route.Direct;
            if (direct is null)
                route.AtParent++;
        }
        (direct ?? ParentOf(envelope.To.Kind)).Tell(envelope, ActorRefs.NoSender);
    }

    /// <summary>False if the message has a lasting effect: then the entity needs an actor.</summary>
    private bool TryDecideWithoutActor(Envelope envelope)
    {
        var blank = EntityFactory.Create(envelope.To);
        var step = EntityStep.Take(blank, envelope, now());
        var leavesNothing = step.Recorded.Count == 0 && step.Fault is null && blank.NextDeadline is null
            && (envelope.To.Kind == EntityKind.Caller || (step.Sends.Count == 0 && envelope.Message is not IEntityMessage));
        if (!leavesNothing)
            return false;
        foreach (var sent in step.Sends)
            Deliver(envelope.TraceParent is { } parent ? sent with { TraceParent = parent } : sent);
        foreach (var (to, answer) in step.Replies)
            answers.Answer(to, answer);
        return true;
    }

    /// <summary>The way to one entity. Only <see cref="Direct"/> is read without the lock.</summary>
    private sealed class Route
    {
        private volatile IActorRef? _direct;

        /// <summary>The actor where messages go to it directly; otherwise null, and they go to the parent.</summary>
        public IActorRef? Direct
        {
            get => _direct;
            set => _direct = value;
        }

        /// <summary>The actor; null where it has not started, or has stopped.</summary>
        public IActorRef? Actor { get; set; }

        public bool StaysActive { get; set; }

        /// <summary>The number of messages that were sent to the parent and that it has not forwarded or refused yet.</summary>
        public int AtParent { get; set; }
    }
}
