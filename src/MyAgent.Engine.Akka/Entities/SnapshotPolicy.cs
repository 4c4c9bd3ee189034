namespace MyAgent.Engine.Akka.Entities;

/// <summary>When a snapshot is made of an entity, and which ones are kept.</summary>
/// <param name="Every">After how many events at the earliest.</param>
/// <param name="StoreKeepsTwo">Whether the snapshot store itself keeps the newest two of an entity alone.</param>
internal sealed record SnapshotPolicy(int Every, bool StoreKeepsTwo = false)
{
    /// <summary>About what one event costs to read, in bytes of a snapshot: making a snapshot is never to cost more than reading the events
    /// it spares.</summary>
    private const int BytesAnEvent = 256;

    /// <summary>After how many events the next one is due.</summary>
    /// <param name="lastBytes">The size of the last one, in bytes; 0 for none.</param>
    public long DueAfter(long lastBytes) => Math.Max(Every, lastBytes / BytesAnEvent);
}
