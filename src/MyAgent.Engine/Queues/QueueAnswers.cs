using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>A contact, as a command about it is answered.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended, where it is done.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Position">Its place in the waiting list, from 1; null where it is not in it.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="DueAt">When a scheduled callback comes back.</param>
/// <param name="Attempts">How many attempts at a callback have failed.</param>
/// <param name="Message">The voice message; null where there is none.</param>
/// <param name="EndedBy">Who ended it, where it is done; null where that was not kept.</param>
/// <param name="TalkSeconds">For how long agents had it, from their answers until it was over, in seconds; null where none had.</param>
/// <param name="Data">What the connector knows of it (rule 27); null for nothing.</param>
/// <param name="RequestedBefore">True where a callback was requested, and this is the open one of an earlier request (rule 36); null (the default) for every other answer.</param>
/// <param name="Connector">The connector that brought it; null where that did not say its name.</param>
/// <param name="PositionToSay">The position to tell the caller, which never rises in one wait (rule 35); null where <paramref name="Position"/> is.</param>
/// <param name="Window">The window that is promised for a callback (rule 39), until an agent accepts it; null where none is.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation (rule 33); else null.</param>
/// <param name="Transfer">Its last transfer by an agent (rule 33); null for none.</param>
public sealed record ContactAnswer(
    ContactId ContactId,
    QueueId QueueId,
    ContactState State,
    ContactOutcome? Outcome,
    ContactKind Kind,
    CallerAddress? Caller,
    int? Position,
    DateTimeOffset OriginAt,
    int Priority,
    AgentId? AgentId,
    string? Number,
    DateTimeOffset? DueAt,
    int Attempts,
    VoiceMessage? Message,
    EndedBy? EndedBy = null,
    double? TalkSeconds = null,
    ContactData? Data = null,
    bool? RequestedBefore = null,
    ConnectorId? Connector = null,
    int? PositionToSay = null,
    CallbackWindow? Window = null,
    Consultation? Consultation = null,
    ContactTransfer? Transfer = null) : IAnswer;

/// <summary>A queue's policy, as <see cref="ConfigureQueue"/> is answered.</summary>
public sealed record QueueSettingsAnswer(QueueId QueueId, QueueSettings Settings) : IAnswer;

/// <summary>A contact that went on to another queue: commands about it belong there.</summary>
public sealed record ContactMovedAnswer(ContactId ContactId, QueueId QueueId) : IAnswer;

/// <summary>A queue, with a part of its waiting list.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Settings">Its policy.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="WaitingCount">How many are in the waiting list, waiting or recording.</param>
/// <param name="RecordingCount">How many of those are recording.</param>
/// <param name="CallbackCount">How many of those are callbacks.</param>
/// <param name="OfferedCount">How many are offered.</param>
/// <param name="EngagedCount">How many are with an agent.</param>
/// <param name="ScheduledCount">How many callbacks come back later.</param>
/// <param name="LongestWaitSeconds">How long the longest-waiting contact has waited in this queue, in seconds; 0 where none waits.</param>
/// <param name="AgentsLoggedIn">How many of its agents are logged in, as far as the queue has heard.</param>
/// <param name="AgentsAvailable">How many of its agents are available, as far as the queue has heard.</param>
/// <param name="Alarms">The alarms that are raised.</param>
/// <param name="Waiting">The part of the waiting list that was requested, in order.</param>
/// <param name="WithAgents">Those offered and engaged, the oldest offer first; null where no contacts were asked for, and in answers of before it was given.</param>
public sealed record QueueAnswer(
    QueueId QueueId,
    QueueSettings Settings,
    bool Open,
    int WaitingCount,
    int RecordingCount,
    int CallbackCount,
    int OfferedCount,
    int EngagedCount,
    int ScheduledCount,
    double LongestWaitSeconds,
    int AgentsLoggedIn,
    int AgentsAvailable,
    IReadOnlyList<AlarmKind> Alarms,
    IReadOnlyList<WaitingContact> Waiting,
    IReadOnlyList<ContactWithAgent>? WithAgents = null) : IAnswer;

/// <summary>One contact in the waiting list.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Position">Its place in the waiting list, from 1.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="State">Waiting or recording.</param>
public sealed record WaitingContact(
    ContactId ContactId, ContactKind Kind, CallerAddress? Caller, int Position, DateTimeOffset OriginAt, int Priority, ContactState State);

/// <summary>One contact that is offered to an agent or with one.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="State">Offered or engaged.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="OfferId">The offer that is open, or under which the agent has it.</param>
public sealed record ContactWithAgent(
    ContactId ContactId, ContactKind Kind, CallerAddress? Caller, DateTimeOffset OriginAt, int Priority, ContactState State, AgentId AgentId, OfferId OfferId);
