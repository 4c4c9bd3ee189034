using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>The queues that an agent may read: those of the agent's assignments.</summary>
internal static class AgentQueues
{
    /// <summary>The queues that the bearer of the request's token sees; null for all.</summary>
    public static async Task<IReadOnlySet<QueueId>?> VisibleAsync(HttpContext http, EngineCalls engine)
    {
        if (Access.AgentOf(http.User) is not { } own)
            return null;
        var agent = await engine.FindAgentAsync(http, new AgentId(own));
        return agent?.Assignments.Select(assignment => assignment.QueueId).ToHashSet() ?? [];
    }

    /// <summary>Requires that the bearer of the request's token sees a queue.</summary>
    /// <exception cref="ProblemException">403: an agent who is not assigned to it.</exception>
    public static async Task RequireAsync(HttpContext http, EngineCalls engine, QueueId queue)
    {
        if (await VisibleAsync(http, engine) is { } visible && !visible.Contains(queue))
            throw Problem.Forbidden("An agent may read only the queues that the agent is assigned to.").AsException();
    }
}
