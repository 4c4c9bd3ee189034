using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

/// <summary>The published OpenAPI document, to which requests and answers are held.</summary>
/// <param name="document">The document.</param>
internal sealed class ApiContract(JsonNode document)
{
    private static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly List<ApiOperation> _operations =
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new ApiOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()))),
    ];

    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = [];
    private readonly ConcurrentDictionary<string, bool> _seen = [];

    /// <summary>The document.</summary>
    public JsonNode Document => document;

    /// <summary>Every operation.</summary>
    public IReadOnlyList<ApiOperation> Operations => _operations;

    /// <summary>The operations with the statuses that they were answered with: <c>listAgents 200</c>.</summary>
    public IReadOnlyCollection<string> Seen => [.. _seen.Keys];

    /// <summary>The operation that a request means; null where the document has none.</summary>
    public ApiOperation? Find(string method, string path) =>
        _operations.Find(operation => operation.Method == method && operation.Matches(path));

    /// <summary>Says what is wrong with a successful request's body; null where nothing is.</summary>
    public string? WrongWithRequest(ApiOperation operation, string mediaType, JsonNode? body) =>
        operation.Node["requestBody"]?["content"]?[mediaType]?["schema"] is { } schema
            ? WrongWith(schema, body, closed: false)
            : $"A body of type {mediaType} is not documented.";

    /// <summary>Says what is wrong with an answer; null where nothing is.</summary>
    public string? WrongWithAnswer(ApiOperation operation, int status, string? mediaType, JsonNode? body)
    {
        _seen[$"{operation.Id} {status}"] = true;
        if (Resolve(operation.Node["responses"]?[$"{status}"]) is not { } response)
            return $"Status {status} is not documented.";
        if (mediaType is null)
            return response["content"] is null ? null : $"An answer {status} without a body is not documented.";
        if (response["content"]?[mediaType]?["schema"] is not { } schema)
            return $"A body of type {mediaType} is not documented for {status}.";
        return mediaType.EndsWith("json", StringComparison.Ordinal) ? WrongWith(schema, body, closed: true) : null;
    }

    /// <summary>Says what is wrong with a value; null where nothing is.</summary>
    /// <param name="schema">The schema, as the document has it.</param>
    /// <param name="value">The value.</param>
    /// <param name="closed">Whether a member that is not documented is wrong.</param>
    public string? WrongWith(JsonNode schema, JsonNode? value, bool closed)
    {
        var result = Compiled(schema, closed).Evaluate(value, Strictly);
        return result.IsValid ? null : string.Join('\n', result.Details.Where(detail => detail.HasErrors)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")).Distinct().Take(10));
    }

    private JsonNode? Resolve(JsonNode? node) => node?["$ref"] is { } reference
        ? reference.GetValue<string>().Split('/').Skip(1).Aggregate(document, (at, name) => at[name]!)
        : node;

    private JsonSchema Compiled(JsonNode schema, bool closed) => _schemas.GetOrAdd($"{closed} {schema.ToJsonString()}", _ =>
    {
        var definitions = document["components"]!["schemas"]!.DeepClone().AsObject();
        if (closed)
            Close(definitions);
        var root = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$defs"] = definitions, ["allOf"] = new JsonArray(schema.DeepClone()) };
        return JsonSchema.FromText(root.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    });

    /// <summary>A client may be sent members that it does not know; but this version sends none.</summary>
    private static void Close(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { } shape:
                if (shape["properties"] is not null && shape["additionalProperties"] is null)
                    shape["additionalProperties"] = false;
                foreach (var (_, member) in shape.ToList())
                    Close(member);
                break;
            case JsonArray list:
                foreach (var member in list)
                    Close(member);
                break;
        }
    }
}

/// <summary>One operation of the document.</summary>
/// <param name="Method">GET, PUT and so on.</param>
/// <param name="Path">The path, with its parameters in braces.</param>
/// <param name="Node">What the document says of it.</param>
internal sealed record ApiOperation(string Method, string Path, JsonObject Node)
{
    private readonly Regex _path = new("^" + Regex.Replace(Regex.Escape(Path), @"\\\{[^/]+?}", "[^/]+") + "$");

    /// <summary>Its name.</summary>
    public string Id => Node["operationId"]?.GetValue<string>() ?? "";

    /// <summary>Whether a path is one of this operation.</summary>
    public bool Matches(string path) => _path.IsMatch(path);
}
