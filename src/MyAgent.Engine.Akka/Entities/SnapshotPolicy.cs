namespace MyAgent.Engine.Akka.Entities;

/// <summary>When a snapshot of an entity is taken, and which ones are kept.</summary>
/// <param name="Every">The minimum number of events between two snapshots.</param>
/// <param name="StoreKeepsTwo">Whether the snapshot store itself deletes all but the newest two of an entity; default false.</param>
internal sealed record SnapshotPolicy(int Every, bool StoreKeepsTwo = false)
{
    /// <summary>The size of a snapshot, in bytes, that costs about as much to write as one event costs to read: a snapshot must not cost more
    /// than it saves.</summary>
    private const int BytesAnEvent = 256;

    /// <summary>The number of events after which the next one is due.</summary>
    /// <param name="lastBytes">The size of the last one before compression, in bytes; 0 for none.</param>
    public long DueAfter(long lastBytes) => Math.Max(Every, lastBytes / BytesAnEvent);
}
