using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Http;

/// <summary>Which events a client is told: those its token lets it see, and of those the ones it has asked for.</summary>
/// <param name="Role">The token's role. A connector sees what happens to contacts, an agent what happens to that agent.</param>
/// <param name="Queue">The events of this queue; null where none was named.</param>
/// <param name="Agent">The events of this agent; null where none was named.</param>
/// <param name="Scope">What the queues let see that the token is bound to; null where it is bound to none.</param>
internal sealed record EventFilter(Role? Role, QueueId? Queue, AgentId? Agent, QueueScope? Scope = null)
{
    /// <summary>The filter that a request asks for. Where it names a queue and an agent, the events of both are meant.</summary>
    /// <param name="http">The request.</param>
    /// <param name="queueId">The queue it names; null for none.</param>
    /// <param name="agentId">The agent it names; null for none.</param>
    /// <param name="history">The contacts, as they are now.</param>
    /// <exception cref="ProblemException">400: no id; 403: an agent asks for another agent, or a token for another queue than it is bound to.</exception>
    public static EventFilter Of(HttpContext http, string? queueId, string? agentId, ContactHistory history)
    {
        QueueId? queue = queueId is { } named ? Input.Queue(named, "queue") : null;
        AgentId? agent = agentId is { } other ? Input.Agent(other, "agent") : null;
        var bound = Access.QueuesOf(http.User);
        if (bound.Count > 0 && queue is { } foreign && !bound.Contains(foreign.Value))
            throw Problem.Forbidden("The token is bound to other queues.").AsException();
        if (Access.AgentOf(http.User) is not { } own)
            return new EventFilter(Access.RoleOf(http.User), queue, agent, bound.Count > 0 ? new QueueScope(bound, history) : null);
        if (queue is not null || (agent is { } asked && asked.Value != own))
            throw Problem.Forbidden("An agent follows no events but its own.").AsException();
        return new EventFilter(Security.Role.Agent, Queue: null, new AgentId(own));
    }

    /// <summary>Whether the client is told of this event.</summary>
    public bool Lets(JournalRecord record) =>
        (Role != Security.Role.Connector || record.Recorded.Event is IContactEvent)
        && (Scope is null || Scope.Lets(record))
        && ((Queue is null && Agent is null) || record.Entity == Queue?.Address || record.Entity == Agent?.Address);
}
