using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Queues;

/// <summary>Something that happened in a queue.</summary>
public interface IQueueEvent : IEvent;

/// <summary>Something that happened to a contact in a queue.</summary>
public interface IContactEvent : IQueueEvent
{
    /// <summary>The contact.</summary>
    ContactId ContactId { get; }
}

/// <summary>The queue was created or its policy was changed.</summary>
public sealed record QueueConfigured(QueueSettings Settings) : IQueueEvent;

/// <summary>The queue was removed. It had no open contacts and no agents.</summary>
public sealed record QueueRemoved : IQueueEvent;

/// <summary>The queue learned of an assignment, new or changed.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Assignment">How the agent works in this queue.</param>
/// <param name="AgentRevision">The agent's revision that said so; an older report does not undo it.</param>
public sealed record AgentJoined(AgentId AgentId, Assignment Assignment, long AgentRevision) : IQueueEvent;

/// <summary>The queue learned that an agent no longer works in it.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentRevision">The agent's revision that said so.</param>
public sealed record AgentLeft(AgentId AgentId, long AgentRevision) : IQueueEvent;

/// <summary>A contact came in and is waiting, or is a callback that waits from its date on.</summary>
/// <param name="Contact">What is known of it.</param>
/// <param name="Resumes">The callback whose place it takes (rule 25); null for none, and in journals of before it was kept.</param>
/// <param name="DueAt">When it enters the waiting list, for a callback that was requested without a call and does not wait yet (rule 36); null where it waits
/// already.</param>
/// <param name="HeldFor">The agent for whom it waits before any other: the one whom a consultation asks (rule 33); null for none.</param>
public sealed record ContactArrived(Contact Contact, ContactId? Resumes = null, DateTimeOffset? DueAt = null, AgentHold? HeldFor = null) : IContactEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public ContactId ContactId => Contact.ContactId;
}

/// <summary>A contact was not let in.</summary>
/// <param name="ContactId">Its id.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Refusal">Why.</param>
public sealed record ContactRefused(ContactId ContactId, CallerAddress? Caller, Refusal Refusal) : IContactEvent;

/// <summary>A contact came in while the queue was closed and was sent to another.</summary>
/// <param name="ContactId">Its id.</param>
/// <param name="To">The other queue.</param>
/// <param name="Arrival">Names its arrival here; null in journals of before arrivals had an id.</param>
public sealed record ContactRedirected(ContactId ContactId, QueueId To, ArrivalId? Arrival = null) : IContactEvent;

/// <summary>The caller is leaving a message.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Until">When the recording ends by itself (rule 33f); null in journals of before it did.</param>
public sealed record RecordingStarted(ContactId ContactId, DateTimeOffset? Until = null) : IContactEvent;

/// <summary>The caller gave up leaving a message and waits on, or has come to the limit without a number to be called at.</summary>
public sealed record RecordingGivenUp(ContactId ContactId) : IContactEvent;

/// <summary>A voice message was stored.</summary>
public sealed record MessageAttached(ContactId ContactId, VoiceMessage Message) : IContactEvent;

/// <summary>What is known of the contact was changed (rule 27).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Data">All that is known now; null for nothing.</param>
public sealed record ContactDataChanged(ContactId ContactId, ContactData? Data) : IContactEvent;

/// <summary>The call became a callback request, in its place.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Key">Its place, which is that of the call.</param>
/// <param name="Number">The number to call.</param>
/// <param name="Window">The window that it has booked (rule 39), at whose start it waits; null where it waits already.</param>
public sealed record CallbackRequested(ContactId ContactId, OrderKey Key, string Number, CallbackWindow? Window = null) : IContactEvent;

/// <summary>A callback was requested again while it was open: the request got this one, and made no second (rule 36).</summary>
/// <param name="ContactId">The contact.</param>
public sealed record CallbackRequestedAgain(ContactId ContactId) : IContactEvent;

