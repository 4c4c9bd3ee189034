using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Endpoints;

/// <summary>Asks for an endpoint as it is now. Answered with an <see cref="EndpointAnswer"/>, also where nothing is known of it.</summary>
public sealed record GetEndpoint : IQuery;

/// <summary>Something that happened to an endpoint.</summary>
public interface IEndpointEvent : IEvent;

/// <summary>An agent got the endpoint, to log in there.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The agent's claim: the revision of the agent with which it began.</param>
public sealed record EndpointTaken(AgentId AgentId, long Claim) : IEndpointEvent;

/// <summary>The agent does not have the endpoint any more.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The claim under which it had it.</param>
public sealed record EndpointFreed(AgentId AgentId, long Claim) : IEndpointEvent;

/// <summary>An endpoint, as <see cref="GetEndpoint"/> is answered.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="AgentId">The agent that has it; null for none. Right after a log-out it can still be the agent that has logged out.</param>
public sealed record EndpointAnswer(EndpointId EndpointId, AgentId? AgentId) : IAnswer;

/// <summary>An endpoint's journaled state.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="Holder">The agent that has it; null for none.</param>
/// <param name="Claim">The claim under which the agent has it; 0 for none.</param>
internal sealed record EndpointSnapshot(EndpointId EndpointId, long Revision, DateTimeOffset LastEventAt, AgentId? Holder, long Claim) : ISnapshot;
