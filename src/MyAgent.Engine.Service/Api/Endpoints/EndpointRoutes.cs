using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Endpoints;

/// <summary><c>/v1/endpoints</c>: the telephones of agents (rules 28 and 29).</summary>
internal static class EndpointRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapEndpoints(this RouteGroupBuilder v1)
    {
        var endpoints = v1.MapGroup("/endpoints").WithTags("Endpoints");
        endpoints.MapGet("/{endpoint}", GetAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("getEndpoint")
            .WithSummary("Gets an endpoint")
            .WithDescription("The slash in the endpoint is written as %2F. An endpoint of which nothing is known is answered too: it is ready.");
        endpoints.MapPut("/{endpoint}", ReportAsync).RequireAuthorization(AccessPolicy.ConnectorsFiltered).WithName("reportEndpointState")
            .WithSummary("Says whether an endpoint can ring")
            .WithDescription("The agent who is logged in there is offered calls and callbacks only while it is ready; faxes and e-mails come as before. An open offer of a call is "
                + "then withdrawn. Report busy only for what is not a contact of the engine. The same report again changes nothing. A reject with reason busy or unreachable "
                + "changes the state of an endpoint that was reported on, so report when it is ready again. The Idempotency-Key is not remembered.");
    }

    private static async Task<Ok<EndpointAnswer>> ReportAsync(
        [Description("The telephone, such as PJSIP%2F2001.")] string endpoint, JsonBody<EndpointBody> body, HttpContext http, EngineCalls engine) =>
        TypedResults.Ok(await engine.SendAsync<EndpointAnswer>(http, Named(endpoint).Address, body.Value.ToCommand()));

    private static async Task<Ok<EndpointAnswer>> GetAsync(
        [Description("The telephone, such as PJSIP%2F2001.")] string endpoint, HttpContext http, EngineCalls engine) =>
        TypedResults.Ok(await engine.SendAsync<EndpointAnswer>(http, Named(endpoint).Address, new GetEndpoint()));

    /// <summary>Routing decodes everything but the slash, which would otherwise be taken for the end of the segment.</summary>
    private static EndpointId Named(string endpoint) => Input.Endpoint(endpoint.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Says whether an endpoint can ring.</summary>
internal sealed record EndpointBody
{
    /// <summary>ready, busy or unreachable.</summary>
    public required EndpointState State { get; init; }

    /// <summary>The reason, as people read it; null (the default) for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The command this stands for.</summary>
    /// <exception cref="ProblemException">400: the reason is too long.</exception>
    public ReportEndpointState ToCommand() => new(State, Reason is null ? null : Input.Text(Reason, "reason"));
}
