using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Events;

/// <summary>Selects the events that a client receives: those that its token may see, and of those the ones that it requests. For one stream, whose
/// events come in their order.</summary>
/// <param name="Role">The token's role. A connector receives the events of contacts, the offers that reach agents, and the holds and ends of their contacts; an agent the
/// events of that agent.</param>
/// <param name="Queue">The events of this queue; null where none was named.</param>
/// <param name="Agent">The events of this agent; null where none was named.</param>
/// <param name="Scope">The scope of the queues that the token is bound to; null where it is bound to none.</param>
internal sealed record EventFilter(Role? Role, QueueId? Queue, AgentId? Agent, QueueScope? Scope = null)
{
    private static readonly HashSet<string> Known = [.. Manifests.EventTypes.Select(Manifests.Of)];

    /// <summary>The names of the events; null for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The kinds of the contacts; null for events that are about no contact too.</summary>
    public KindFilter? Kinds { get; init; }

    /// <summary>The connector that brought the contacts; null for all events.</summary>
    public ConnectorFilter? Connector { get; init; }

    /// <summary>The queue and agent whose events are asked for; null for all.</summary>
    public IReadOnlySet<EntityAddress>? Entities { get; } = Queue is null && Agent is null
        ? null
        : new[] { Queue?.Address, Agent?.Address }.OfType<EntityAddress>().ToHashSet();

    /// <summary>Whether the client receives every event, whatever it is.</summary>
    public bool IncludesEverything => Role is Security.Role.Supervisor or Security.Role.Admin && Entities is null && Types is null && !NeedsHistory;

    /// <summary>Whether the filter needs the contacts of earlier events.</summary>
    public bool NeedsHistory => Scope is not null || Kinds is not null || Connector is not null;

    /// <summary>The filter that a request asks for. Where it names a queue and an agent, the events of both are meant.</summary>
    /// <param name="http">The request.</param>
    /// <param name="queueId">The queue it names; null for none.</param>
    /// <param name="agentId">The agent it names; null for none.</param>
    /// <param name="types">The events it names; null for none.</param>
    /// <param name="kinds">The kinds of contact it names; null for none.</param>
    /// <param name="connector">The connector it names; null for none.</param>
    /// <param name="history">The contacts, as they are now.</param>
    /// <exception cref="ProblemException">400: no id, or no event; 403: an agent asks for another agent, or a token for another queue than it is bound to.</exception>
    public static EventFilter Of(
        HttpContext http, string? queueId, string? agentId, IReadOnlyList<string>? types, IReadOnlyList<ContactKind>? kinds, ConnectorId? connector, ContactHistory history)
    {
        if (connector is not null && Access.RoleOf(http.User) == Security.Role.Agent)
            throw Problem.Forbidden("An agent is no connector.").AsException();
        if (types?.FirstOrDefault(type => !Known.Contains(type)) is { } unknown)
            throw Problem.BadInput("badQuery", "types", $"There is no event '{unknown}'.").AsException();
        return Seen(http, queueId, agentId, history) with
        {
            Types = types,
            Kinds = kinds is null ? null : new KindFilter(kinds, history),
            Connector = connector is { } named ? new ConnectorFilter(named, history) : null,
        };
    }

    /// <summary>Whether the stream sends this event. Call it once for every event, in journal order.</summary>
    public bool Includes(JournalRecord record) =>
        (Role != Security.Role.Connector || record.Recorded.Event is IContactEvent or OfferReceived or ContactHeld or ContactResumed or ContactEnded or IConnectorEvent)
        && (Scope is null || Scope.Includes(record))
        && (Entities is null || Entities.Contains(record.Entity))
        && (Kinds is null || Kinds.Includes(record))
        && (Connector is null || Connector.Includes(record))
        && (Types is null || Types.Contains(Manifests.Of(record.Recorded.Event.GetType())));

    private static EventFilter Seen(HttpContext http, string? queueId, string? agentId, ContactHistory history)
    {
        QueueId? queue = queueId is { } named ? Input.Queue(named, "queue") : null;
        AgentId? agent = agentId is { } other ? Input.Agent(other, "agent") : null;
        var bound = Access.QueuesOf(http.User);
        if (bound.Count > 0 && queue is { } foreign && !bound.Contains(foreign.Value))
            throw Problem.Forbidden("The token is bound to other queues.").AsException();
        if (Access.AgentOf(http.User) is not { } own)
            return new EventFilter(Access.RoleOf(http.User), queue, agent, bound.Count > 0 ? new QueueScope(bound, history) : null);
        if (queue is not null || (agent is { } asked && asked.Value != own))
            throw Problem.Forbidden("An agent may follow only its own events.").AsException();
        return new EventFilter(Security.Role.Agent, Queue: null, new AgentId(own));
    }
}
