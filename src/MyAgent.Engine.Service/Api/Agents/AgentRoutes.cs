using Microsoft.AspNetCore.Http.HttpResults;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary><c>/v1/agents</c>: who works where, and the agents as they are.</summary>
internal static class AgentRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapAgents(this RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents");
        agents.MapPut("/{agentId}", DefineAsync).RequireAuthorization(AccessPolicy.Admins).WithName("defineAgent")
            .WithSummary("Creates the agent, or replaces its name and settings")
            .WithDescription("Every field but name has a default: an omitted one is reset to it.");
        agents.MapPatch("/{agentId}", ChangeAsync).RequireAuthorization(AccessPolicy.Admins).WithName("changeAgent")
            .WithSummary("Changes the given fields of the agent")
            .WithDescription("A JSON merge patch (RFC 7396): omitted fields keep their values. The agent must exist.");
        agents.MapDelete("/{agentId}", RemoveAsync).RequireAuthorization(AccessPolicy.Admins).WithName("removeAgent")
            .WithSummary("Removes the agent, with the assignments")
            .WithDescription("Refused while the agent is logged in: 409 agentInUse. What the agent did stays in the history and in the reports. Tokens of the agent "
                + "are not revoked.");
        agents.MapPut("/{agentId}/assignments/{queueId}", AssignAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("assignAgent")
            .WithSummary("Assigns the agent to a queue")
            .WithDescription("Every field has a default. The queue must exist.");
        agents.MapPatch("/{agentId}/assignments/{queueId}", ChangeAssignmentAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("changeAssignment")
            .WithSummary("Changes the given fields of the assignment")
            .WithDescription("A JSON merge patch (RFC 7396): omitted fields keep their values, null restores the default. The agent must be assigned to the queue.");
        agents.MapDelete("/{agentId}/assignments/{queueId}", UnassignAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("unassignAgent")
            .WithSummary("Removes the agent's assignment to a queue")
            .WithDescription("The agent finishes a current contact as usual.");
        agents.MapGet("/", ListAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("listAgents").Produces(StatusCodes.Status304NotModified)
            .WithSummary("Lists the agents with their statuses, ordered by id")
            .WithDescription("The page shows one moment of the journal, asOf. next is the cursor of the next page; statusCounts counts all agents. With If-None-Match "
                + "the answer is 304 while nothing has changed. What is known of contacts (called, subject, link, attributes) is null here.");
        agents.MapGet("/{agentId}", GetAsync).RequireAuthorization(AccessPolicy.OwnAgentOrTelephone).WithName("getAgent")
            .WithSummary("Gets an agent")
            .WithDescription("next is the requested break or log-out; contact is the current contact until it has ended and its pop-up is closed. offer and contact have "
                + "what is known of the contact now. wrapUpCode is there while the agent can set the wrap-up code of that contact, or of the one that the wrap-up follows.");
        agents.MapAgentDay();
        agents.MapAgentCommands();
    }

    private static async Task<Ok<AgentResponse>> GetAsync(string agentId, HttpContext http, AgentView agents) =>
        TypedResults.Ok(await agents.SendAsync(http, Input.Agent(agentId), new GetAgent()));

    private static async Task<Ok<AgentResponse>> DefineAsync(string agentId, JsonBody<AgentBody> body, HttpContext http, AgentView agents) =>
        TypedResults.Ok(await agents.SendAsync(http, Input.Agent(agentId), body.Value.ToCommand()));

    private static async Task<Ok<AgentResponse>> ChangeAsync(string agentId, MergePatchBody<AgentBody> body, HttpContext http, AgentView agents)
    {
        var agent = Input.Agent(agentId);
        var changed = body.Over(new AgentBody { Name = "name" });
        var name = Input.Text(changed.Name, "name");
        var settings = body.Without("name");
        return TypedResults.Ok(await agents.SendAsync(http, agent, new ChangeAgent(
            body.Changes.ContainsKey("name") ? name : null, settings.Changes.Count == 0 ? null : settings.In(changed.ToSettings()))));
    }

    private static async Task<NoContent> RemoveAsync(string agentId, HttpContext http, EngineCalls engine)
    {
        await engine.SendAsync<AgentAnswer>(http, Input.Agent(agentId).Address, new RemoveAgent());
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AgentResponse>> ChangeAssignmentAsync(
        string agentId, string queueId, MergePatchBody<AssignmentBody> body, HttpContext http, AgentView agents)
    {
        var (agent, queue) = (Input.Agent(agentId), Input.Queue(queueId));
        return TypedResults.Ok(await agents.SendAsync(http, agent, new ChangeAssignment(queue, body.In(body.Over(new AssignmentBody()).ToAssignment()))));
    }

    private static async Task<Ok<AgentResponse>> AssignAsync(
        string agentId, string queueId, JsonBody<AssignmentBody> body, HttpContext http, AgentView agents, EngineCalls engine)
    {
        var (agent, queue) = (Input.Agent(agentId), Input.Queue(queueId));
        var assignment = body.Value.ToAssignment();
        if (!await engine.ExistsAsync(http, queue))
            throw Problem.NotFound("unknownQueue", $"There is no queue '{queue}'.").AsException();
        return TypedResults.Ok(await agents.SendAsync(http, agent, new AssignAgent(queue, assignment)));
    }

    private static async Task<Ok<AgentResponse>> UnassignAsync(string agentId, string queueId, HttpContext http, AgentView agents) =>
        TypedResults.Ok(await agents.SendAsync(http, Input.Agent(agentId), new UnassignAgent(Input.Queue(queueId))));

    private static async Task<Results<Ok<AgentListResponse>, StatusCodeHttpResult>> ListAsync(
        [AsParameters] Paging page, HttpContext http, Board board, JournalFollower follower)
    {
        var after = page.After();
        await follower.CaughtUpAsync(http.RequestAborted);
        var (agents, counts) = board.Agents(after, page.Count);
        if (EntityTag.Matches(http, $"{agents.Version}"))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(new AgentListResponse(
            agents.AsOf, agents.Total, StatusCounts.Of(counts), [.. agents.Items.Select(agent => AgentResponse.Of(agent))], Paging.CursorOf(agents.Next)));
    }
}

/// <summary>A page of agents.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">The number of all agents.</param>
/// <param name="StatusCounts">The number of agents in each status, over all pages.</param>
/// <param name="Agents">The agents, ordered by id.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record AgentListResponse(long AsOf, int Total, StatusCounts StatusCounts, IReadOnlyList<AgentResponse> Agents, string? Next);

/// <summary>The number of agents in each status.</summary>
/// <param name="LoggedOut">Not at work.</param>
/// <param name="Available">Free for the next contact.</param>
/// <param name="Offered">Being offered a contact.</param>
/// <param name="Engaged">With a contact.</param>
/// <param name="PostProcessing">With a contact that is over and whose pop-up is open.</param>
/// <param name="WrapUp">In wrap-up.</param>
/// <param name="Break">On a break.</param>
/// <param name="NotResponding">Have missed or rejected too many offers in a row.</param>
internal sealed record StatusCounts(
    int LoggedOut, int Available, int Offered, int Engaged, int PostProcessing, int WrapUp, int Break, int NotResponding)
{
    /// <summary>The counts by status.</summary>
    public static StatusCounts Of(IReadOnlyDictionary<AgentStatus, int> counts) => new(
        counts[AgentStatus.LoggedOut], counts[AgentStatus.Available], counts[AgentStatus.Offered], counts[AgentStatus.Engaged],
        counts[AgentStatus.PostProcessing], counts[AgentStatus.WrapUp], counts[AgentStatus.Break], counts[AgentStatus.NotResponding]);
}
