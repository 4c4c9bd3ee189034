using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary><c>/v1/colleagues</c>: what an agent sees of the other agents.</summary>
internal static class ColleagueRoutes
{
    /// <summary>Adds the route.</summary>
    public static void MapColleagues(this RouteGroupBuilder v1) =>
        v1.MapGet("/colleagues", ListAsync).WithTags("Agents").RequireAuthorization(AccessPolicy.Agents).WithName("listColleagues").Produces(StatusCodes.Status304NotModified)
            .WithSummary("Lists the agents' names and statuses, ordered by id")
            .WithDescription("Shows all that an agent may see of other agents, at one moment of the journal, asOf. next is the cursor of the next page. With "
                + "If-None-Match the answer is 304 while nothing has changed.");

    private static async Task<Results<Ok<ColleagueListResponse>, StatusCodeHttpResult>> ListAsync(
        [AsParameters] Paging page, HttpContext http, Board board, JournalFollower follower)
    {
        var after = page.After();
        await follower.CaughtUpAsync(http.RequestAborted);
        var agents = board.Agents(after, page.Count).Page;
        if (EntityTag.Matches(http, $"{agents.Version}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(new ColleagueListResponse(
            agents.AsOf, agents.Total, [.. agents.Items.Select(agent => new ColleagueResponse(agent.AgentId, agent.Name, agent.Status))], Paging.CursorOf(agents.Next)));
    }
}

/// <summary>A page of colleagues.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">The number of all agents.</param>
/// <param name="Colleagues">The agents, ordered by id.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record ColleagueListResponse(long AsOf, int Total, IReadOnlyList<ColleagueResponse> Colleagues, string? Next);

/// <summary>An agent as other agents see them.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The agent's display name.</param>
/// <param name="Status">The agent's status.</param>
internal sealed record ColleagueResponse(AgentId AgentId, string Name, AgentStatus Status);
