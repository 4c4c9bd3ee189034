using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Protocol;

/// <summary>Why an attempt to call back has failed.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Note">What the agent notes about it; null for nothing.</param>
internal sealed record FailedAttempt(FailureCause Cause, string? Note = null);
