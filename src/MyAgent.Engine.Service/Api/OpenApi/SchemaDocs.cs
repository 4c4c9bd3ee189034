using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>What the JSON of a type looks like where the type does not show it by itself.</summary>
internal static class SchemaDocs
{
    /// <summary>JSON Schema's own format, time, is one with an offset from UTC.</summary>
    private const string TimeOfDay = @"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?$";

    /// <summary>Describes a type.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        var type = context.JsonTypeInfo.Type;
        DescribeText(schema, type);
        if (type == typeof(ContactAttributes))
            DescribeAttributes(schema);
        if (context.JsonTypeInfo.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object)
            DescribeObject(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    /// <summary>Whether a type needs no schema of a name of its own: an id is a text, attributes are an object with any names, and a JSON value is anything.</summary>
    public static bool IsInline(Type type) => type == typeof(ContactAttributes) || type == typeof(JsonNode) || IsText(type);

    private static bool IsText(Type type) => (Nullable.GetUnderlyingType(type) ?? type).GetInterfaces()
        .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>));

    /// <summary>Types with converters of their own show nothing of their form.</summary>
    private static void DescribeText(OpenApiSchema schema, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        var known = underlying ?? type;
        if (known == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (known == typeof(TimeOnly))
            (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String, null, TimeOfDay);
        else if (known.IsEnum)
        {
            // Where it may be null, that is said where it is used.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. (schema.Enum ?? []).Where(word => word is not null && word.GetValueKind() != System.Text.Json.JsonValueKind.Null)];
            return;
        }
        else if (IsText(known))
            schema.Type = JsonSchemaType.String;
        else
            return;
        if (underlying is not null)
            schema.Type |= JsonSchemaType.Null;
    }

    /// <summary>Rule 27: names of the connector's own, with flat values; null wherever nothing is known.</summary>
    private static void DescribeAttributes(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;

        // The types are not listed: of a list of types, client generators make the first.
        schema.AdditionalProperties = new OpenApiSchema { Description = "A string, a number or a boolean." };
    }

    /// <summary>An answer always has all its members. A body has the ones that have no default, and no others than are known.</summary>
    private static void DescribeObject(OpenApiSchema schema, System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        if (IsBody(type.Type))
        {
            schema.AdditionalPropertiesAllowed = false;
            foreach (var property in type.Properties)
            {
                if (!property.IsRequired && schema.Properties?.TryGetValue(property.Name, out var found) == true && found is OpenApiSchema described)
                    described.Default ??= DefaultOf(type.Type, property);
            }
            return;
        }
        foreach (var property in type.Properties.Where(property => property.Get is not null))
            (schema.Required ??= new HashSet<string>()).Add(property.Name);
    }

    private static bool IsBody(Type type) => type.Assembly == typeof(SchemaDocs).Assembly && type.Name.EndsWith("Body", StringComparison.Ordinal);

    private static JsonNode? DefaultOf(Type body, System.Text.Json.Serialization.Metadata.JsonPropertyInfo property)
    {
        if (property.Get is null || body.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not { } make)
            return null;
        return property.Get(make.Invoke(null)) is { } value
            ? System.Text.Json.JsonSerializer.SerializeToNode(value, property.PropertyType, ApiJson.Options)
            : null;
    }
}
