using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Service.Http;

/// <summary>An event as clients see it: <c>{ordering, at, entity, sequenceNr, type, by, command, data}</c>.</summary>
internal static class RecordJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = EngineJson.Strict.Encoder };

    /// <summary>Appends an event, on one line.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> buffer)
    {
        var (happened, cause) = (record.Recorded.Event, record.Recorded.Cause);
        var manifest = Manifests.Of(happened.GetType());
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteNumber("ordering", record.Ordering);
        json.WriteString("at", record.Recorded.At.UtcDateTime);
        json.WriteString("entity", record.Entity.PersistenceId);
        json.WriteNumber("sequenceNr", record.SequenceNr);
        json.WriteString("type", manifest);
        json.WriteString("by", cause.By);
        json.WriteString("command", cause.CommandId);
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, happened, Manifests.Json(manifest)!);
        json.WriteEndObject();
    }
}
