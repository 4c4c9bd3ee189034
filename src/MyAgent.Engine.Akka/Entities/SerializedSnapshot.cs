using Akka.Actor;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Entities;

/// <summary>A snapshot as it is stored. It takes long to serialize and compress, so this is done once, and not by the actor.</summary>
/// <param name="Manifest">The format of the payload.</param>
/// <param name="Payload">The payload; compressed if it is large.</param>
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

    /// <summary>Deserializes it; null if it is damaged or of an unknown version.</summary>
    public ISnapshot? TryRead() => CompactSnapshots.TryRead(Manifest, Payload);
}

/// <summary>A snapshot has been serialized, and its events are on disk: it can be saved.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="At">The instant of the newest event that it includes.</param>
/// <param name="Snapshot">The snapshot.</param>
internal sealed record SnapshotReady(long Revision, DateTimeOffset At, SerializedSnapshot Snapshot) : INoSerializationVerificationNeeded;
