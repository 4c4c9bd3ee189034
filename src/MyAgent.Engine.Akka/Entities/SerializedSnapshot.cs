using Akka.Actor;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>A snapshot as it is kept. Serializing and compressing one takes long, so it is done once, and not by the actor.</summary>
/// <param name="Manifest">The format of the payload.</param>
/// <param name="Payload">The payload, compressed where it is large.</param>
internal sealed record SerializedSnapshot(string Manifest, byte[] Payload)
{
    /// <summary>Its size before compression, in bytes.</summary>
    public long PlainLength => CompactSnapshots.PlainLength(Manifest, Payload);

    /// <summary>Serializes a snapshot.</summary>
    public static SerializedSnapshot Of(ISnapshot snapshot)
    {
        var (manifest, payload) = CompactSnapshots.Write(snapshot);
        return new SerializedSnapshot(manifest, payload);
    }

    /// <summary>Reads it; null where it is damaged or of a version that is not known.</summary>
    public ISnapshot? TryRead() => CompactSnapshots.TryRead(Manifest, Payload);
}

/// <summary>A snapshot has been serialized, and its events are on disk: it can be saved.</summary>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="At">When the newest of them happened.</param>
/// <param name="Snapshot">The snapshot.</param>
internal sealed record SnapshotReady(long Revision, DateTimeOffset At, SerializedSnapshot Snapshot) : INoSerializationVerificationNeeded;
