namespace MyAgent.Engine.Storage.Projections;

/// <summary>A contact in a queue, from its arrival until it is finished or has moved on. Instants are UTC ticks.</summary>
internal sealed record ContactRow
{
    /// <summary>The ordering of the event with which it entered the queue, or was redirected at once.</summary>
    public required long Arrived { get; init; }

    /// <summary>The ordering of the last event that changed it.</summary>
    public required long Changed { get; init; }

    /// <summary>The id of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The id of the contact.</summary>
    public required string Contact { get; init; }

    /// <summary>Its state, as the API names it; <c>moved</c> if it has gone to another queue, <c>refused</c> if the queue did not accept it.</summary>
    public required string State { get; init; }

    /// <summary>The id of the queue that it has moved to; null for none.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Its kind, as the API names it; null if it was redirected at once.</summary>
    public string? Kind { get; init; }

    /// <summary>Its media, as the API names it; null if it was redirected at once.</summary>
    public string? Media { get; init; }

    /// <summary>The caller; null if the number is withheld.</summary>
    public string? Caller { get; init; }

    /// <summary>The number to call back; null if it is not a callback.</summary>
    public string? Number { get; init; }

    /// <summary>The id of the agent who has it or had it last; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>The name of the connector that brought it; null where that did not say its name.</summary>
    public string? Connector { get; init; }

    /// <summary>The ids of the agents who have had it, in this queue or an earlier one. Not a column: each is a row of <c>contact_agent</c>.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>The ids of the queues that it came through before this one. Not a column: each is a row of <c>contact_path</c>.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>How it ended; null if it has not ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who ended it; null if it has not ended, or the events do not say so.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When it entered the first queue.</summary>
    public long? OriginAt { get; init; }

    /// <summary>When it entered this queue, or was redirected at once or refused.</summary>
    public long? EnteredAt { get; init; }

    /// <summary>When it became a callback request; null if it is not one.</summary>
    public long? RequestedAt { get; init; }

    /// <summary>When an agent first answered it in this queue; null if none has.</summary>
    public long? FirstAnsweredAt { get; init; }

    /// <summary>When it ended; null if it has not ended.</summary>
    public long? FinishedAt { get; init; }

    /// <summary>The talk time in seconds; null if no agent has answered it.</summary>
    public double? TalkSeconds { get; init; }

    /// <summary>The duration in seconds of its wrap-up; null if there was none, or it has not ended.</summary>
    public double? WrapUpSeconds { get; init; }

    /// <summary>The wrap-up code that the agent who had it last gave it; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>That agent's note; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The number of failed attempts of a callback.</summary>
    public int Attempts { get; init; }

    /// <summary>The ordering of the event with which it became a callback, or entered this queue as one; null if it is not a callback.</summary>
    public long? CallbackOrdering { get; init; }

    /// <summary>The projection's state of it, as JSON; null if it was redirected at once.</summary>
    public string? Record { get; init; }
}