/// <summary>Why this agent was chosen (rule 13).</summary>
[JsonConverter(typeof(CamelCaseEnum<ChosenBy>))]
public enum ChosenBy
{
    /// <summary>A preferred agent of the caller.</summary>
    Preferred,

    /// <summary>Longest idle.</summary>
    LongestIdle,

    /// <summary>Highest skill.</summary>
    HighestSkill,

    /// <summary>The agent was consulted about the contact, and has it handed over (rule 33).</summary>
    Consulted,
}

/// <summary>A contact was offered to an agent.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="OfferId">The offer.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="ChosenBy">Why this agent.</param>
/// <param name="InPlaceOf">The offer of the consultation in whose place the agent gets the contact (rule 33); null for an offer that rings.</param>
public sealed record ContactOffered(ContactId ContactId, OfferId OfferId, AgentId AgentId, ChosenBy ChosenBy, OfferId? InPlaceOf = null) : IContactEvent;

/// <summary>An offer ended: after accepted the contact is engaged, else it is back in its place (unless an event of the same decision
/// finishes it).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="OfferId">The offer.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why the agent rejected it, or that the telephone was not answered (<see cref="RejectReason.NoAnswer"/>); null for other
/// ends, for a miss by time, and in events from before reasons were kept.</param>
/// <param name="AnsweredAt">When the agent answered: the instant of this event, or earlier where that was said. Null for other ends, and in events
/// from before it was kept.</param>
public sealed record OfferEnded(
    ContactId ContactId,
    OfferId OfferId,
    AgentId AgentId,
    OfferOutcome Outcome,
    RejectReason? Reason = null,
    DateTimeOffset? AnsweredAt = null) : IContactEvent;

/// <summary>A callback's call is over, its outcome is not yet known.</summary>
public sealed record CallbackCallEnded(ContactId ContactId) : IContactEvent;

/// <summary>An agent disappeared with the contact (rule 26), or the agent's telephone leg failed (rule 33a): it is back in its place.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="AgentId">The agent who had it.</param>
/// <param name="Reason">How the leg failed; null where the agent disappeared.</param>
public sealed record ContactReturned(ContactId ContactId, AgentId AgentId, RequeueReason? Reason = null) : IContactEvent;

/// <summary>An agent has tried to call back and not reached the caller (rule 37). The callback is scheduled or closed in the same decision.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="AgentId">The agent who tried.</param>
/// <param name="Cause">Why it was not reached.</param>
/// <param name="Note">What the agent notes about it; null for nothing.</param>
public sealed record CallbackAttemptFailed(ContactId ContactId, AgentId AgentId, FailureCause Cause, string? Note = null) : IContactEvent;

/// <summary>A callback will come back at a date (rule 22).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="AgentId">The agent who scheduled it.</param>
/// <param name="DueAt">The date.</param>
/// <param name="Attempts">How many attempts have failed, this one counted.</param>
/// <param name="Own">True where it is the agent's own callback (rule 38); null for any agent's.</param>
/// <param name="Window">The window that it has booked (rule 39), which starts at the date; null for none.</param>
public sealed record CallbackScheduled(
    ContactId ContactId, AgentId AgentId, DateTimeOffset DueAt, int Attempts, bool? Own = null, CallbackWindow? Window = null) : IContactEvent;

/// <summary>A scheduled callback is back in the waiting list (rule 23).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Key">Its place.</param>
/// <param name="HeldFor">The agent whose own callback it is, and how long it waits for that agent (rule 38); null for any agent's.</param>
public sealed record CallbackReentered(ContactId ContactId, OrderKey Key, AgentHold? HeldFor = null) : IContactEvent;

/// <summary>A supervisor changed the contact's place; the cause says who.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Key">Its new place.</param>
public sealed record OrderKeyChanged(ContactId ContactId, OrderKey Key) : IContactEvent;

/// <summary>The contact has waited too long and is being taken to another queue; until that has it, it stays in its place.</summary>
public sealed record ContactMoving(ContactId ContactId, QueueId To) : IContactEvent;

