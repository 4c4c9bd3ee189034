using System.Collections.Concurrent;
using Akka.Actor;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Storage;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Solo;

/// <summary>The way to every entity of an engine in one process: straight to its actor where it is awake. An entity that has no events and gets none by
/// a message, such as a caller of whom nothing is known, has no actor: its rules decide at once, on whatever thread.</summary>
/// <param name="known">Who has events.</param>
/// <param name="answers">The way back to those who wait.</param>
/// <param name="now">The engine's clock.</param>
internal sealed class LocalEntities(KnownEntities known, IAnswerRouter answers, Func<DateTimeOffset> now) : IEntityRouter
{
    private readonly ConcurrentDictionary<EntityAddress, IActorRef> _active = new();
    private readonly IActorRef?[] _parents = new IActorRef[Enum.GetValues<EntityKind>().Length];

    /// <summary>The parent of a kind's actors is there.</summary>
    public void Add(EntityKind kind, IActorRef parent) => _parents[(int)kind] = parent;

    /// <summary>An entity's actor is there, and stays.</summary>
    public void Add(EntityAddress entity, IActorRef actor) => _active[entity] = actor;

    /// <summary>An entity's actor has stopped.</summary>
    public void Remove(EntityAddress entity) => _active.TryRemove(entity, out _);

    /// <inheritdoc/>
    public void Deliver(Envelope envelope)
    {
        if (_active.TryGetValue(envelope.To, out var actor))
            actor.Tell(envelope, ActorRefs.NoSender);
        else if (known.Contains(envelope.To) || !TryDecideWithoutActor(envelope))
            ParentOf(envelope.To.Kind).Tell(envelope, ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    public void Activate(EntityAddress entity, IActorRef? replyTo = null) => ParentOf(entity.Kind).Tell(new ActivateEntity(entity), replyTo ?? ActorRefs.NoSender);

    /// <summary>Tells every entity that is awake, and stays so, something that is no message of the rules.</summary>
    public void TellAll(object message)
    {
        foreach (var actor in _active.Values)
            actor.Tell(message, ActorRefs.NoSender);
    }

    /// <summary>The parents of the actors, as far as they have been made.</summary>
    public IEnumerable<IActorRef> Parents => _parents.OfType<IActorRef>();

    /// <summary>The parent of a kind's actors; nobody before it has been made.</summary>
    public IActorRef ParentOf(EntityKind kind) => _parents[(int)kind] ?? ActorRefs.Nobody;

    /// <summary>False where the message leaves something behind: then the entity needs an actor.</summary>
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
}
