using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Creates an entity's actor, if it is not active, and recovers it from the journal. The answer is <see cref="EntityActivated"/>, after the recovery.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record ActivateEntity(EntityAddress Entity);

/// <summary>An entity's actor has recovered: it acts at its deadlines.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record EntityActivated(EntityAddress Entity);
