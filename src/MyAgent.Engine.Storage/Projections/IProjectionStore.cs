namespace MyAgent.Engine.Storage.Projections;

/// <summary>The tables of the projections, with the position in the journal up to which they are complete: both are written in one transaction. A writer names the
/// position that it continues from; if another one has written meanwhile, its write has no effect. Safe for use by several threads, and by the nodes of a
/// cluster.</summary>
public interface IProjectionStore
{
    /// <summary>The position up to which the tables are complete.</summary>
    Task<ProjectionPosition> PositionAsync(CancellationToken cancel = default);

    /// <summary>Writes the changes by the events between two positions, and the new position.</summary>
    /// <param name="batch">The changes.</param>
    /// <param name="cancel">Ends the waiting; the batch may still be written.</param>
    /// <returns>False if the position in the database is not the one that the batch begins at, or has another version: then nothing was written.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default);

    /// <summary>Empties the tables and sets the position before the first event.</summary>
    /// <param name="version">The version that the projections write from now on.</param>
    /// <param name="unless">Without effect if the tables have this version already; null (the default) to empty them in any case.</param>
    /// <param name="cancel">Ends the waiting; the tables may still be emptied.</param>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    Task ResetAsync(int version, int? unless = null, CancellationToken cancel = default);

    /// <summary>The unfinished contacts, the moved ones of the same ids, and the finished ones that arrived last, in the order of their arrival.</summary>
    /// <param name="finished">The maximum number of finished contacts.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<ContactRow>> ContactsAsync(int finished, CancellationToken cancel = default);

    /// <summary>The contact of an id that arrived last in a queue; a refused one only if there is no other; null for none.</summary>
    Task<ContactRow?> FindContactAsync(string queue, string contact, CancellationToken cancel = default);

    /// <summary>The newest checkpoint of a queue or an agent before an event; null for none.</summary>
    Task<CheckpointRow?> FindCheckpointAsync(string persistenceId, long beforeOrdering, CancellationToken cancel = default);

    /// <summary>The finished contact of an id that arrived last, in any queue; null for none.</summary>
    Task<ContactRow?> FindFinishedContactAsync(string contact, CancellationToken cancel = default);

    /// <summary>All queues and agents.</summary>
    Task<IReadOnlyList<EntityRow>> EntitiesAsync(CancellationToken cancel = default);

    /// <summary>The figures of a period, summed by queue and interval. There is no row for an interval without events.</summary>
    /// <param name="firstMinute">The first minute, in minutes since 1970.</param>
    /// <param name="endMinute">The minute after the last one.</param>
    /// <param name="intervalMinutes">The length of an interval in minutes.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<MinuteRow>> QueueFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>The figures of a period, summed by agent and interval, as in <see cref="QueueFiguresAsync"/>.</summary>
    Task<IReadOnlyList<MinuteRow>> AgentFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>The spans of agents' statuses in a period. The database sums the spans within one interval, so that few rows are read for a long period.</summary>
    /// <param name="from">The first instant, in UTC ticks.</param>
    /// <param name="to">The instant after the last one, in UTC ticks.</param>
    /// <param name="intervalTicks">The length of an interval in ticks.</param>
    /// <param name="untilOrdering">Spans that a later event has ended are left out.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<SpanRows> SpansAsync(long from, long to, long intervalTicks, long untilOrdering, CancellationToken cancel = default);
}

/// <summary>The position in the journal up to which the tables of the projections are complete.</summary>
/// <param name="Ordering">The ordering of the last event in the tables; 0 for none.</param>
/// <param name="Version">The version of the projections that wrote them; 0 for empty tables.</param>
public readonly record struct ProjectionPosition(long Ordering, int Version);

