using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded.Scheduling;

/// <summary>An event that has been applied in memory and is to be journaled.</summary>
/// <param name="Entity">The entity it happened to.</param>
/// <param name="PersistenceId">The text of <paramref name="Entity"/>, made once for each entity.</param>
/// <param name="SequenceNr">Its place among the entity's events, from 1.</param>
/// <param name="Recorded">The event.</param>
public readonly record struct UnsavedEvent(EntityAddress Entity, string PersistenceId, long SequenceNr, Recorded Recorded);

/// <summary>What running some messages has yielded. Nothing of it may be told to anybody before <see cref="Events"/> are on disk.</summary>
public sealed class Harvest
{
    /// <summary>What happened, in the order in which it must be journaled.</summary>
    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>The answers, in the order in which they were given.</summary>
    public List<(string To, IAnswer Answer)> Replies { get; } = [];

    /// <summary>What rules threw. Each such rule has changed nothing.</summary>
    public List<(EntityAddress Entity, Exception Fault)> Faults { get; } = [];
}
