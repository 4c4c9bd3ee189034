using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Catalogue;

/// <summary>Reads an enumeration that may be missing, and reads a name that it does not know as missing: a newer version has added it.</summary>
internal sealed class OptionalEnums : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => Nullable.GetUnderlyingType(typeToConvert) is { IsEnum: true };

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(Nullable.GetUnderlyingType(typeToConvert)!))!;

    private sealed class Converter<TEnum> : JsonConverter<TEnum?>
        where TEnum : struct, Enum
    {
        private static readonly Dictionary<string, TEnum> Values =
            Enum.GetValues<TEnum>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

        private static readonly Dictionary<TEnum, string> Names = Values.ToDictionary(pair => pair.Value, pair => pair.Key);

        public override TEnum? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => Values.TryGetValue(reader.GetString()!, out var value) ? value : null,
            _ => throw new JsonException("A name is expected."),
        };

        public override void Write(Utf8JsonWriter writer, TEnum? value, JsonSerializerOptions options)
        {
            if (value is { } known)
                writer.WriteStringValue(Names[known]);
            else
                writer.WriteNullValue();
        }
    }
}