/// <summary>The changes to the tables of the projections by the events between two positions of the journal.</summary>
/// <param name="Version">The version of the projections that write it.</param>
/// <param name="After">The ordering after which it begins.</param>
/// <param name="To">The ordering of its last event.</param>
/// <param name="Contacts">The contacts that have changed.</param>
/// <param name="Entities">The queues and agents that have changed.</param>
/// <param name="QueueMinutes">What is added to the figures of queues, one row for each queue and minute.</param>
/// <param name="AgentMinutes">What is added to the figures of agents, one row for each agent and minute.</param>
/// <param name="Spans">The spans that have ended.</param>
/// <param name="Checkpoints">The states of queues and agents after some of these events.</param>
public sealed record ProjectionBatch(
    int Version,
    long After,
    long To,
    IReadOnlyList<ContactRow> Contacts,
    IReadOnlyList<EntityRow> Entities,
    IReadOnlyList<MinuteRow> QueueMinutes,
    IReadOnlyList<MinuteRow> AgentMinutes,
    IReadOnlyList<SpanRow> Spans,
    IReadOnlyList<CheckpointRow> Checkpoints);

/// <summary>The state of a queue or an agent after one of its events.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="Ordering">The ordering of the event.</param>
/// <param name="SequenceNr">The sequence number of the event.</param>
/// <param name="Record">The projection's state, compressed.</param>
public sealed record CheckpointRow(string PersistenceId, long Ordering, long SequenceNr, byte[] Record);

/// <summary>A contact in a queue, from its arrival until it is finished or has moved on. Instants are UTC ticks.</summary>
public sealed record ContactRow
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

    /// <summary>How it ended; null if it has not ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who ended it; null if it has not ended, or the events do not say so.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When it entered the first queue.</summary>
    public long? OriginAt { get; init; }

    /// <summary>When it entered this queue.</summary>
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

    /// <summary>The number of failed attempts of a callback.</summary>
    public int Attempts { get; init; }

    /// <summary>The ordering of the event with which it became a callback, or entered this queue as one; null if it is not a callback.</summary>
    public long? CallbackOrdering { get; init; }

    /// <summary>The projection's state of it, as JSON; null if it was redirected at once.</summary>
    public string? Record { get; init; }
}

/// <summary>The current state of a queue or an agent.</summary>
/// <param name="PersistenceId">The persistence id of the entity.</param>
/// <param name="Changed">The ordering of the last event that changed it.</param>
/// <param name="Record">The projection's state, as JSON.</param>
public sealed record EntityRow(string PersistenceId, long Changed, string Record);

/// <summary>The figures of one queue or agent in one minute, or in one interval of a report.</summary>
/// <param name="Id">The id of the queue or the agent.</param>
/// <param name="Minute">The minute, in minutes since 1970; in a report the number of the interval, which counts from 0.</param>
/// <param name="Sums">The counts and sums, in the order of the table's columns.</param>
/// <param name="LongestWait">The longest wait, in ticks; null for none, and for agents.</param>
public sealed record MinuteRow(string Id, long Minute, IReadOnlyList<long> Sums, long? LongestWait = null);

/// <summary>A span of time in which an agent had one status, of at most one day: a longer one has several rows. Instants are UTC ticks.</summary>
/// <param name="Agent">The id of the agent.</param>
/// <param name="Status">The status.</param>
/// <param name="Began">The beginning.</param>
/// <param name="Ended">The end.</param>
/// <param name="Ordering">The ordering of the event that ended it.</param>
public sealed record SpanRow(string Agent, string Status, long Began, long Ended, long Ordering);

/// <summary>The spans of agents' statuses in a period.</summary>
/// <param name="Within">The spans within one interval, summed.</param>
/// <param name="Across">The spans in several intervals, or partly outside the period.</param>
public sealed record SpanRows(IReadOnlyList<SpanSumRow> Within, IReadOnlyList<SpanRow> Across);

/// <summary>The time that an agent spent in one status in one interval.</summary>
/// <param name="Agent">The id of the agent.</param>
/// <param name="Status">The status.</param>
/// <param name="Interval">The number of the interval, which counts from 0.</param>
/// <param name="Ticks">The time in ticks.</param>
public sealed record SpanSumRow(string Agent, string Status, long Interval, long Ticks);
