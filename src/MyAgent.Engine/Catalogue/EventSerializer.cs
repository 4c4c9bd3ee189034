using System.Buffers;
using System.Text.Json;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Catalogue;

/// <summary>Writes and reads events as they stand in the journal:
/// <c>{"at":"…Z","by":"…","command":"…","commandHash":"…","via":"…","data":{…}}</c>, where <c>by</c>, <c>command</c>, <c>commandHash</c> and <c>via</c> are left out
/// when there are none, and <c>data</c> is last. Not for use by several threads at once.</summary>
internal sealed class EventSerializer : IDisposable
{
    /// <summary>The serializer's id, kept with every event and snapshot: 7110.</summary>
    public const int Identifier = 7110;

    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText By = JsonEncodedText.Encode("by");
    private static readonly JsonEncodedText Command = JsonEncodedText.Encode("command");
    private static readonly JsonEncodedText CommandHash = JsonEncodedText.Encode("commandHash");
    private static readonly JsonEncodedText Via = JsonEncodedText.Encode("via");
    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");

    private readonly Utf8JsonWriter _writer = new(
        new ArrayBufferWriter<byte>(1), new JsonWriterOptions { Encoder = EngineJson.Strict.Encoder, SkipValidation = true });

    /// <summary>Appends an event's payload to a buffer.</summary>
    /// <returns>The event's manifest.</returns>
    public string Write(RecordedEvent recorded, IBufferWriter<byte> buffer)
    {
        var (manifest, json) = Manifests.Find(recorded.Event.GetType());
        _writer.Reset(buffer);
        _writer.WriteStartObject();
        _writer.WriteString(At, recorded.At.UtcDateTime);
        if (recorded.Cause.By is { } by)
            _writer.WriteString(By, by);
        if (recorded.Cause.CommandId is { } commandId)
            _writer.WriteString(Command, commandId);
        if (recorded.Cause.CommandHash is { } hash)
            _writer.WriteString(CommandHash, hash);
        if (recorded.Cause.Via is { } via)
            _writer.WriteString(Via, via);
        _writer.WritePropertyName(Data);
        JsonSerializer.Serialize(_writer, recorded.Event, json);
        _writer.WriteEndObject();
        _writer.Flush();
        return manifest;
    }

    /// <summary>Reads an event.</summary>
    /// <exception cref="UnknownJournalContentException">The manifest names no event, or the payload is not one of that kind.</exception>
    public static RecordedEvent Read(string manifest, ReadOnlySpan<byte> payload)
    {
        if (Manifests.Json(manifest) is not { } json)
            throw new UnknownJournalContentException(manifest, $"No event has the manifest '{manifest}'.");
        try
        {
            return Read(payload, json);
        }
        catch (Exception thrown) when (thrown is JsonException or FormatException or InvalidOperationException or InvalidCastException)
        {
            throw new UnknownJournalContentException(manifest, $"The payload is no '{manifest}': {thrown.Message}", thrown);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static RecordedEvent Read(ReadOnlySpan<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo json)
    {
        DateTimeOffset? at = null;
        string? by = null;
        string? commandId = null;
        string? hash = null;
        string? via = null;
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals(Data.EncodedUtf8Bytes))
        {
            if (reader.ValueTextEquals(At.EncodedUtf8Bytes) && reader.Read())
                at = reader.GetDateTimeOffset();
            else if (reader.ValueTextEquals(By.EncodedUtf8Bytes) && reader.Read())
                by = reader.GetString();
            else if (reader.ValueTextEquals(Command.EncodedUtf8Bytes) && reader.Read())
                commandId = reader.GetString();
            else if (reader.ValueTextEquals(CommandHash.EncodedUtf8Bytes) && reader.Read())
                hash = reader.GetString();
            else if (reader.ValueTextEquals(Via.EncodedUtf8Bytes) && reader.Read())
                via = reader.GetString();
            else
                throw new JsonException($"'{reader.GetString()}' is not expected.");
        }
        if (reader.TokenType != JsonTokenType.PropertyName || at is null || payload[^1] != (byte)'}')
            throw new JsonException("'at' and, at the end, 'data' are expected.");

        // What is left but for the last bracket is the event: handing it on as it is spares reading it twice.
        var data = payload[(int)reader.BytesConsumed..^1];
        return new RecordedEvent(at.Value, by is null && commandId is null ? Cause.Deadline : new Cause(by, commandId, hash, via),
            (IEvent)(JsonSerializer.Deserialize(data, json) ?? throw new JsonException("'data' is null.")));
    }
}
