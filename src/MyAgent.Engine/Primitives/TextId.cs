using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Primitives;

/// <summary>An id that is one JSON string.</summary>
/// <typeparam name="TSelf">The id's type.</typeparam>
internal interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The id that a text stands for.</summary>
    static abstract TSelf FromText(string text);
}

/// <summary>Writes an id as one JSON string, also as the name of a property.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
internal sealed class TextIdConverter<TId> : JsonConverter<TId>
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
