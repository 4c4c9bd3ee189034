using Akka.Actor;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>An entity's actor is idle: its parent may stop it.</summary>
/// <param name="Entity">The entity.</param>
internal sealed record PassivateEntity(EntityAddress Entity) : INoSerializationVerificationNeeded;
