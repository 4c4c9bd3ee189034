using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>A queue's journaled state.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="Settings">Its policy; null before it was configured.</param>
/// <param name="LastSerial">The serial number last given to a contact.</param>
/// <param name="LastOffer">The number of the last offer.</param>
/// <param name="Contacts">The contacts that are not finished, in the order of their ids.</param>
/// <param name="Members">The agents assigned, in the order of their ids.</param>
/// <param name="Departed">The agents that were taken out, in the order of their ids.</param>
/// <param name="Finished">The contacts last finished, oldest first.</param>
/// <param name="Moved">The contacts that have moved on and are not finished.</param>
/// <param name="Alarms">The alarms that are raised.</param>
/// <param name="Answers">The answers to the last keyed commands.</param>
/// <param name="OwedEnds">Whom to tell when contacts that came from elsewhere are finished, in the order of the ids; null (the default) in a
/// snapshot from before they were kept: it is then what the contacts say.</param>
public sealed record QueueSnapshot(
    QueueId QueueId,
    long Revision,
    DateTimeOffset LastEventAt,
    QueueSettings? Settings,
    long LastSerial,
    long LastOffer,
    IReadOnlyList<QueuedContactSnapshot> Contacts,
    IReadOnlyList<QueueMemberSnapshot> Members,
    IReadOnlyList<DepartedAgent> Departed,
    IReadOnlyList<FinishedContact> Finished,
    IReadOnlyList<MovedContact> Moved,
    IReadOnlyList<AlarmKind> Alarms,
    IReadOnlyList<RememberedAnswer> Answers,
    IReadOnlyList<OwedEnd>? OwedEnds = null) : ISnapshot;

/// <summary>A contact in a queue.</summary>
/// <param name="Contact">What is known of it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="EnteredAt">When it entered this line.</param>
/// <param name="Offer">Its open or last offer.</param>
/// <param name="Agent">The agent of that offer.</param>
/// <param name="DueAt">When it comes back, while scheduled.</param>
/// <param name="MovingTo">The queue it is being taken to.</param>
/// <param name="CameFrom">The queue it came from.</param>
/// <param name="CallOver">Whether a callback's call is over.</param>
/// <param name="Rejections">Who rejected it during this stay.</param>
/// <param name="RecordingUntil">When its recording ends by itself, while recording; null where an earlier version began it.</param>
/// <param name="AnsweredAt">When the agent who has it answered; null where none has it or that was not kept.</param>
/// <param name="TalkSeconds">For how long agents have had it, in seconds; null where none has.</param>
public sealed record QueuedContactSnapshot(
    Contact Contact,
    ContactState State,
    DateTimeOffset EnteredAt,
    OfferId? Offer,
    AgentId? Agent,
    DateTimeOffset? DueAt,
    QueueId? MovingTo,
    QueueId? CameFrom,
    bool CallOver,
    IReadOnlyList<Rejection>? Rejections,
    DateTimeOffset? RecordingUntil = null,
    DateTimeOffset? AnsweredAt = null,
    double? TalkSeconds = null);

/// <summary>An agent assigned to a queue.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Assignment">How the agent works in the queue.</param>
/// <param name="AgentRevision">The agent's revision that said so.</param>
public sealed record QueueMemberSnapshot(AgentId AgentId, Assignment Assignment, long AgentRevision);

/// <summary>An agent that was taken out of a queue: an older report does not bring it back.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentRevision">The agent's revision that said so.</param>
public sealed record DepartedAgent(AgentId AgentId, long AgentRevision);

/// <summary>A contact that was finished a short while ago.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Offer">Its last offer; null where it was never offered.</param>
/// <param name="Accepted">Whether that offer was accepted.</param>
/// <param name="Moves">How many times it had gone on to another queue.</param>
/// <param name="EndedBy">Who ended it; null where that was not kept.</param>
public sealed record FinishedContact(ContactId ContactId, ContactOutcome Outcome, OfferId? Offer, bool Accepted, int Moves, EndedBy? EndedBy = null);

/// <summary>A contact that has moved on to another queue and is not finished there.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="To">The queue it went to.</param>
/// <param name="CameFrom">The queue it had come from.</param>
/// <param name="Dropped">How it ended here while it was still on its way, so that the other queue must drop it; null where it arrived.</param>
/// <param name="Move">The number of the move by which it left, counted over all queues.</param>
public sealed record MovedContact(ContactId ContactId, QueueId To, QueueId? CameFrom, ContactOutcome? Dropped, int Move);

/// <summary>A queue that has yet to hear of the end of a contact that came from it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="To">The queue it came from.</param>
/// <param name="Due">Whether the contact is finished.</param>
public sealed record OwedEnd(ContactId ContactId, QueueId To, bool Due);
