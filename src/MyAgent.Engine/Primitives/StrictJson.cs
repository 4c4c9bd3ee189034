using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MyAgent.Engine.Primitives;

/// <summary>The conventions of JSON that reaches the disk or another machine: camelCase, instants in UTC, no nulls. Reading refuses members that are not
/// known and values that must be there and are not.</summary>
internal static class StrictJson
{
    /// <summary>Options with these conventions for some types. Not read-only.</summary>
    /// <param name="types">The types.</param>
    public static JsonSerializerOptions For(IJsonTypeInfoResolver types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new UtcInstantConverter() },
        TypeInfoResolver = types.WithAddedModifier(AllowNullToBeLeftOut),

        // The JSON stands in a journal that people read with SQL: +33 is to stay +33. It is never put into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A null is not written, so that its absence must not be an error where the constructor has no default for it.</summary>
    private static void AllowNullToBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { IsNullable: true })
                property.IsRequired = false;
        }
    }
}
