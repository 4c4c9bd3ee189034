using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MyAgent.Engine.Storage.Integrity;

/// <summary>The checksum of the row of an event or snapshot: XXH3, 64 bits. It detects errors of the disk and accidental changes, not forgery. The algorithm is frozen,
/// because databases have its results.</summary>
internal static class Checksum
{
    /// <summary>The first schema version with checksums.</summary>
    public const int SinceVersion = 4;

    private const int MaxTextBytes = 3 * (255 + 500);

    /// <summary>The checksum of a row.</summary>
    /// <param name="persistenceId">The persistence id of the entity.</param>
    /// <param name="sequenceNr">The sequence number of the event, or of the newest event in the snapshot.</param>
    /// <param name="created">The UTC ticks of that event's instant.</param>
    /// <param name="manifest">The format of the payload.</param>
    /// <param name="payload">The content.</param>
    public static long Of(string persistenceId, long sequenceNr, long created, string manifest, ReadOnlySpan<byte> payload)
    {
        Span<byte> text = stackalloc byte[MaxTextBytes];
        var id = Encoding.UTF8.GetBytes(persistenceId, text);
        var end = id + Encoding.UTF8.GetBytes(manifest, text[id..]);
        return Of(text[..id], sequenceNr, created, text[id..end], payload);
    }

    /// <summary>The checksum of a row whose texts are in UTF-8.</summary>
    public static long Of(ReadOnlySpan<byte> persistenceId, long sequenceNr, long created, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[(2 * sizeof(long)) + MaxTextBytes + 2];
        BinaryPrimitives.WriteInt64LittleEndian(head, sequenceNr);
        BinaryPrimitives.WriteInt64LittleEndian(head[sizeof(long)..], created);
        var length = Append(head, 2 * sizeof(long), persistenceId);
        length = Append(head, length, manifest);
        return (long)XxHash3.HashToUInt64(payload, (long)XxHash3.HashToUInt64(head[..length]));
    }

    private static int Append(Span<byte> head, int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(head[length..]);
        head[length + text.Length] = 0;
        return length + text.Length + 1;
    }
}
