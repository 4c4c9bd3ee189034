using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

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
/// <param name="FinishedIds">The ids of the contacts last finished, as <see cref="RecentIds.ToText"/> writes them; null (the default) for none.</param>
/// <param name="FinishedArrivals">The arrivals of those last finished that have been in another queue, written so too; null (the default) for none.</param>
/// <param name="Redirected">The contacts last sent to another queue while this one was closed, oldest first; null (the default) for none.</param>
/// <param name="LastEngagements">The end of what each agent last accepted, in the order of the agents' ids; null (the default) for none.</param>
/// <param name="EndedConsultations">The consultations that are over and whose agents have not confirmed it, in the order of their ids; null (the default) for none.</param>
/// <param name="Connectors">What it has heard of connectors, in the order of their names; null (the default) for nothing.</param>
internal sealed record QueueSnapshot(
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
    IReadOnlyList<PendingCompletion>? OwedEnds = null,
    string? FinishedIds = null,
    string? FinishedArrivals = null,
    IReadOnlyList<RedirectedContact>? Redirected = null,
    IReadOnlyList<LastEngagement>? LastEngagements = null,
    IReadOnlyList<KnownConnector>? Connectors = null,
    IReadOnlyList<EndedConsultation>? EndedConsultations = null) : ISnapshot;

/// <summary>A contact in a queue.</summary>
/// <param name="Contact">What is known of it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="EnteredAt">When it entered this queue.</param>
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
/// <param name="LeastPosition">The least position that it has had in this wait (rule 35); null where that is its position, it has had none, or it was not kept.</param>
/// <param name="OwnedBy">The agent whose own callback it is, while scheduled; null for any agent's.</param>
/// <param name="HeldFor">The agent for whom it waits before any other; null for none.</param>
/// <param name="InPlaceOf">The offer of the consultation in whose place its open offer is; null for one that rings.</param>
internal sealed record QueuedContactSnapshot(
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
    double? TalkSeconds = null,
    int? LeastPosition = null,
    AgentId? OwnedBy = null,
    AgentHold? HeldFor = null,
    OfferId? InPlaceOf = null);

/// <summary>An agent assigned to a queue.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Assignment">How the agent works in the queue.</param>
/// <param name="AgentRevision">The agent's revision that said so.</param>
internal sealed record QueueMemberSnapshot(AgentId AgentId, Assignment Assignment, long AgentRevision);

/// <summary>An agent that was taken out of a queue: an older report does not bring it back.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentRevision">The agent's revision that said so.</param>
internal sealed record DepartedAgent(AgentId AgentId, long AgentRevision);

/// <summary>A contact that was finished a short while ago.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Offer">Its last offer; null where it was never offered.</param>
/// <param name="Accepted">Whether that offer was accepted.</param>
/// <param name="Moves">How many times it had gone on to another queue.</param>
/// <param name="EndedBy">Who ended it; null where that was not kept.</param>
/// <param name="Arrival">Its arrival; null where that has no id.</param>
internal sealed record FinishedContact(
    ContactId ContactId, ContactOutcome Outcome, OfferId? Offer, bool Accepted, int Moves, EndedBy? EndedBy = null, ArrivalId? Arrival = null);

/// <summary>A contact that came while the queue was closed and was sent to another.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="To">The other queue, which may have refused it.</param>
internal sealed record RedirectedContact(ContactId ContactId, QueueId To);

/// <summary>How what an agent last accepted has ended for the queue. The agent may not have heard it, and asks again: it has one contact at a time, so that the
/// last end is all that it can still ask for.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="OfferId">The offer that was accepted.</param>
/// <param name="Outcome">How the contact ended; null where it is not finished: it is a callback that was scheduled, or went back to its place.</param>
/// <param name="DueAt">When it comes back, where it was scheduled.</param>
/// <param name="EndedBy">Who ended the contact, where it is finished.</param>
internal sealed record LastEngagement(AgentId AgentId, OfferId OfferId, ContactOutcome? Outcome, DateTimeOffset? DueAt, EndedBy? EndedBy);

/// <summary>A contact that has moved on to another queue and is not finished there.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="To">The queue it went to.</param>
/// <param name="CameFrom">The queue it had come from.</param>
/// <param name="Dropped">How it ended here while it was still on its way, so that the other queue must drop it; null where it arrived.</param>
/// <param name="Move">The number of the move by which it left, counted over all queues.</param>
/// <param name="Arrival">Its arrival; null where that has no id.</param>
internal sealed record MovedContact(ContactId ContactId, QueueId To, QueueId? CameFrom, ContactOutcome? Dropped, int Move, ArrivalId? Arrival = null);

/// <summary>A queue that has yet to hear of the end of a contact that came from it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="To">The queue it came from.</param>
/// <param name="Due">Whether the contact is finished.</param>
/// <param name="Arrival">The contact's arrival; null where that has no id.</param>
internal sealed record PendingCompletion(ContactId ContactId, QueueId To, bool Due, ArrivalId? Arrival = null);
