namespace MyAgent.Engine.Storage.Projections;

/// <summary>The tables of the projections, with the position in the journal up to which they are complete: both are written in one transaction. A writer names the
/// position that it continues from; if another one has written meanwhile, its write has no effect. Safe for use by several threads, and by the nodes of a
/// cluster.</summary>
internal interface IProjectionStore
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

    /// <summary>A page of the contacts that are not refused and have not moved on, open or finished: newest first by their origin times, those of one instant by the
    /// orderings of their arrivals.</summary>
    Task<IReadOnlyList<ContactRow>> SearchAsync(ContactQuery query, CancellationToken cancel = default);

    /// <summary>Contacts in all queues and states, in the order of their arrivals.</summary>
    /// <param name="after">The ordering of an arrival: the contacts begin after it.</param>
    /// <param name="limit">The maximum number of contacts.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<ContactRow>> ContactsAfterAsync(long after, int limit, CancellationToken cancel = default);

    /// <summary>The contacts of some ids, in all queues and states.</summary>
    Task<IReadOnlyList<ContactRow>> ContactsOfAsync(IReadOnlyCollection<string> contacts, CancellationToken cancel = default);

    /// <summary>Deletes contacts, with their agents and the queues that they came through. A contact that is open, or that has changed since it was read, stays.</summary>
    /// <param name="contacts">The contacts, as they were read, with their agents and queues.</param>
    /// <param name="cancel">Ends the waiting; the contacts may still be deleted.</param>
    /// <returns>The number of rows deleted.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
    Task<int> DeleteAsync(IReadOnlyList<ContactRow> contacts, CancellationToken cancel = default);

    /// <summary>All queues and agents.</summary>
    Task<IReadOnlyList<EntityRow>> EntitiesAsync(CancellationToken cancel = default);

    /// <summary>The figures of a period, summed by queue and interval. There is no row for an interval without events.</summary>
    /// <param name="firstMinute">The first minute, in minutes since 1970.</param>
    /// <param name="endMinute">The minute after the last one.</param>
    /// <param name="intervalMinutes">The length of an interval in minutes.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<MinuteRow>> QueueFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>The figures of a period, summed by agent and interval, as in <see cref="QueueFiguresAsync"/>.</summary>
    /// <param name="firstMinute">The first minute, in minutes since 1970.</param>
    /// <param name="endMinute">The minute after the last one.</param>
    /// <param name="intervalMinutes">The length of an interval in minutes.</param>
    /// <param name="agent">The id of the only agent whose figures are read; null (the default) for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<IReadOnlyList<MinuteRow>> AgentFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, string? agent = null, CancellationToken cancel = default);

    /// <summary>The figures of a period, summed by queue, wrap-up code and interval, as in <see cref="QueueFiguresAsync"/>.</summary>
    Task<IReadOnlyList<MinuteRow>> CodeFiguresAsync(long firstMinute, long endMinute, int intervalMinutes, CancellationToken cancel = default);

    /// <summary>The spans of agents' statuses in a period. The database sums the spans within one interval, so that few rows are read for a long period.</summary>
    /// <param name="from">The first instant, in UTC ticks.</param>
    /// <param name="to">The instant after the last one, in UTC ticks.</param>
    /// <param name="intervalTicks">The length of an interval in ticks.</param>
    /// <param name="untilOrdering">Spans that a later event has ended are left out.</param>
    /// <param name="agent">The id of the only agent whose spans are read; null (the default) for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    Task<SpanRows> SpansAsync(long from, long to, long intervalTicks, long untilOrdering, string? agent = null, CancellationToken cancel = default);
}
