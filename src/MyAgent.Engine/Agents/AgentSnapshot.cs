using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>An agent's journaled state.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Revision">How many events it stands for.</param>
/// <param name="LastEventAt">When the newest of them happened.</param>
/// <param name="Name">The displayed name; null before the agent was defined.</param>
/// <param name="Status">What the agent is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="LoggedInAt">When the agent logged in; null while logged out.</param>
/// <param name="LastContactOverAt">When the last contact was over.</param>
/// <param name="MissedInARow">How many offers in a row were missed.</param>
/// <param name="Next">The remembered break or log-out.</param>
/// <param name="Break">The running break.</param>
/// <param name="Ringing">The open offer.</param>
/// <param name="Held">The current contact.</param>
/// <param name="WrapUp">The running wrap-up.</param>
/// <param name="LastServed">The queue last served.</param>
/// <param name="Links">What is kept of each queue, in order of their ids.</param>
/// <param name="Answers">The answers to the last keyed commands.</param>
/// <param name="RejectedInARow">How many offers were rejected in a row; null for none.</param>
/// <param name="Coded">The contact whose wrap-up code the agent may set.</param>
/// <param name="Settings">What is configured; null for nothing.</param>
/// <param name="Claim">What the agent last wanted of an endpoint; null for nothing.</param>
/// <param name="Consultation">The consultation that is not over; null for none.</param>
/// <param name="IsAbsent">Whether the lease has ended; null for no.</param>
internal sealed record AgentSnapshot(
    AgentId AgentId,
    long Revision,
    DateTimeOffset LastEventAt,
    string? Name,
    AgentStatus Status,
    DateTimeOffset Since,
    DateTimeOffset? LoggedInAt,
    DateTimeOffset? LastContactOverAt,
    int MissedInARow,
    NextRequest? Next,
    Break? Break,
    RingingOffer? Ringing,
    CurrentContact? Held,
    WrapUp? WrapUp,
    QueueId? LastServed,
    IReadOnlyList<QueueLinkSnapshot> Links,
    IReadOnlyList<RememberedAnswer> Answers,
    int? RejectedInARow = null,
    CodedContact? Coded = null,
    AgentSettings? Settings = null,
    EndpointClaim? Claim = null,
    OpenConsultation? Consultation = null,
    bool? IsAbsent = null) : ISnapshot;

/// <summary>What an agent keeps of one queue.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Assignment">How the agent works in it; null where no longer.</param>
/// <param name="HighestOffer">The highest number of an offer the agent has granted.</param>
/// <param name="Released">What the agent last gave back.</param>
internal sealed record QueueLinkSnapshot(QueueId QueueId, Assignment? Assignment, long HighestOffer, Release? Released);