/// <summary>The contact is in the other queue now.</summary>
public sealed record ContactMoved(ContactId ContactId, QueueId To) : IContactEvent;

/// <summary>A contact came from another queue, with its place.</summary>
/// <param name="Contact">What is known of it.</param>
/// <param name="From">The queue it came from.</param>
/// <param name="TalkSeconds">For how long agents had had it by then, in seconds; null where none had, and in events from before it was kept.</param>
/// <param name="LeastPosition">The least position that it had had there (rule 35), where its wait goes on; null where a wait begins, and in events from before it was kept.</param>
/// <param name="HeldFor">The agent to whom it was transferred, and how long it waits for that agent (rule 33); null for any agent.</param>
public sealed record ContactTakenOver(
    Contact Contact, QueueId From, double? TalkSeconds = null, int? LeastPosition = null, AgentHold? HeldFor = null) : IContactEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public ContactId ContactId => Contact.ContactId;
}

/// <summary>A contact that had moved on is finished in its last queue: nothing need be forwarded any more.</summary>
public sealed record MovedContactFinished(ContactId ContactId) : IContactEvent;

/// <summary>The queue that a contact had come from has heard that it is finished: it need not be told any more.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="By">The queue that has heard it.</param>
public sealed record FinishHeard(ContactId Contact, QueueId By) : IQueueEvent;

/// <summary>The agent who had the contact has transferred it (rule 33). It waits again: in this queue, or until the other queue has it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Transfer">By whom, and where.</param>
/// <param name="HeldFor">The agent for whom it waits in this queue first; null for none, and where it goes to another queue.</param>
public sealed record ContactTransferred(ContactId ContactId, ContactTransfer Transfer, AgentHold? HeldFor = null) : IContactEvent;

/// <summary>The contact is finished.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="AgentId">The agent who had it; null where none had.</param>
/// <param name="EndedBy">Who ended it (rule 33g); null in events from before it was kept.</param>
public sealed record ContactFinished(ContactId ContactId, ContactOutcome Outcome, AgentId? AgentId, EndedBy? EndedBy = null) : IContactEvent;

/// <summary>What an alarm is about.</summary>
[JsonConverter(typeof(CamelCaseEnum<AlarmKind>))]
public enum AlarmKind
{
    /// <summary>The number waiting or recording.</summary>
    Waiting,

    /// <summary>The longest wait in the queue.</summary>
    LongestWait,
}

/// <summary>An alarm was raised.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">The figure: contacts, or seconds.</param>
public sealed record AlarmRaised(AlarmKind Kind, double Value) : IQueueEvent;

/// <summary>An alarm is over.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">The figure: contacts, or seconds.</param>
public sealed record AlarmCleared(AlarmKind Kind, double Value) : IQueueEvent;

/// <summary>The queue has heard that a connector is lost, or is back (rule 30).</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Round">Counts the times that the connector was lost and returned; an older one does not undo it.</param>
/// <param name="IsLost">Whether its calls are not to be offered.</param>
/// <param name="EndsCallsBefore">Its calls that arrived before this instant are to be ended: it has not claimed them. Null for none.</param>
public sealed record ConnectorNewsHeard(ConnectorId Connector, long Round, bool IsLost, DateTimeOffset? EndsCallsBefore = null) : IQueueEvent;

/// <summary>A keyed command was answered without anything else happening.</summary>
/// <param name="ContactId">The contact it was about; null for none.</param>
/// <param name="Refusal">The refusal it was answered with; null where it was without effect.</param>
public sealed record QueueCommandAnswered(ContactId? ContactId, Refusal? Refusal) : IQueueEvent;

/// <summary>The agent who had asked for a consultation has heard that it is over.</summary>
/// <param name="ConsultId">The contact that the consultation was.</param>
public sealed record ConsultationEndHeard(ContactId ConsultId) : IQueueEvent;
