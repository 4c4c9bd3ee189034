using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Endpoints;

/// <summary><c>/v1/endpoints</c>: the telephones of agents (rule 28).</summary>
internal static class EndpointRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapEndpoints(this RouteGroupBuilder v1)
    {
        var endpoints = v1.MapGroup("/endpoints").WithTags("Endpoints");
        endpoints.MapGet("/{endpoint}", GetAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("getEndpoint")
            .WithSummary("Gets an endpoint")
            .WithDescription("The slash in the endpoint is written as %2F. An endpoint of which nothing is known is answered too.");
    }

    private static async Task<Ok<EndpointAnswer>> GetAsync(
        [Description("The telephone, such as PJSIP%2F2001.")] string endpoint, HttpContext http, EngineCalls engine) =>
        TypedResults.Ok(await engine.SendAsync<EndpointAnswer>(http, Named(endpoint).Address, new GetEndpoint()));

    /// <summary>Routing decodes everything but the slash, which would otherwise be taken for the end of the segment.</summary>
    private static EndpointId Named(string endpoint) => Input.Endpoint(endpoint.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
}
