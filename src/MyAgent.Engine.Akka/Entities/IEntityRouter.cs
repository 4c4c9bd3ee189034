using Akka.Actor;
using MyAgent.Engine.Entities;
using Envelope = MyAgent.Engine.Entities.Envelope;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The way to every entity, wherever it lives. Safe for use by several threads.</summary>
internal interface IEntityRouter
{
    /// <summary>Delivers a message to its entity; it may be lost.</summary>
    void Deliver(Envelope envelope);

    /// <summary>Asks for an entity to be awake, because it has something to do at a certain time.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="tell">Is told <see cref="Awake"/> when it is; null for nobody.</param>
    void Wake(EntityAddress entity, IActorRef? tell = null);
}
