using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Entities;

/// <summary>Changes to a policy, as a JSON merge patch (RFC 7396) to its JSON: an object is merged with the one that is there, any other value replaces
/// it, and null restores the default. The owner of the policy applies them, so that two changes of different fields never undo each other.</summary>
/// <param name="changes">The changes. Must not be changed afterwards.</param>
[JsonConverter(typeof(MergePatchConverter))]
public sealed class MergePatch(JsonObject changes)
{
    /// <summary>Merges changes into a document.</summary>
    /// <param name="document">The document; is changed.</param>
    /// <param name="changes">The changes; are not changed.</param>
    /// <param name="defaults">The document in which everything has its default; null where nothing has one.</param>
    internal static void Merge(JsonObject document, JsonObject changes, JsonObject? defaults)
    {
        foreach (var (name, change) in changes)
        {
            if (change is not JsonObject inner)
            {
                if ((change ?? defaults?[name]) is { } value)
                    document[name] = value.DeepClone();
                else
                    document.Remove(name);
                continue;
            }
            if (document[name] is not JsonObject part)
                document[name] = part = defaults?[name]?.DeepClone() as JsonObject ?? [];
            Merge(part, inner, defaults?[name] as JsonObject);
        }
    }

    /// <summary>The policy with the changes, which is the same instance where they change nothing; or why they cannot be made.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="defaults">The policy in which everything has its default.</param>
    /// <param name="json">The JSON of policies of this kind.</param>
    /// <param name="complete">Fills in what a part of the policy has by default once it is there; null where there is no such part.</param>
    internal (T Policy, Refusal? Refusal) ApplyTo<T>(T policy, T defaults, JsonSerializerOptions json, Action<JsonObject>? complete = null)
        where T : class
    {
        try
        {
            return (Changed(policy, defaults, json, complete), null);
        }
        catch (JsonException thrown)
        {
            var field = thrown.Path is ['$', '.', .. var path] ? path : "$";
            return (policy, Refusals.Invalid("badBody", field, field));
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair: it is JSON, but no string.
            return (policy, Refusals.Invalid("badBody", "$", "$"));
        }
    }

    private T Changed<T>(T policy, T defaults, JsonSerializerOptions json, Action<JsonObject>? complete)
        where T : class
    {
        var document = ToJson(policy, json);
        Merge(document, changes, ToJson(defaults, json));
        complete?.Invoke(document);
        var changed = document.Deserialize<T>(json)!;
        return JsonNode.DeepEquals(ToJson(changed, json), ToJson(policy, json)) ? policy : changed;
    }

    private static JsonObject ToJson<T>(T policy, JsonSerializerOptions json) => JsonSerializer.SerializeToNode(policy, json)!.AsObject();

    internal void WriteTo(Utf8JsonWriter writer) => changes.WriteTo(writer);
}

/// <summary>Writes changes as the JSON object that they are.</summary>
internal sealed class MergePatchConverter : JsonConverter<MergePatch>
{
    /// <inheritdoc/>
    public override MergePatch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("A JSON object is expected."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MergePatch value, JsonSerializerOptions options) => value.WriteTo(writer);
}
