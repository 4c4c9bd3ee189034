using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>What the actors of one node share.</summary>
/// <param name="Regions">The way to every entity.</param>
/// <param name="Now">The node's clock. It never goes back.</param>
/// <param name="IsLastNode">Whether there is no other node to which entities can go.</param>
/// <param name="SnapshotEvery">After how many events of an entity a snapshot is made of it.</param>
internal sealed record EntitySurroundings(ShardRegions Regions, Func<DateTimeOffset> Now, Func<bool> IsLastNode, int SnapshotEvery)
{
    /// <summary>The snapshots that turned out to be of no use.</summary>
    public PassedOverSnapshots PassedOver { get; } = new();
}
