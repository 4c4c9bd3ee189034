using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>What happened to a contact, step by step.</summary>
/// <param name="QueueId">The queue it is in, or was in last.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">The kind; null if it was refused.</param>
/// <param name="Caller">The caller; null if the number is withheld.</param>
/// <param name="State">The state; null if it was refused.</param>
/// <param name="Outcome">The outcome; null while it is not done.</param>
/// <param name="Steps">The steps, in order.</param>
internal sealed record Explanation(
    QueueId QueueId,
    ContactId ContactId,
    ContactKind? Kind,
    CallerAddress? Caller,
    ContactState? State,
    ContactOutcome? Outcome,
    IReadOnlyList<ExplanationStep> Steps);

/// <summary>One thing that happened to a contact, or what it is waiting for now.</summary>
/// <param name="At">When.</param>
/// <param name="Ordering">The event's place in the journal; null for what it is waiting for now.</param>
/// <param name="What">A sentence for people.</param>
/// <param name="Event">The name of the event; null for what it is waiting for now.</param>
/// <param name="By">The sender of the command that caused it; null for a deadline.</param>
/// <param name="Agents">Where an agent was chosen, or none could be: each agent assigned to the queue at that moment, in order of their
/// ids, and why this one or why not. Empty for other steps.</param>
internal sealed record ExplanationStep(
    DateTimeOffset At, long? Ordering, string What, string? Event, string? By, IReadOnlyList<AgentReason> Agents);

/// <summary>Why an agent was chosen, or why not.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Chosen">Whether the contact was offered to this agent.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record AgentReason(AgentId AgentId, bool Chosen, string Reason);
