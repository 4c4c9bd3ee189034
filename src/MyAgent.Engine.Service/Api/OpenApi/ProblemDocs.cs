using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>The problems of the API: said once, and every operation refers to those it can have.</summary>
internal static class ProblemDocs
{
    private const string SchemaName = "ProblemDetails";

    private static readonly (string Status, string What)[] Problems =
    [
        ("400", "The input is wrong; field names the wrong field."),
        ("401", "A token is needed, or it is unknown or revoked."),
        ("403", "The token's role does not allow it."),
        ("404", "The named resource does not exist."),
        ("408", "The body took too long to arrive."),
        ("409", "The state forbids it; state names the state."),
        ("413", "The body is too large."),
        ("414", "The address is too long."),
        ("415", "The body has a type that is not supported."),
        ("422", "A rule refuses it."),
        ("429", "This client sends too many requests; Retry-After says when to try again."),
        ("431", "The headers are too long, or too many."),
        ("500", "The engine failed; see its log."),
        ("503", "The engine accepts no work at the moment; Retry-After says when to try again."),
    ];

    private static readonly string[] OfReading = ["400", "401", "403", "404", "414", "429", "431", "500", "503"];

    /// <summary>The problems of an operation without authentication: middleware can refuse its request.</summary>
    private static readonly string[] OfOpen = ["414", "431", "503"];

    /// <summary>Adds the schema and the answers that operations refer to.</summary>
    public static void Add(OpenApiDocument document)
    {
        var components = document.Components!;
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        components.Schemas[SchemaName] = Schema();
        components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        foreach (var (status, what) in Problems)
        {
            components.Responses[NameOf(status)] = new OpenApiResponse
            {
                Description = what,
                Headers = status is not ("429" or "503") ? null : new Dictionary<string, IOpenApiHeader>
                {
                    ["Retry-After"] = new OpenApiHeader { Description = "In seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
                },
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(SchemaName, document), Example = Examples.OfProblem(int.Parse(status)) },
                },
            };
        }
    }

    /// <summary>Gives an operation the problems that one of its method can have.</summary>
    public static void AddTo(OpenApiOperation operation, string? method, OpenApiDocument document)
    {
        operation.Responses ??= [];
        foreach (var (status, _) in Problems.Where(problem => method != "GET" || OfReading.Contains(problem.Status)))
            operation.Responses[status] = new OpenApiResponseReference(NameOf(status), document);
    }

    /// <summary>Gives an operation one problem more.</summary>
    public static void AddTo(OpenApiOperation operation, int status, OpenApiDocument document) =>
        operation.Responses![$"{status}"] = new OpenApiResponseReference(NameOf($"{status}"), document);

    /// <summary>Gives an operation without authentication the problems that it can have, as well as those that its route names.</summary>
    public static void AddToOpen(OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Responses ??= [];
        foreach (var status in OfOpen.Concat(operation.Responses.Keys.Where(status => status[0] is '4' or '5')).ToList())
            operation.Responses[status] = new OpenApiResponseReference(NameOf(status), document);
    }

    private static string NameOf(string status) => "Problem" + status;

    private static OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "An error (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "about:blank: code identifies the problem." },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The meaning of the status." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for people." },
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "A stable word for programs. There may be more of them in a later version.\n\n"
                    + string.Join('\n', ProblemCodes.All.Select(code => $"- `{code.Code}`: {code.Meaning}")),
                Extensions = new Dictionary<string, IOpenApiExtension>
                {
                    ["x-extensible-enum"] = new JsonNodeExtension(new JsonArray([.. ProblemCodes.All.Select(code => JsonValue.Create(code.Code))])),
                },
            },
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The field of the input that is wrong, as a path; $ for the whole body." },
            ["state"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The state that forbids it." },
            ["newest"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Description = "The newest event, where the request names an event that does not exist.",
            },
            ["freeWindows"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "The starts of the next callback windows that can be booked, where the one that was named cannot.",
                Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            },
            ["journal"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The journal's id, where the request names an event that does not exist." },
        },
    };
}
