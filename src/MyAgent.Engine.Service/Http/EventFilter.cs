using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Http;

/// <summary>Which events a client is told: those its token lets it see, and of those the ones it has asked for.</summary>
/// <param name="Role">The token's role. A connector sees what happens to contacts, an agent what happens to that agent.</param>
/// <param name="Queue">The events of this queue; null where none was named.</param>
/// <param name="Agent">The events of this agent; null where none was named.</param>
internal sealed record EventFilter(Role? Role, QueueId? Queue, AgentId? Agent)
{
    /// <summary>The filter that a request asks for. Where it names a queue and an agent, the events of both are meant.</summary>
    /// <exception cref="ProblemException">400: no id; 403: an agent asks for somebody else.</exception>
    public static EventFilter Of(HttpContext http, string? queueId, string? agentId)
    {
        QueueId? queue = queueId is { } named ? Input.Queue(named, "queue") : null;
        AgentId? agent = agentId is { } other ? Input.Agent(other, "agent") : null;
        if (Access.AgentOf(http.User) is not { } own)
            return new EventFilter(Access.RoleOf(http.User), queue, agent);
        if (queue is not null || (agent is { } asked && asked.Value != own))
            throw Problem.Forbidden("An agent follows no events but its own.").AsException();
        return new EventFilter(Security.Role.Agent, Queue: null, new AgentId(own));
    }

    /// <summary>Whether the client is told of this event.</summary>
    public bool Lets(JournalRecord record) =>
        (Role != Security.Role.Connector || record.Recorded.Event is IContactEvent)
        && ((Queue is null && Agent is null) || record.Entity == Queue?.Address || record.Entity == Agent?.Address);
}
