using Akka.Actor;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Routes messages to entities, wherever they live. Safe for use by several threads.</summary>
internal interface IEntityRouter
{
    /// <summary>Delivers a message to its entity; it may be lost.</summary>
    void Deliver(Envelope envelope);

    /// <summary>Creates and recovers an entity's actor if it is not active, so that its deadlines fire.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="replyTo">Receives <see cref="EntityActivated"/> after the recovery; null for no reply.</param>
    void Activate(EntityAddress entity, IActorRef? replyTo = null);
}
