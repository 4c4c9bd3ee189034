using System.Buffers.Binary;
using System.IO.Compression;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Catalogue;
#pragma warning disable RS0030 // The streams are in memory alone: what is written and read is for the host to say.

/// <summary>Snapshots as they are kept: the JSON as it is where it is small; compressed with gzip, under a manifest that ends in <c>+gzip</c>,
/// where it is large, because every commit waits while a snapshot is written. Both hosts keep them so.</summary>
internal static class CompactSnapshots
{
    /// <summary>From which size on a snapshot is compressed, in bytes.</summary>
    private const int MinCompressedBytes = 64 * 1024;

    private const string Compressed = "+gzip";

    /// <summary>A snapshot's manifest and payload.</summary>
    public static (string Manifest, byte[] Payload) Write(ISnapshot snapshot)
    {
        var (manifest, json) = SnapshotSerializer.Write(snapshot);
        if (json.Length < MinCompressedBytes)
            return (manifest, json);
        using var compact = new MemoryStream();
        using (var gzip = new GZipStream(compact, CompressionLevel.Fastest))
            gzip.Write(json);
        return (manifest + Compressed, compact.ToArray());
    }

    /// <summary>Whether a manifest is that of a snapshot, of whatever version.</summary>
    public static bool IsSnapshot(string manifest) => manifest.Contains("-snapshot-", StringComparison.Ordinal);

    /// <summary>The size of a snapshot's JSON, in bytes; gzip ends with it.</summary>
    public static long PlainLength(string manifest, byte[] payload) =>
        IsCompressed(manifest) ? BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(^sizeof(uint)..)) : payload.Length;

    /// <summary>Reads a snapshot, compressed or not; null where it is damaged or of an unknown version: then the journal alone counts.</summary>
    public static ISnapshot? TryRead(string manifest, byte[] payload)
    {
        if (!IsCompressed(manifest))
            return SnapshotSerializer.TryRead(manifest, payload);
        try
        {
            using var json = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
            gzip.CopyTo(json);
            return SnapshotSerializer.TryRead(manifest[..^Compressed.Length], json.GetBuffer().AsSpan(0, (int)json.Length));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsCompressed(string manifest) => manifest.EndsWith(Compressed, StringComparison.Ordinal);
}
