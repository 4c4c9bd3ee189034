using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>The grace period of this node's entities after an outage (rule 33c). It begins when an entity has recovered, but not before the engine
/// takes work. Safe for use by several threads.</summary>
/// <param name="length">Its length.</param>
/// <param name="starting">Whether the engine does not take work yet; default false.</param>
internal sealed class RecoveryGracePeriod(TimeSpan length, bool starting = false)
{
    private volatile bool _starting = starting;

    /// <summary>The grace period of an entity that has just recovered. Without an end while the engine is starting.</summary>
    public RecoveryGrace From(DateTimeOffset now) => new(_starting ? DateTimeOffset.MaxValue : now, length);

    /// <summary>The engine takes work. Send <see cref="EngineReady"/> to the entities that have recovered before.</summary>
    public void EngineIsReady() => _starting = false;
}

/// <summary>The engine takes work from now on.</summary>
internal sealed class EngineReady
{
    /// <summary>The only instance.</summary>
    public static readonly EngineReady Instance = new();
}
