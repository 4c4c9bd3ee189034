using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Primitives;

/// <summary>Writes an instant as ISO 8601 in UTC, ending in <c>Z</c>; reads none that leaves its offset open.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var instant))
            throw new JsonException("An ISO 8601 instant is expected, such as 2026-05-04T09:30:00Z.");
        var text = reader.HasValueSequence ? default : reader.ValueSpan;
        var time = text[(text.IndexOf((byte)'T') + 1)..];
        if (!text.IsEmpty && time.IndexOfAny((byte)'Z', (byte)'+', (byte)'-') < 0)
            throw new JsonException("The instant needs its offset from UTC, such as the Z of 2026-05-04T09:30:00Z.");
        return instant.ToUniversalTime();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
