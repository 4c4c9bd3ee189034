using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Endpoints;

/// <summary>Asks for an endpoint as it is now. Answered with an <see cref="EndpointAnswer"/>, also where nothing is known of it.</summary>
public sealed record GetEndpoint : IQuery;

/// <summary>Says whether the endpoint can ring (rule 29). The same report again changes and journals nothing. It is never remembered under a command id: a report
/// says what is so now. Answered with an <see cref="EndpointAnswer"/>.</summary>
/// <param name="State">Whether it can ring.</param>
/// <param name="Reason">Why, for people; null (the default) for none.</param>
public sealed record ReportEndpointState(EndpointState State, string? Reason = null) : ICommand;

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

/// <summary>Another state was reported of the endpoint, by a connector or by a reject of its agent (rules 29 and 33b).</summary>
/// <param name="State">Whether it can ring.</param>
/// <param name="Reason">Why, for people; null for none.</param>
public sealed record EndpointStateReported(EndpointState State, string? Reason = null) : IEndpointEvent;

/// <summary>An endpoint, as <see cref="GetEndpoint"/> and <see cref="ReportEndpointState"/> are answered.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="AgentId">The agent that has it; null for none. Right after a log-out it can still be the agent that has logged out.</param>
/// <param name="State">Whether it can ring: as last reported, else ready.</param>
/// <param name="Reason">Why, for people; null for none.</param>
/// <param name="ReportedAt">Since when that is reported; null where nothing was reported.</param>
public sealed record EndpointAnswer(
    EndpointId EndpointId, AgentId? AgentId, EndpointState State = EndpointState.Ready, string? Reason = null, DateTimeOffset? ReportedAt = null) : IAnswer;

/// <summary>An endpoint's journaled state.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="Holder">The agent that has it; null for none.</param>
/// <param name="Claim">The claim under which the agent has it; 0 for none.</param>
/// <param name="Report">What was last reported of it; null for nothing.</param>
/// <param name="ReportedAt">When that was reported first; null for nothing.</param>
internal sealed record EndpointSnapshot(
    EndpointId EndpointId, long Revision, DateTimeOffset LastEventAt, AgentId? Holder, long Claim, EndpointReport? Report = null, DateTimeOffset? ReportedAt = null)
    : ISnapshot;
