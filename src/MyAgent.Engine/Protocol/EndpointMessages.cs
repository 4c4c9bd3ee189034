using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>What an agent says to an endpoint.</summary>
internal interface IEndpointMessage : IEntityMessage;

/// <summary>An agent wants to log in at the endpoint. Repeated until answered with <see cref="EndpointGranted"/> or <see cref="EndpointRefused"/>.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">Names the claim: the numbers of an agent's claims grow.</param>
internal sealed record ClaimEndpoint(AgentId AgentId, long Claim) : IEndpointMessage;

/// <summary>An agent does not have the endpoint under this claim, or an earlier one (any more). After a log-out it is repeated until answered with
/// <see cref="EndpointReleaseSeen"/>.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The claim.</param>
internal sealed record ReleaseEndpoint(AgentId AgentId, long Claim) : IEndpointMessage;

/// <summary>An agent that was asked by <see cref="AskForClaim"/> has the endpoint.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The claim under which it has it.</param>
internal sealed record KeepEndpoint(AgentId AgentId, long Claim) : IEndpointMessage;

/// <summary>A reject says how the telephone is (rule 33b), which the endpoint does not know. Repeated until the agent has heard a newer report.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The claim under which it has the endpoint.</param>
/// <param name="State">Whether the endpoint can ring.</param>
/// <param name="Revision">The newest report that the agent had heard: a later one stands.</param>
internal sealed record EndpointStateFound(AgentId AgentId, long Claim, EndpointState State, long Revision) : IEndpointMessage;

/// <summary>An agent has heard what is reported of its endpoint.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Claim">The claim under which it has the endpoint.</param>
/// <param name="Revision">The newest report that it has heard.</param>
internal sealed record EndpointNewsSeen(AgentId AgentId, long Claim, long Revision) : IEndpointMessage;

/// <summary>The agent has the endpoint, and can log in there.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Report">What was last reported of the endpoint; null for nothing, and from earlier versions.</param>
internal sealed record EndpointGranted(EndpointId EndpointId, long Claim, EndpointReport? Report = null) : IAgentMessage;

/// <summary>Tells the agent that has the endpoint what is reported of it (rule 29). Repeated until answered with <see cref="EndpointNewsSeen"/>.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Claim">The claim under which the agent has it.</param>
/// <param name="Report">The newest report.</param>
internal sealed record EndpointNews(EndpointId EndpointId, long Claim, EndpointReport Report) : IAgentMessage;

/// <summary>Another agent has the endpoint, and has said so.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Holder">The other agent.</param>
internal sealed record EndpointRefused(EndpointId EndpointId, long Claim, AgentId Holder) : IAgentMessage;

/// <summary>The endpoint asks the agent that has it whether that is still so. Answered with <see cref="KeepEndpoint"/> or
/// <see cref="ReleaseEndpoint"/>; repeated with the claim of another agent that leads to it.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Claim">The claim under which the agent has it.</param>
internal sealed record AskForClaim(EndpointId EndpointId, long Claim) : IAgentMessage;

/// <summary>The endpoint has seen a release.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Claim">The claim that was released.</param>
internal sealed record EndpointReleaseSeen(EndpointId EndpointId, long Claim) : IAgentMessage;
