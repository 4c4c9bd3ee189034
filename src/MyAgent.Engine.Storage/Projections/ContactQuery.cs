namespace MyAgent.Engine.Storage.Projections;

/// <summary>A page of a search for contacts, newest first. The filters combine; null is no filter. Instants are UTC ticks.</summary>
internal sealed record ContactQuery
{
    /// <summary>The caller, or the number of a callback, normalized.</summary>
    public string? Caller { get; init; }

    /// <summary>An agent who has it or has had it, in any queue.</summary>
    public string? Agent { get; init; }

    /// <summary>A queue that it is in, was in last, or came through.</summary>
    public string? Queue { get; init; }

    /// <summary>The queues of which it must be in one, or have come through one.</summary>
    public IReadOnlyList<string>? AnyQueue { get; init; }

    /// <summary>The name of the connector that brought it.</summary>
    public string? Connector { get; init; }

    /// <summary>The states it may be in.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <summary>Whether <see cref="States"/> has no state in which it is done.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>The outcomes it may have.</summary>
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>Its wrap-up code.</summary>
    public string? Code { get; init; }

    /// <summary>It entered the first queue at this instant or later.</summary>
    public long? From { get; init; }

    /// <summary>It entered the first queue before this instant.</summary>
    public long? To { get; init; }

    /// <summary>The last contact of the page before; null for the first page.</summary>
    public ContactPlace? After { get; init; }

    /// <summary>The maximum number of contacts.</summary>
    public required int Limit { get; init; }
}

/// <summary>The place of a contact in a search.</summary>
/// <param name="OriginAt">When it entered the first queue.</param>
/// <param name="Arrived">The ordering of the event with which it entered its last queue.</param>
internal readonly record struct ContactPlace(long OriginAt, long Arrived);
