using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>What a queue says to an agent.</summary>
internal interface IAgentMessage : IEntityMessage;

/// <summary>A queue proposes a contact. Repeated until the agent reports that it holds it, or has declined it.</summary>
internal sealed record ProposeOffer(Offer Offer) : IAgentMessage;

/// <summary>A queue takes an offer back, or tells an agent that an offer it believes open is not. Repeated until the agent reports without it.</summary>
internal sealed record WithdrawOffer(OfferId OfferId) : IAgentMessage;

/// <summary>The queue has decided: the agent has the contact.</summary>
internal sealed record ConfirmAcceptance(OfferId OfferId) : IAgentMessage;

/// <summary>The queue says that the current contact is over: the caller hung up, or it was ended from outside.</summary>
/// <param name="OfferId">The offer under which the agent has it.</param>
/// <param name="Finished">Whether the queue has finished with the contact; false for a callback whose outcome is still to come.</param>
/// <param name="By">Who ended it; null where that is not known any more.</param>
internal sealed record ContactIsOver(OfferId OfferId, bool Finished, EndedBy? By = null) : IAgentMessage;

/// <summary>The queue has recorded a callback's outcome.</summary>
/// <param name="OfferId">The offer under which the agent has it.</param>
/// <param name="Outcome">Completed or not reached; null where it is scheduled.</param>
/// <param name="DueAt">When it comes back, where it is scheduled.</param>
internal sealed record OutcomeRecorded(OfferId OfferId, ContactOutcome? Outcome, DateTimeOffset? DueAt) : IAgentMessage;

/// <summary>The queue has refused a callback's outcome.</summary>
/// <param name="OfferId">The offer under which the agent has it.</param>
/// <param name="DueAt">The date that was wanted; null for completed.</param>
/// <param name="Refusal">Why.</param>
/// <param name="Failure">The failed attempt that was to be recorded; null for another outcome.</param>
internal sealed record OutcomeRefused(OfferId OfferId, DateTimeOffset? DueAt, Refusal Refusal, FailedAttempt? Failure = null) : IAgentMessage;

/// <summary>A queue that was read from its journal asks for the agent's report. Repeated until one comes that knows of the question: what
/// was sent before it may be old.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Question">Names the question.</param>
internal sealed record AskForReport(QueueId QueueId, long Question) : IAgentMessage;

/// <summary>A queue has seen the agent's report.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Round">The round of the report it has seen.</param>
/// <param name="Best">The place of the contact it would offer the agent; null where it has none. Only where the agent is choosing.</param>
internal sealed record ReportSeen(QueueId QueueId, long Round, OrderKey? Best) : IAgentMessage;
