using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>What a search for contacts is about (rule 40). The filters combine; null is no filter.</summary>
internal sealed record ContactFilter
{
    /// <summary>The caller, or the caller's number of a callback.</summary>
    public CallerAddress? Caller { get; init; }

    /// <summary>An agent who has it or has had it, in any queue.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>A queue that it is in, was in last, or came through.</summary>
    public QueueId? Queue { get; init; }

    /// <summary>The queues of which it must be in one, or have come through one; without effect where <see cref="Queue"/> is set.</summary>
    public IReadOnlySet<QueueId>? AnyQueue { get; init; }

    /// <summary>The connector that brought it.</summary>
    public ConnectorId? Connector { get; init; }

    /// <summary>The states it may be in.</summary>
    public IReadOnlyList<ContactState>? States { get; init; }

    /// <summary>The outcomes it may have.</summary>
    public IReadOnlyList<ContactOutcome>? Outcomes { get; init; }

    /// <summary>Its wrap-up code.</summary>
    public WrapUpCodeId? Code { get; init; }

    /// <summary>Its origin time is this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Its origin time is before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}
