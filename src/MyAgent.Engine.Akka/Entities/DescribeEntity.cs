using Akka.Actor;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Asks an entity's actor, on its own node, for a description. The answer is an <see cref="EntityDescription"/>, once the events that it includes are on
/// disk. The message does not count as activity: an idle entity is passivated all the same.</summary>
/// <param name="WithState">Whether the answer includes the state.</param>
internal sealed record DescribeEntity(bool WithState) : INotInfluenceReceiveTimeout, INoSerializationVerificationNeeded;

/// <summary>The revision, snapshot, deadline and state of an entity.</summary>
/// <param name="Revision">The number of its events.</param>
/// <param name="LastEventAt">The instant of its newest event.</param>
/// <param name="SnapshotRevision">The revision of its newest snapshot; 0 for none.</param>
/// <param name="NextDeadline">Its next deadline; null for none.</param>
/// <param name="State">Its state; null if it was not requested.</param>
internal sealed record EntityDescription(long Revision, DateTimeOffset LastEventAt, long SnapshotRevision, DateTimeOffset? NextDeadline, ISnapshot? State)
    : INoSerializationVerificationNeeded
{
    /// <summary>Describes an entity as it is now.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="snapshotRevision">The revision of its newest snapshot; 0 for none.</param>
    /// <param name="withState">Whether to include the state.</param>
    public static EntityDescription Of(IEntity entity, long snapshotRevision, bool withState) =>
        new(entity.Revision, entity.LastEventAt, snapshotRevision, entity.NextDeadline, withState ? entity.TakeSnapshot() : null);
}
