namespace MyAgent.Engine.Storage.Projections;

/// <summary>Keeps what the projections have made of the journal, and up to which event: both are written in one transaction. Whoever wants to write says from
/// which position on; where another has written in between, nothing is. Safe for use by several threads, and by the nodes of a cluster.</summary>
public interface IProjectionStore
{
    /// <summary>Up to where the journal has been read.</summary>
    Task<ProjectionPosition> PositionAsync(CancellationToken cancel = default);

    /// <summary>Writes what has become of the events between two positions.</summary>
    /// <param name="batch">What has become of them.</param>
    /// <param name="cancel">Ends the waiting; it may be written all the same.</param>
    /// <returns>False where the position is not the one that the batch begins at, or of another version: then nothing has been written.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    Task<bool> WriteAsync(ProjectionBatch batch, CancellationToken cancel = default);

    /// <summary>Empties everything and begins before the first event.</summary>
    /// <param name="version">What the projections will write from now on.</param>
    /// <param name="unless">Does nothing where this is the version already; null to empty it in any case.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task ResetAsync(int version, int? unless = null, CancellationToken cancel = default);

    /// <summary>The contacts that are not finished, those that have moved on under the same ids, and of the finished ones those that came last; in the order in which they came.</summary>
    /// <param name="finished">How many finished ones.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<ContactRow>> ContactsAsync(int finished, CancellationToken cancel = default);

    /// <summary>The contact that came last to a queue under an id; one that was refused only where no other came; null where none did.</summary>
    Task<ContactRow?> FindContactAsync(string queue, string contact, CancellationToken cancel = default);

    /// <summary>The newest checkpoint of a queue or an agent before an event; null where there is none.</summary>
    Task<CheckpointRow?> FindCheckpointAsync(string persistenceId, long beforeOrdering, CancellationToken cancel = default);

    /// <summary>Of the finished contacts of an id, in whatever queue, the one that came last; null where there is none.</summary>
    Task<ContactRow?> FindFinishedContactAsync(string contact, CancellationToken cancel = default);

    /// <summary>Everything that is kept of queues and agents.</summary>
    Task<IReadOnlyList<EntityRow>> EntitiesAsync(CancellationToken cancel = default);

    /// <summary>The sums of the minutes of a period, by queue and interval; none where nothing happened.</summary>
    /// <param name="firstMinute">The first minute, counted from 1970.</param>
    /// <param name="endMinute">The minute after the last one.</param>
    /// <param name="intervalMinutes">How many minutes an interval has.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<MinuteRow>> QueueFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>The sums of the minutes of a period, by agent and interval, as in <see cref="QueueFiguresAsync"/>.</summary>
    Task<IReadOnlyList<MinuteRow>> AgentFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>What agents were doing between two instants, in UTC ticks. What lies within one interval is summed up by the database, so that little is read of a long period.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last one.</param>
    /// <param name="intervalTicks">The length of an interval.</param>
    /// <param name="untilOrdering">What ended by a later event is left out.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<SpanRows> SpansAsync(long from, long to, long intervalTicks, long untilOrdering, CancellationToken cancel = default);
}

/// <summary>Up to where the projections have read the journal.</summary>
/// <param name="Ordering">The ordering of the last event that is in the tables; 0 for none.</param>
/// <param name="Version">What kind of projections wrote them; 0 where nothing has been written.</param>
public readonly record struct ProjectionPosition(long Ordering, int Version);

/// <summary>What has become of the events between two positions of the journal.</summary>
/// <param name="Version">What kind of projections writes it.</param>
/// <param name="After">The position that it begins at.</param>
/// <param name="To">The position that it ends at.</param>
/// <param name="Contacts">Contacts that have changed.</param>
/// <param name="Entities">Queues and agents that have changed.</param>
/// <param name="QueueMinutes">What is added to the figures of queues, one row a queue and minute.</param>
/// <param name="AgentMinutes">What is added to the figures of agents, one row an agent and minute.</param>
/// <param name="Spans">What agents have stopped to do.</param>
/// <param name="Checkpoints">What queues and agents were at some of these events.</param>
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

