using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.OpenApi;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the routes show by themselves.</summary>
internal static class ApiDocument
{
    private const string Introduction =
        "Instants are ISO 8601 in UTC, durations are numbers of seconds. Every error is application/problem+json with a stable "
        + "code. Idempotency-Key on a POST, PUT or PATCH: a repeated key gives the same answer and has no second effect while it is among the last 1000 "
        + "keyed calls for that queue, or 32 for that agent or caller, also after a restart. The engine keeps no answer of 404. "
        + "Another call with the same key is refused with 422, keyReused, and has no effect.";

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Queues", "Policies, figures and waiting lists."),
        ("Agents", "Agents, their assignments, and the buttons of the agent desk."),
        ("Contacts", "Calls, faxes, e-mails and callbacks, from arrival to end."),
        ("Callbacks", "The callback requests of all queues."),
        ("Callers", "Preferred agents and priorities."),
        ("Endpoints", "The telephones of agents."),
        ("Events", "The events of the journal, as a stream."),
        ("Reports", "Figures of queues and agents over a period."),
        ("Tokens", "Access tokens."),
        ("Operators", "The nodes, shards and actors of the engine."),
        ("Health", "Liveness and readiness, for orchestrators and load balancers."),
    ];

    /// <summary>Schemas that keep the name they had when their type had another: generated clients name their classes after it.</summary>
    private static readonly Dictionary<Type, string> KeptNames = new()
    {
        [typeof(AgentResponse)] = "AgentAnswer",
        [typeof(OfferResponse)] = "OfferAnswer",
        [typeof(CurrentContactResponse)] = "ContactInHand",
        [typeof(CurrentContactBody)] = "ContactInHandBody",
        [typeof(StreamStart?)] = "EventPosition",
    };

    /// <summary>Adds the document.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = type => SchemaDocs.IsInline(type.Type) ? null
            : KeptNames.GetValueOrDefault(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "MyAgent.Engine", Version = "v1", Description = Introduction };
            document.ExternalDocs = new OpenApiExternalDocs { Description = "This document as a page to browse.", Url = new Uri(DocsRoutes.Address, UriKind.Relative) };
            document.Servers = [];
            document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[TokenAuthentication.Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Authorization: Bearer TOKEN. Roles: connector, agent (one agent's own), supervisor, admin.",
            };
            ProblemDocs.Add(document);
            ChangeDocs.Add(document);
            document.Components.Schemas?.Remove(nameof(Stream));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(OperationDocs.DescribeAsync);
        options.AddSchemaTransformer(SchemaDocs.DescribeAsync);
    });
}
