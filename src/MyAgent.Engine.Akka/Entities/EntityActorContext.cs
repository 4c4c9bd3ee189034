using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>What the actors of one node's entities share.</summary>
/// <param name="Entities">Routes messages to entities.</param>
/// <param name="Answers">Routes answers to those who wait.</param>
/// <param name="Now">The node's clock. It never goes back.</param>
/// <param name="Snapshots">When snapshots are taken.</param>
internal sealed record EntityActorContext(IEntityRouter Entities, IAnswerRouter Answers, Func<DateTimeOffset> Now, SnapshotPolicy Snapshots)
{
    /// <summary>The snapshots that cannot be used.</summary>
    public RejectedSnapshots RejectedSnapshots { get; } = new();

    /// <summary>The grace period of an entity that has recovered (rule 33c); default five seconds.</summary>
    public RecoveryGracePeriod Grace { get; init; } = new(RecoveryGrace.Default);

    /// <summary>The log for operators; default none.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Called with the reason when an entity's recovery has failed; it is tried again. Default: nothing.</summary>
    public Action<Exception> RecoveryFailed { get; init; } = _ => { };

    /// <summary>The time without a message, by kind, after which an entity's actor asks its parent to passivate it; null (the default) for never.</summary>
    public Func<EntityKind, TimeSpan?> PassivateAfter { get; init; } = _ => null;

    /// <summary>Whether an entity with a deadline that stops here must be activated again on another node; default false.</summary>
    public Func<bool> MovesElsewhere { get; init; } = () => false;
}
