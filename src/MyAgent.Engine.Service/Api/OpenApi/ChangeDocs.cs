using Microsoft.OpenApi;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>What the body of a PATCH looks like: all fields of the body of its PUT, each of which may be left out, or null where it has a default.</summary>
internal static class ChangeDocs
{
    private const string OfBody = "Body";
    private const string OfChanges = "Changes";

    /// <summary>Describes every PATCH.</summary>
    public static void Add(OpenApiDocument document)
    {
        var operations = document.Paths.Values.SelectMany(path => path.Operations ?? []);
        foreach (var (_, operation) in operations.Where(operation => operation.Key == HttpMethod.Patch).ToList())
        {
            foreach (var content in operation.RequestBody!.Content!.Values)
                content.Schema = ChangesOf(content.Schema!, document);
        }
    }

    /// <summary>The schema of changes to an object with fields of its own; any other schema as it is, since such a value is replaced.</summary>
    private static IOpenApiSchema ChangesOf(IOpenApiSchema schema, OpenApiDocument document)
    {
        if (schema is not OpenApiSchemaReference { Reference.Id: { } id } || !id.EndsWith(OfBody, StringComparison.Ordinal)
            || document.Components!.Schemas![id] is not OpenApiSchema body)
            return schema;
        var name = id[..^OfBody.Length] + OfChanges;
        if (!document.Components.Schemas.ContainsKey(name))
        {
            document.AddComponent(name, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = $"Changes to {id}: what is left out stays as it is, null restores the default.",
                AdditionalPropertiesAllowed = false,
                Properties = body.Properties!.ToDictionary(
                    field => field.Key, field => body.Required?.Contains(field.Key) == true ? field.Value : OrNull(field.Value, document)),
            });
        }
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema OrNull(IOpenApiSchema field, OpenApiDocument document)
    {
        if (field is OpenApiSchemaReference)
            return NullOr(ChangesOf(field, document), field.Description);
        if (field.OneOf is { Count: > 0 } oneOf)
            return NullOr(
                ChangesOf(oneOf.Single(each => each is OpenApiSchemaReference), document), oneOf.Select(each => each.Description).FirstOrDefault(text => text is not null));
        var copy = (OpenApiSchema)field.CreateShallowCopy();
        (copy.Type, copy.Default) = (field.Type | JsonSchemaType.Null, null);
        return copy;
    }

    private static OpenApiSchema NullOr(IOpenApiSchema schema, string? description) =>
        new() { Description = description, OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema] };
}
