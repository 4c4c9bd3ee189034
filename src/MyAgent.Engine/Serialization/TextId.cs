using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Serialization;

/// <summary>An id that is one JSON string.</summary>
/// <typeparam name="TSelf">The id's type.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The id that a text stands for.</summary>
    static abstract TSelf FromText(string text);
}

/// <summary>Writes an id as one JSON string, also as the name of a property.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
public sealed class TextIdConverter<TId> : JsonConverter<TId>
    where TId : struct, ITextId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? TId.FromText(reader.GetString()!) : throw new JsonException("A text is expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.FromText(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);
}

/// <summary>Writes an enumeration by its camelCase names; numbers are not accepted.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
public sealed class CamelCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>Writes an instant as ISO 8601 in UTC, ending in <c>Z</c>; reads none that leaves its offset open.</summary>
public sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
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
