using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>What the entities' actors of one node share.</summary>
/// <param name="Entities">The way to every entity.</param>
/// <param name="Answers">The way back to those who wait.</param>
/// <param name="Now">The node's clock. It never goes back.</param>
/// <param name="Snapshots">When snapshots are made.</param>
internal sealed record EntityActorContext(IEntityRouter Entities, IAnswerRouter Answers, Func<DateTimeOffset> Now, SnapshotPolicy Snapshots)
{
    /// <summary>The snapshots that turned out to be of no use.</summary>
    public RejectedSnapshots RejectedSnapshots { get; } = new();

    /// <summary>What an entity that has been read gets for what could not be done meanwhile (rule 33c).</summary>
    public RecoveryGracePeriod Grace { get; init; } = new(RecoveryGrace.Default);

    /// <summary>Where operators are told of what concerns them.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Hears why an entity could not be read; it is tried again.</summary>
    public Action<Exception> RecoveryFailed { get; init; } = _ => { };

    /// <summary>After how long without a message an entity's actor asks its parent to be stopped, by its kind; null for never.</summary>
    public Func<EntityKind, TimeSpan?> PassivateAfter { get; init; } = _ => null;

    /// <summary>Whether an entity that stops with a deadline ahead is to be awake again somewhere else.</summary>
    public Func<bool> MovesElsewhere { get; init; } = () => false;
}
