using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/agents</c>: who works where, and the agents as they are.</summary>
internal static class AgentRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapAgents(this RouteGroupBuilder v1)
    {
        var agents = v1.MapGroup("/agents").WithTags("Agents");
        agents.MapPut("/{a}", DefineAsync).For(Access.Admins).Takes<AgentBody>().Gives<AgentAnswer>()
            .Says("Creates the agent or renames it");
        agents.MapPut("/{a}/assignments/{q}", AssignAsync).For(Access.Admins).Takes<AssignmentBody>().Gives<AgentAnswer>()
            .Says("Assigns the agent to a queue", "Every field has a default. The queue must exist.");
        agents.MapDelete("/{a}/assignments/{q}", UnassignAsync).For(Access.Admins).Gives<AgentAnswer>()
            .Says("Takes the agent out of a queue", "A contact in hand is finished as usual.");
        agents.MapGet("/", ListAsync).For(Access.Supervisors).Gives<AgentListResponse>()
            .WithParameters(Paging.Parameters)
            .Says("The agents and what they are doing, in order of their ids", "From one moment of the journal, asOf. next is the cursor of the next "
                + "page; statusCounts counts all agents. With If-None-Match the answer is 304 while nothing has changed.");
        agents.MapGet("/{a}", (string a, HttpContext http, EngineCalls engine) => AnswerAsync(http, engine, a, new GetAgent()))
            .For(Access.OwnAgent).Gives<AgentAnswer>()
            .Says("An agent", "next is the remembered break or log-out; contact is the one in hand until it is over and its pop-up is closed.");
        agents.MapAgentCommands();
    }

    /// <summary>Sends a command or query to an agent and answers with the agent.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, EngineCalls engine, string agent, IMessage message) =>
        Results.Ok(await engine.SendAsync(http, Input.Agent(agent), message));

    private static async Task<IResult> DefineAsync(string a, HttpContext http, EngineCalls engine)
    {
        var agent = Input.Agent(a);
        var body = await Body.ReadJsonAsync<AgentBody>(http);
        return Results.Ok(await engine.SendAsync(http, agent, new DefineAgent(Input.Text(body.Name, "name"))));
    }

    private static async Task<IResult> AssignAsync(string a, string q, HttpContext http, EngineCalls engine)
    {
        var (agent, queue) = (Input.Agent(a), Input.Queue(q));
        var assignment = (await Body.ReadJsonAsync<AssignmentBody>(http)).ToAssignment();
        if (!await engine.ExistsAsync(http, queue))
            throw Problem.NotFound("unknownQueue", $"There is no queue '{queue}'.").AsException();
        return Results.Ok(await engine.SendAsync(http, agent, new AssignAgent(queue, assignment)));
    }

    private static Task<IResult> UnassignAsync(string a, string q, HttpContext http, EngineCalls engine) =>
        AnswerAsync(http, engine, a, new UnassignAgent(Input.Queue(q)));

    private static async Task<IResult> ListAsync(HttpContext http, Board board, JournalFollower follower)
    {
        var page = Paging.Of(http);
        await follower.CaughtUpAsync(http.RequestAborted);
        var (agents, counts) = board.Agents(page.After, page.Limit);
        if (EntityTag.Matches(http, $"{agents.Version}"))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Ok(new AgentListResponse(
            agents.AsOf, agents.Total, counts.ToDictionary(count => JsonNamingPolicy.CamelCase.ConvertName(count.Key.ToString()), count => count.Value),
            agents.Items, Paging.CursorOf(agents.Next)));
    }
}

/// <summary>A page of agents.</summary>
/// <param name="AsOf">The ordering of the newest event that it shows.</param>
/// <param name="Total">How many agents there are in all.</param>
/// <param name="StatusCounts">How many of all agents are in each status.</param>
/// <param name="Agents">The agents, in order of their ids.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one.</param>
internal sealed record AgentListResponse(
    long AsOf, int Total, IReadOnlyDictionary<string, int> StatusCounts, IReadOnlyList<AgentAnswer> Agents, string? Next);
