using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Contacts;

/// <summary>What a connector knows of a contact, in names and values of its own (rule 27): a flat JSON object of strings, numbers and booleans. Two are equal if
/// their JSON is.</summary>
[JsonConverter(typeof(ContactAttributesConverter))]
public sealed record ContactAttributes
{
    /// <summary>The largest size of <see cref="Json"/>, in bytes of UTF-8: 16 KiB.</summary>
    public const int MaxBytes = 16 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ContactAttributes(string json) => Json = json;

    /// <summary>The attributes as a JSON object without spaces, in the order in which they were given.</summary>
    public string Json { get; }

    /// <summary>The size of <see cref="Json"/>, in bytes of UTF-8.</summary>
    [JsonIgnore]
    public int Bytes => Encoding.UTF8.GetByteCount(Json);

    /// <summary>Whether there are none.</summary>
    [JsonIgnore]
    public bool IsEmpty => Json == "{}";

    /// <summary>The attributes of a JSON object.</summary>
    /// <param name="attributes">The object.</param>
    /// <exception cref="JsonException">It is no object, has a name twice, or a value that is no string, number or boolean. The exception names its path.</exception>
    public static ContactAttributes From(JsonElement attributes)
    {
        if (attributes.ValueKind != JsonValueKind.Object)
            throw new JsonException("An object of attributes is expected.");
        var json = new ArrayBufferWriter<byte>();
        try
        {
            Write(attributes, json);
        }
        catch (InvalidOperationException half)
        {
            throw new JsonException("A text has half of a surrogate pair.", half);
        }
        return new ContactAttributes(Encoding.UTF8.GetString(json.WrittenSpan));
    }

    /// <inheritdoc/>
    public override string ToString() => Json;

    private static void Write(JsonElement attributes, ArrayBufferWriter<byte> json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var writer = new Utf8JsonWriter(json, Compact);
        writer.WriteStartObject();
        foreach (var attribute in attributes.EnumerateObject())
        {
            if (!names.Add(attribute.Name))
                throw new JsonException($"The attribute '{attribute.Name}' is given twice.");
            if (attribute.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                throw new JsonException($"The attribute '{attribute.Name}' must be a string, a number or a boolean.");
            attribute.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}

/// <summary>Writes attributes as the JSON object that they are.</summary>
internal sealed class ContactAttributesConverter : JsonConverter<ContactAttributes>
{
    /// <inheritdoc/>
    public override ContactAttributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ContactAttributes.From(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ContactAttributes value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
