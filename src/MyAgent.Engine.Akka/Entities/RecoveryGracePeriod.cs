using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>How long after an outage the entities of this node hold nothing against people (rule 33c): so long from the moment at which the entity has
/// been read. While the engine is still starting that moment has not come yet, since nobody can speak to it.</summary>
/// <param name="length">The time.</param>
/// <param name="starting">Whether the engine is still starting; false (the default) where entities are spoken to as soon as they are read.</param>
internal sealed class RecoveryGracePeriod(TimeSpan length, bool starting = false)
{
    private volatile bool _starting = starting;

    /// <summary>The grace of an entity that has just been read; of one that was read while the engine was starting, once that is ready.</summary>
    public RecoveryGrace From(DateTimeOffset now) => new(_starting ? DateTimeOffset.MaxValue : now, length);

    /// <summary>The engine is ready. Entities that were read before are to be told, by <see cref="EngineReady"/>.</summary>
    public void EngineIsReady() => _starting = false;
}

/// <summary>The engine can be spoken to from now on.</summary>
internal sealed class EngineReady
{
    /// <summary>The only one.</summary>
    public static readonly EngineReady Instance = new();
}