/// <summary>What a queue or an agent was after one of its events.</summary>
/// <param name="PersistenceId">The entity.</param>
/// <param name="Ordering">The event's place in the journal.</param>
/// <param name="SequenceNr">The event's place among the entity's.</param>
/// <param name="Record">What the projections knew of it, compressed.</param>
public sealed record CheckpointRow(string PersistenceId, long Ordering, long SequenceNr, byte[] Record);

/// <summary>A contact in a queue, from when it came until it is finished or has moved on. Instants are UTC ticks.</summary>
public sealed record ContactRow
{
    /// <summary>The ordering of the event that brought it into the queue, or sent it on at once.</summary>
    public required long Arrived { get; init; }

    /// <summary>The ordering of the last event that changed it.</summary>
    public required long Changed { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The contact.</summary>
    public required string Contact { get; init; }

    /// <summary>Where it stands, as the API names it; <c>moved</c> where it has left for another queue, <c>refused</c> where it was not let in.</summary>
    public required string State { get; init; }

    /// <summary>The queue that it has gone on to; null for none.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What it is to an agent.</summary>
    public string? Kind { get; init; }

    /// <summary>What it came in by.</summary>
    public string? Media { get; init; }

    /// <summary>Who it is from; null where the number is withheld.</summary>
    public string? Caller { get; init; }

    /// <summary>A callback's number; null for others.</summary>
    public string? Number { get; init; }

    /// <summary>The agent who has it or had it last; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>How it ended; null where it has not.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who ended it; null where it has not ended, or that was not kept.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When it first entered the system.</summary>
    public long? OriginAt { get; init; }

    /// <summary>When it entered this queue.</summary>
    public long? EnteredAt { get; init; }

    /// <summary>When it became a callback request; null where it has not.</summary>
    public long? RequestedAt { get; init; }

    /// <summary>When an agent first had it in this queue; null where none has.</summary>
    public long? FirstAnsweredAt { get; init; }

    /// <summary>When it ended; null where it has not.</summary>
    public long? FinishedAt { get; init; }

    /// <summary>For how long agents had it; null where none has.</summary>
    public double? TalkSeconds { get; init; }

    /// <summary>How long the wrap-up took that followed it; null where there was none, or it is not over.</summary>
    public double? WrapUpSeconds { get; init; }

    /// <summary>How many attempts at a callback have failed.</summary>
    public int Attempts { get; init; }

    /// <summary>The ordering of the event that made it a callback, or brought it into this queue as one; null for others.</summary>
    public long? CallbackOrdering { get; init; }

    /// <summary>All that the projections know of it, as JSON; null where it was sent on at once.</summary>
    public string? Record { get; init; }
}

/// <summary>What a queue or an agent was last.</summary>
/// <param name="PersistenceId">The entity.</param>
/// <param name="Changed">The ordering of the last event that changed it.</param>
/// <param name="Record">What the projections know of it, as JSON.</param>
public sealed record EntityRow(string PersistenceId, long Changed, string Record);

/// <summary>Counts and sums of one queue or agent in one minute, or in one interval of a report.</summary>
/// <param name="Id">The queue or the agent.</param>
/// <param name="Minute">The minute, counted from 1970; the number of the interval where it is a report's.</param>
/// <param name="Sums">The counts and sums, in the order of the table's columns.</param>
/// <param name="LongestWait">The longest wait, in ticks; null for none, and for agents.</param>
public sealed record MinuteRow(string Id, long Minute, IReadOnlyList<long> Sums, long? LongestWait = null);

/// <summary>What an agent was doing, for a day at most: what lasts longer is several rows. Instants are UTC ticks.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Status">What the agent was doing.</param>
/// <param name="Began">Since when.</param>
/// <param name="Ended">Until when.</param>
/// <param name="Ordering">The event that ended it.</param>
public sealed record SpanRow(string Agent, string Status, long Began, long Ended, long Ordering);

/// <summary>What agents were doing in a period.</summary>
/// <param name="Within">What lies within an interval, summed up.</param>
/// <param name="Across">What lies in several, or partly outside of the period.</param>
public sealed record SpanRows(IReadOnlyList<SpanSumRow> Within, IReadOnlyList<SpanRow> Across);

/// <summary>How long an agent did something in an interval.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Status">What the agent was doing.</param>
/// <param name="Interval">The number of the interval, from 0.</param>
/// <param name="Ticks">For how long.</param>
public sealed record SpanSumRow(string Agent, string Status, long Interval, long Ticks);
