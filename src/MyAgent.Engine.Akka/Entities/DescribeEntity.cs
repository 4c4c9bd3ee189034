using Akka.Actor;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>Asks an entity's actor, on its own node, what state it is in. Answered with <see cref="EntityDescription"/> once everything that it tells is on
/// disk. It keeps no idle entity from being stopped.</summary>
/// <param name="WithState">Whether its state is wanted as well.</param>
internal sealed record DescribeEntity(bool WithState) : INotInfluenceReceiveTimeout, INoSerializationVerificationNeeded;

/// <summary>What state an entity is in.</summary>
/// <param name="Revision">How many events it has.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="SnapshotRevision">Up to which event its newest snapshot goes; 0 for none.</param>
/// <param name="NextDeadline">When it wants to act by itself next; null for never.</param>
/// <param name="State">Its state; null where it was not asked for.</param>
internal sealed record EntityDescription(long Revision, DateTimeOffset LastEventAt, long SnapshotRevision, DateTimeOffset? NextDeadline, ISnapshot? State)
    : INoSerializationVerificationNeeded
{
    /// <summary>Describes an entity as it is now.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="snapshotRevision">Up to which event its newest snapshot goes; 0 for none.</param>
    /// <param name="withState">Whether its state is wanted as well.</param>
    public static EntityDescription Of(IEntity entity, long snapshotRevision, bool withState) =>
        new(entity.Revision, entity.LastEventAt, snapshotRevision, entity.NextDeadline, withState ? entity.TakeSnapshot() : null);
}
