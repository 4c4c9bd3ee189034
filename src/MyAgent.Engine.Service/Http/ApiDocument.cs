using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MyAgent.Engine.Serialization;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Http;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the routes show by themselves.</summary>
internal static class ApiDocument
{
    private const string Introduction =
        "Instants are ISO 8601 in UTC, durations are numbers of seconds. Whatever is not a success is application/problem+json with a stable "
        + "code. Idempotency-Key on a POST or PUT: the same key gives the same answer and no second effect while it is among the last 1000 "
        + "keyed calls for that queue, or 32 for that agent or caller, also after a restart. Another call under that key is refused with 422, "
        + "keyReused, and nothing is done.";

    private static readonly (string Status, string What)[] Problems =
    [
        ("400", "The input is wrong; field names what of it."),
        ("401", "A token is needed, or it is unknown or revoked."),
        ("403", "The token's role does not allow it."),
        ("404", "What is named does not exist."),
        ("409", "The state forbids it; state says which."),
        ("413", "The body is too large."),
        ("415", "The body is of another type than those taken."),
        ("422", "A rule refuses it."),
        ("503", "The engine takes no work at the moment; Retry-After says when to try again."),
    ];

    /// <summary>Adds the document.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "MyAgent.Engine", Version = "v1", Description = Introduction };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            AddProblems(document.Components);
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[TokenAuthentication.Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Authorization: Bearer TOKEN. Roles: connector, agent (one agent's own), supervisor, admin.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.Name is "q" or "a" or "c"))
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = $"^{Input.IdPattern}$" };
        foreach (var (name, description) in metadata.OfType<RouteDocs.QueryParameters>().SelectMany(parameters => parameters.All))
            operation.Parameters.Add(Parameter(name, ParameterLocation.Query, description));
        if (context.Description.HttpMethod is "POST" or "PUT")
            operation.Parameters.Add(Parameter(IdempotencyKey.Header, ParameterLocation.Header, "1 to 128 visible ASCII characters, of this call alone, that make repeating it harmless."));
        if (metadata.OfType<AuthorizationPolicy>().SelectMany(policy => policy.Requirements).OfType<Access>().FirstOrDefault() is not { } access)
            return Task.CompletedTask;
        var roles = string.Join(", ", access.Roles.Select(role => role == Role.Agent && access.OwnAgentOnly ? "agent (own)" : role.ToString().ToLowerInvariant()));
        operation.Description = string.Join(" ", new[] { operation.Description, $"Roles: {roles}." }.Where(text => !string.IsNullOrEmpty(text)));
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenAuthentication.Scheme, context.Document)] = [] }];
        operation.Responses ??= [];
        foreach (var (status, _) in Problems)
            operation.Responses[status] = new OpenApiResponseReference(ProblemName(status), context.Document);
        return Task.CompletedTask;
    }

    /// <summary>Said once: every operation refers to them.</summary>
    private static void AddProblems(OpenApiComponents components)
    {
        components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        foreach (var (status, what) in Problems)
        {
            components.Responses[ProblemName(status)] = new OpenApiResponse
            {
                Description = what,
                Content = new Dictionary<string, OpenApiMediaType> { [Problem.MediaType] = new() { Schema = ProblemSchema() } },
            };
        }
    }

    private static string ProblemName(string status) => "Problem" + status;

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for people." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A stable word for programs." },
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The field that is meant; $ for the body as a whole." },
            ["state"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The state that forbids it." },
        },
    };

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string description) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    /// <summary>Types with converters of their own show nothing of their form.</summary>
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>)))
            schema.Type = JsonSchemaType.String;
    }
}
