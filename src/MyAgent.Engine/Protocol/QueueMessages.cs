using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Protocol;

/// <summary>What an agent or another queue says to a queue.</summary>
internal interface IQueueMessage : IEntityMessage;

/// <summary>How an offer or contact came back from an agent.</summary>
[JsonConverter(typeof(CamelCaseEnum<ReleaseKind>))]
internal enum ReleaseKind
{
    /// <summary>The agent rejected the offer.</summary>
    Rejected,

    /// <summary>The agent missed the offer.</summary>
    Missed,

    /// <summary>The offer came to nothing without the agent's fault.</summary>
    Withdrawn,

    /// <summary>The contact is over.</summary>
    Over,

    /// <summary>The agent was logged out by force: a callback without outcome goes back to its place, anything else is over. Or the agent's telephone leg failed.</summary>
    GivenBack,
}

/// <summary>What an agent last gave back to a queue.</summary>
/// <param name="OfferId">The offer under which it had it.</param>
/// <param name="Kind">How it came back.</param>
/// <param name="Reason">Why it was rejected, or missed before its time; null for other ends.</param>
/// <param name="EndedBy">Who ended the contact; null for other ends.</param>
/// <param name="Requeued">Why the contact goes back to its place, where the agent's telephone leg failed; null for other ends.</param>
/// <param name="Transfer">Where the agent has transferred the contact; null for other ends.</param>
internal sealed record Release(
    OfferId OfferId, ReleaseKind Kind, RejectReason? Reason = null, EndedBy? EndedBy = null, RequeueReason? Requeued = null,
    ContactTransfer? Transfer = null);

/// <summary>All that a queue needs to know of an agent, in one message, so that a lost one is mended by the next. Repeated until
/// the queue has answered with <see cref="ReportSeen"/>.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Revision">The agent's revision: a queue does not go back to an older one.</param>
/// <param name="Round">Counts the agent's reports, for <see cref="ReportSeen"/>.</param>
/// <param name="Assignment">How the agent works in this queue; null where it does not (any more).</param>
/// <param name="LoggedIn">Whether the agent is logged in.</param>
/// <param name="Ready">Whether the agent is available.</param>
/// <param name="Choosing">Where ready: the agent still compares what its queues have, and wants to hear of this queue's best
/// contact instead of being offered it.</param>
/// <param name="IdleSince">Since when the agent has been idle (rule 13).</param>
/// <param name="Holding">The offer of this queue that the agent has open or under which it has a contact.</param>
/// <param name="Released">What the agent last gave back to this queue.</param>
/// <param name="Over">Whether the call of the callback it holds is over, its outcome still to come.</param>
/// <param name="Question">The last question of the queue (<see cref="AskForReport"/>) that the agent has heard; 0 for none.</param>
/// <param name="CannotRing">Where ready: whether the agent's telephone cannot ring, so that it takes no calls and callbacks (rule 29).</param>
internal sealed record AgentReport(
    AgentId AgentId,
    long Revision,
    long Round,
    Assignment? Assignment,
    bool LoggedIn,
    bool Ready,
    bool Choosing,
    DateTimeOffset IdleSince,
    OfferId? Holding,
    Release? Released,
    bool Over = false,
    long Question = 0,
    bool CannotRing = false) : IQueueMessage;

/// <summary>The agent does not take an offer: it is not available. (An agent that takes one reports that it holds it.)</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Revision">The agent's revision.</param>
internal sealed record OfferDeclined(OfferId OfferId, AgentId AgentId, long Revision) : IQueueMessage;

/// <summary>The agent wants the contact it is offered: the queue decides, by <see cref="ConfirmAcceptance"/> or
/// <see cref="WithdrawOffer"/>. Repeated until it has.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="AnsweredAt">When the agent answered, where that was said; null for now.</param>
internal sealed record RequestAcceptance(OfferId OfferId, AgentId AgentId, DateTimeOffset? AnsweredAt = null) : IQueueMessage;

/// <summary>The agent gives a callback its outcome: the queue decides, by <see cref="OutcomeRecorded"/> or
/// <see cref="OutcomeRefused"/>. Repeated until it has.</summary>
/// <param name="OfferId">The offer under which the agent has it.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="DueAt">When it is to come back; null where it is completed.</param>
/// <param name="Own">Whether it is to come back to this agent first; null (the default) for no.</param>
/// <param name="Window">Whether it books the window that starts at the date (rule 39); null (the default) for no.</param>
internal sealed record RecordOutcome(OfferId OfferId, AgentId AgentId, DateTimeOffset? DueAt, bool? Own = null, bool? Window = null) : IQueueMessage;

/// <summary>The agent has tried to call back and not reached the caller, for a reason (rule 37): the queue decides, by <see cref="OutcomeRecorded"/> or
/// <see cref="OutcomeRefused"/>. Repeated until it has.</summary>
/// <param name="OfferId">The offer under which the agent has the callback.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Failure">Why it was not reached.</param>
/// <param name="DueAt">When it is to come back, where the agent says so; null for the queue's rule.</param>
internal sealed record RecordFailedAttempt(OfferId OfferId, AgentId AgentId, FailedAttempt Failure, DateTimeOffset? DueAt = null) : IQueueMessage;

/// <summary>A queue hands a contact over that has waited too long there. Repeated until answered.</summary>
/// <param name="Contact">What is known of it.</param>
/// <param name="From">The queue.</param>
/// <param name="TalkSeconds">For how long agents have had it, in seconds; null where none has.</param>
/// <param name="LeastPosition">The least position that it had had when it began to move, where its wait goes on; null where it does not, and from earlier versions.</param>
internal sealed record TakeOverContact(Contact Contact, QueueId From, double? TalkSeconds = null, int? LeastPosition = null) : IQueueMessage;

/// <summary>The other queue has the contact, or does not take it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="By">The other queue.</param>
/// <param name="Move">The number of the move: a contact can go back and forth.</param>
/// <param name="Taken">Whether it has it.</param>
/// <param name="Arrival">The contact's arrival; null where it has no id.</param>
internal sealed record ContactTaken(ContactId ContactId, QueueId By, int Move, bool Taken, ArrivalId? Arrival = null) : IQueueMessage;

/// <summary>A contact that came from this queue is finished. Repeated until answered with <see cref="FinishSeen"/>.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="By">The queue it was finished in, or went on from.</param>
/// <param name="Arrival">The contact's arrival; null where it has no id.</param>
internal sealed record TakenContactFinished(ContactId ContactId, QueueId By, ArrivalId? Arrival = null) : IQueueMessage;

/// <summary>The queue that a contact had come from has heard that it is finished.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="By">The queue that has heard it.</param>
/// <param name="Arrival">The contact's arrival, as it was told.</param>
internal sealed record FinishSeen(ContactId ContactId, QueueId By, ArrivalId? Arrival = null) : IQueueMessage;

/// <summary>The contact was finished where it came from while it was on its way: it is to be finished here too. Repeated until answered.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="From">The queue it came from.</param>
/// <param name="Move">The number of the move.</param>
/// <param name="Outcome">How it ended there.</param>
/// <param name="Arrival">The contact's arrival; null where it has no id.</param>
/// <param name="EndedBy">Who ended it there; null where that is not known any more.</param>
internal sealed record DropContact(
    ContactId ContactId, QueueId From, int Move, ContactOutcome Outcome, ArrivalId? Arrival = null, EndedBy? EndedBy = null) : IQueueMessage;
