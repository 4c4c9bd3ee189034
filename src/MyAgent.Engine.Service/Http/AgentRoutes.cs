using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Security;

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
        agents.MapGet("/", ListAsync).For(Access.Supervisors).Gives<IReadOnlyList<AgentAnswer>>()
            .Says("All agents");
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

    private static async Task<IResult> ListAsync(HttpContext http, EngineCalls engine) =>
        Results.Ok(await engine.AskAllAsync<AgentAnswer>(http, EntityKind.Agent, new GetAgent()));
}
