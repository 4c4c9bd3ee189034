using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Callers;

/// <summary><c>/v1/callers</c>: preferred agents and priorities.</summary>
internal static class CallerRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapCallers(this RouteGroupBuilder v1) =>
        v1.MapPut("/callers/{address}", ConfigureAsync).WithTags("Callers").RequireAuthorization(AccessPolicy.Supervisors).WithName("configureCaller")
            .WithSummary("Sets a caller's preferred agents and priority")
            .WithDescription("Spaces, dots, dashes, slashes and brackets in a telephone number are ignored.");

    private static async Task<Ok<CallerAnswer>> ConfigureAsync(string address, JsonBody<CallerBody> given, HttpContext http, EngineCalls engine)
    {
        // Routing decodes everything but the slash, which would otherwise be taken for the end of the segment.
        var caller = Input.Caller(address.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), "address");
        return TypedResults.Ok(await engine.SendAsync<CallerAnswer>(http, caller.Address, given.Value.ToCommand()));
    }
}

/// <summary>The configuration of a caller.</summary>
internal record CallerBody
{
    /// <summary>The preferred agents, the most preferred first.</summary>
    public IReadOnlyList<string> PreferredAgents { get; init; } = [];

    /// <summary>The default priority of the caller's contacts, 0 to 99.</summary>
    public int Priority { get; init; }

    /// <summary>The command this stands for.</summary>
    /// <exception cref="Problems.ProblemException">400: names the field that is wrong.</exception>
    public ConfigureCaller ToCommand()
    {
        var preferred = PreferredAgents.Select((agent, index) => Input.Agent(agent, $"preferredAgents[{index}]")).ToList();
        Input.Distinct(preferred, "preferredAgents");
        Input.Whole(Priority, "priority", min: 0, max: Input.MaxPriority);
        return new ConfigureCaller(preferred, Priority);
    }
}
