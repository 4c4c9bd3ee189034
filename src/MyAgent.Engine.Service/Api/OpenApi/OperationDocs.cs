using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MyAgent.Engine.Service.Api.Events;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>What an operation has that its handler does not show: who may call it, its headers, its problems, and examples.</summary>
internal static class OperationDocs
{
    private const string EventStream = "text/event-stream";

    private static readonly HashSet<string> Ids = ["queueId", "agentId", "contactId", "tokenId", "connectorId"];

    /// <summary>Describes an operation.</summary>
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var document = context.Document!;
        DescribeParameters(operation, context.Description.HttpMethod);
        await DescribeListsAsync(operation, context, cancel);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>()
                .Select(required => AccessPolicy.Find(required.Policy)).FirstOrDefault(found => found is not null) is { } access)
        {
            operation.Description = string.Join(" ", new[] { operation.Description, $"Roles: {RolesOf(access)}." }.Where(text => !string.IsNullOrEmpty(text)));
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenAuthentication.Scheme, document)] = [] }];
            ProblemDocs.AddTo(operation, context.Description.HttpMethod, document);
        }
        else
        {
            ProblemDocs.AddToOpen(operation, document);
        }
        AddExamples(operation, context);
        DescribeStreams(operation);
        if (operation.Responses?.TryGetValue("200", out var answer) == true && answer.Content?.ContainsKey(EventStream) == true)
            DescribeEvents(operation, (OpenApiResponse)answer, document);
    }

    /// <summary>A list with commas is an array whose items are not said one by one.</summary>
    private static async Task DescribeListsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        foreach (var described in context.Description.ParameterDescriptions)
        {
            var type = (described.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo.ParameterType;
            if (type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(CommaSeparated<>)
                || operation.Parameters!.OfType<OpenApiParameter>().FirstOrDefault(each => each.Name == described.Name) is not { } parameter)
                continue;
            var item = type.GetGenericArguments()[0];
            IOpenApiSchema items = await context.GetOrCreateSchemaAsync(item, parameterDescription: null, cancel);
            if (item.IsEnum)
            {
                context.Document!.AddComponent(item.Name, items);
                items = new OpenApiSchemaReference(item.Name, context.Document);
            }
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = items };
            (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
        }
    }

    /// <summary>A sound is its bytes, and so are events that come one by one: clients that are generated give them as a stream.</summary>
    private static void DescribeStreams(OpenApiOperation operation)
    {
        var bodies = operation.RequestBody?.Content?.AsEnumerable() ?? [];
        var answers = operation.Responses?.Values.SelectMany(response => response.Content?.AsEnumerable() ?? []) ?? [];
        foreach (var (_, content) in bodies.Concat(answers).Where(content => IsSound(content.Key) || content.Key == EventStream))
            content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
    }

    private static void DescribeEvents(OpenApiOperation operation, OpenApiResponse answer, OpenApiDocument document)
    {
        foreach (var after in operation.Parameters!.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "after"))
            after.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = StreamStart.Pattern };
        answer.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [EventRoutes.JournalHeader] = new OpenApiHeader
            {
                Description = "The journal's id: created with the database, and the same while the journal has all events that it ever had.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
        ProblemDocs.AddTo(operation, StatusCodes.Status409Conflict, document);
    }

    private static void DescribeParameters(OpenApiOperation operation, string? method)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            if (parameter.In == ParameterLocation.Path && Ids.Contains(parameter.Name!))
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = $"^{Input.IdPattern}$" };
            if (parameter is { In: ParameterLocation.Query, Schema: OpenApiSchema schema })
                schema.Type &= ~JsonSchemaType.Null;
        }
        if (method is "POST" or "PUT" or "PATCH")
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Description = "1 to 128 visible ASCII characters, unique to this call, that make it safe to repeat.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[!-~]+$", MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
            });
        }
    }

    private static bool IsSound(string mediaType) => mediaType.StartsWith("audio/", StringComparison.Ordinal);

    private static string RolesOf(Access access) => string.Join(", ", access.Roles
        .Select(role => role == Role.Agent && access.OwnAgentOnly ? "agent (own)" : role.ToString().ToLowerInvariant())
        .Concat(access.Telephones ? ["connector (agents' telephones)"] : []));

    /// <summary>Every body and every answer has an example of its type.</summary>
    private static void AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var request = context.Description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source.Id == "Body")?.Type;
        foreach (var (mediaType, content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            content.Example = IsSound(mediaType) ? null : context.Description.HttpMethod == "PATCH" ? Examples.OfChanges(request) : Examples.Of(request);
        foreach (var response in context.Description.SupportedResponseTypes)
        {
            if (operation.Responses?.TryGetValue($"{response.StatusCode}", out var described) == true && described.Content is { } contents)
            {
                foreach (var (mediaType, content) in contents)
                    content.Example = IsSound(mediaType) ? null : Examples.Of(response.Type);
            }
        }
    }
}
