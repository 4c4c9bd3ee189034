using Akka.Actor;
using Akka.Pattern;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>How an entity's actor is made and kept alive.</summary>
internal static class EntityProps
{
    private const double Spread = 0.2;

    /// <summary>Until it can be read, or written, again an entity is tried after this, and then less and less often.</summary>
    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);

    /// <summary>A supervisor over the entity's actor: whenever that stops, because its journal failed, the supervisor starts it again, with
    /// back-off; who asks for something in between hears at once that there is no answer.</summary>
    public static Props Supervised(EntityKind kind, string id, EntitySurroundings surroundings) => BackoffSupervisor.Props(
        Backoff.OnStop(Plain(new EntityAddress(kind, id), surroundings), "entity", ShortestBackOff, LongestBackOff, Spread, maxNrOfRetries: -1)
            .WithDefaultStoppingStrategy()
            .WithReplyWhileStopped(new EngineUnavailable("The entity is being read again from its journal.")));

    /// <summary>The entity's actor itself.</summary>
    public static Props Plain(EntityAddress address, EntitySurroundings surroundings) =>
        Props.Create(() => new EntityActor(address, surroundings));
}
