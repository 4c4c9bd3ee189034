using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Service.Api.Configuration;

/// <summary>What a change does.</summary>
[JsonConverter(typeof(CamelCaseEnum<ChangeKind>))]
internal enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Fields of it have other values.</summary>
    Changed,

    /// <summary>It goes.</summary>
    Removed,
}

/// <summary>A difference between what is configured and what is to be.</summary>
/// <param name="Path">What is meant, as its path in the API: <c>queues/sales</c>, <c>agents/ana/assignments/sales</c>, <c>callers/+33123456789</c>.</param>
/// <param name="Change">What is done.</param>
/// <param name="Fields">The fields that have other values; of something new, those that are not at their defaults.</param>
internal sealed record ConfigurationChange(string Path, ChangeKind Change, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The difference between two states; null where there is none.</summary>
    /// <param name="path">What is meant.</param>
    /// <param name="change">What is done.</param>
    /// <param name="before">As it is; of something new, as it would be by default.</param>
    /// <param name="after">As it is to be.</param>
    public static ConfigurationChange? Between<T>(string path, ChangeKind change, T before, T after)
    {
        var (old, now) = (Leaves(before), Leaves(after));
        List<FieldChange> fields =
        [
            .. old.Keys.Union(now.Keys).Select(field => new FieldChange(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(field => !JsonNode.DeepEquals(field.Before, field.After)),
        ];
        return change == ChangeKind.Changed && fields.Count == 0 ? null : new ConfigurationChange(path, change, fields);
    }

    /// <summary>Something that goes.</summary>
    public static ConfigurationChange Removal(string path) => new(path, ChangeKind.Removed, []);

    /// <summary>The fields by their paths; a list is one field. An object that is null has no fields.</summary>
    private static Dictionary<string, JsonNode?> Leaves<T>(T value)
    {
        var leaves = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        Add(JsonSerializer.SerializeToNode(value, ApiJson.Options)!.AsObject(), prefix: "");
        return leaves;

        void Add(JsonObject fields, string prefix)
        {
            foreach (var (name, field) in fields)
            {
                if (field is JsonObject inner)
                    Add(inner, $"{prefix}{name}.");
                else if (field is not null)
                    leaves.Add(prefix + name, field);
            }
        }
    }
}

/// <summary>A field that has another value.</summary>
/// <param name="Field">Its path: <c>callbacks.horizonDays</c>.</param>
/// <param name="Before">Its value before; null for none.</param>
/// <param name="After">Its value afterwards; null for none.</param>
internal sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After);
