using System.Text.Json;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Catalogue;

/// <summary>Writes and reads snapshots.</summary>
internal static class SnapshotSerializer
{
    /// <summary>A snapshot's manifest and its UTF-8 JSON.</summary>
    public static (string Manifest, byte[] Payload) Write(ISnapshot snapshot)
    {
        var (manifest, json) = Manifests.Find(snapshot.GetType());
        return (manifest, JsonSerializer.SerializeToUtf8Bytes(snapshot, json));
    }

    /// <summary>Reads a snapshot; null where it is damaged or of an unknown version: then the journal alone counts.</summary>
    public static ISnapshot? TryRead(string manifest, ReadOnlySpan<byte> payload)
    {
        if (Manifests.Json(manifest) is not { } json)
            return null;
        try
        {
            return JsonSerializer.Deserialize(payload, json) as ISnapshot;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
