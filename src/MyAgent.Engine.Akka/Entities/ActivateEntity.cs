using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Has an entity's actor created and recovered from the journal. Answered with <see cref="EntityActivated"/> after the recovery.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record ActivateEntity(EntityAddress Entity);

/// <summary>An entity's actor has recovered: it acts at its deadlines.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record EntityActivated(EntityAddress Entity);
