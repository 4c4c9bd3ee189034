using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>An attempt to call back that has failed with a cause (rule 37).</summary>
/// <param name="At">When it failed.</param>
/// <param name="AgentId">The agent who tried.</param>
/// <param name="Cause">Why the caller was not reached.</param>
/// <param name="Note">What the agent noted about it; null for nothing.</param>
internal sealed record FailedCallbackAttempt(DateTimeOffset At, AgentId AgentId, FailureCause Cause, string? Note);
