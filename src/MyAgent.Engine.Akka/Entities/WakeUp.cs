using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Asks an entity to be awake: its actor is made, and reads itself from the journal, before it answers <see cref="Awake"/>.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record WakeUp(EntityAddress Entity);

/// <summary>An entity is awake, and will act at its deadlines.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record Awake(EntityAddress Entity);
