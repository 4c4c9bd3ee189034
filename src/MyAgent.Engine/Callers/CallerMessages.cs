using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Callers;

/// <summary>Sets what is known of a caller. Answered with a <see cref="CallerAnswer"/>.</summary>
/// <param name="PreferredAgents">The agents to be tried first, best first.</param>
/// <param name="Priority">0 to 99: the priority of the caller's contacts where none is given with them.</param>
public sealed record ConfigureCaller(IReadOnlyList<AgentId> PreferredAgents, int Priority) : ICommand;

/// <summary>A contact arrives for a queue; the caller adds what is known and sends it on. Answered by the queue, with a
/// <see cref="Queues.ContactAnswer"/> or a <see cref="Refusal"/>.</summary>
/// <param name="QueueId">The queue it is for.</param>
/// <param name="ContactId">Its id.</param>
/// <param name="Media">What it comes in by.</param>
/// <param name="Priority">Its priority, 0 to 99; null for the caller's.</param>
/// <param name="OriginAt">When it first entered the system; null for now.</param>
/// <param name="Data">What the connector knows of it (rule 27); null for nothing.</param>
/// <param name="Callback">The callback that is requested without a call (rule 36); null (the default) for a contact that arrives.</param>
/// <param name="Connector">The connector that brings it; null where that does not say its name.</param>
public sealed record ReceiveContact(
    QueueId QueueId, ContactId ContactId, Media Media, int? Priority, DateTimeOffset? OriginAt, ContactData? Data = null,
    DirectCallback? Callback = null, ConnectorId? Connector = null) : ICommand;

/// <summary>What is known of a caller was set.</summary>
public sealed record CallerConfigured(IReadOnlyList<AgentId> PreferredAgents, int Priority) : IEvent;

/// <summary>An agent has served the caller in a queue, and is the last one there (rule 34).</summary>
/// <param name="Service">Who, in which queue and when.</param>
public sealed record LastAgentChanged(LastService Service) : IEvent;

/// <summary>A caller, as <see cref="ConfigureCaller"/> is answered.</summary>
public sealed record CallerAnswer(CallerAddress Caller, IReadOnlyList<AgentId> PreferredAgents, int Priority) : IAnswer;
