using Akka.Actor;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The way to every entity, wherever it lives. Safe for use by several threads.</summary>
internal interface IEntityRouter
{
    /// <summary>Delivers a message to its entity; it may be lost.</summary>
    void Deliver(Envelope envelope);

    /// <summary>Has an entity's actor created and recovered, so that its deadlines fire.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="replyTo">Receives <see cref="EntityActivated"/> after the recovery; null for no reply.</param>
    void Activate(EntityAddress entity, IActorRef? replyTo = null);
}
