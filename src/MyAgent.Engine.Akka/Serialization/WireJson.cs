using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MyAgent.Engine.Akka.Entities;
using MyAgent.Engine.Akka.Gateway;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Akka.Serialization;

/// <summary>The messages between machines, as JSON:
/// <c>{"to":"agent-ana","by":"…","command":"…","commandHash":"…","via":"…","reply":"…","traceparent":"…","type":"log-in","data":{…}}</c>. Members that are null are left
/// out.</summary>
internal static class WireJson
{
    public const string EnvelopeManifest = "envelope";
    public const string RequestManifest = "engine-request";
    public const string UnavailableManifest = "engine-unavailable";

    public static byte[] Write(Envelope envelope) =>
        Write(envelope.To, envelope.Message, envelope.Cause, envelope.ReplyTo, envelope.TraceParent);

    public static byte[] Write(EngineRequest request) =>
        Write(request.To, request.Message, new Cause(request.By, request.CommandId), reply: null, request.TraceParent);

    public static byte[] Write(IAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, JsonOf(answer));

    public static byte[] Write(EngineUnavailable unavailable) => JsonSerializer.SerializeToUtf8Bytes(unavailable.Reason, StringJson);

    public static Envelope ReadEnvelope(ReadOnlySpan<byte> payload)
    {
        var read = Read(EnvelopeManifest, payload);
        return new Envelope(read.To, read.Message,
            read.By is null && read.Command is null ? Cause.Deadline : new Cause(read.By, read.Command, read.CommandHash, read.Via), read.Reply, read.TraceParent);
    }

    public static EngineRequest ReadRequest(ReadOnlySpan<byte> payload)
    {
        var read = Read(RequestManifest, payload);
        return new EngineRequest(read.To, read.Message, read.By ?? throw Bad(RequestManifest, "'by' is missing."), read.Command, read.TraceParent);
    }

    public static EngineUnavailable ReadUnavailable(ReadOnlySpan<byte> payload) =>
        new(JsonSerializer.Deserialize(payload, StringJson) ?? throw Bad(UnavailableManifest, "the reason is missing."));

    public static IAnswer ReadAnswer(string manifest, ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, Manifests.Json(manifest)!.Type, EngineJson.Wire) as IAnswer ?? throw Bad(manifest, "it is no answer.");
        }
        catch (JsonException thrown)
        {
            throw Bad(manifest, thrown.Message, thrown);
        }
    }

    private static JsonTypeInfo<string> StringJson => (JsonTypeInfo<string>)EngineJson.Wire.GetTypeInfo(typeof(string));

    private static JsonTypeInfo JsonOf(object message) => EngineJson.Wire.GetTypeInfo(message.GetType());

    private static byte[] Write(EntityAddress to, IMessage message, Cause cause, string? reply, string? traceParent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EngineJson.Wire.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("to", to.PersistenceId);
            WriteOptional(json, "by", cause.By);
            WriteOptional(json, "command", cause.CommandId);
            WriteOptional(json, "commandHash", cause.CommandHash);
            WriteOptional(json, "via", cause.Via);
            WriteOptional(json, "reply", reply);
            WriteOptional(json, "traceparent", traceParent);
            json.WriteString("type", Manifests.Of(message.GetType()));
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, message, JsonOf(message));
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static Parts Read(string manifest, ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var type = root.GetProperty("type").GetString()!;
            var known = Manifests.Json(type)?.Type ?? throw Bad(manifest, $"nothing has the manifest '{type}'.");
            var message = root.GetProperty("data").Deserialize(known, EngineJson.Wire) as IMessage ?? throw Bad(manifest, $"'{type}' is no message.");
            return new Parts(EntityAddress.Parse(root.GetProperty("to").GetString()!), message,
                Optional(root, "by"), Optional(root, "command"), Optional(root, "commandHash"), Optional(root, "via"), Optional(root, "reply"),
                TraceParent(root));
        }
        catch (Exception thrown) when (thrown is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw Bad(manifest, thrown.Message, thrown);
        }
    }

    private static string? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Any value is accepted: a message is not refused because of its trace context.</summary>
    private static string? TraceParent(JsonElement root) =>
        root.TryGetProperty("traceparent", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static UnknownJournalContentException Bad(string manifest, string why, Exception? inner = null) =>
        new(manifest, $"The payload is no '{manifest}': {why}", inner);

    private readonly record struct Parts(EntityAddress To, IMessage Message, string? By, string? Command, string? CommandHash, string? Via, string? Reply,
        string? TraceParent);
}
