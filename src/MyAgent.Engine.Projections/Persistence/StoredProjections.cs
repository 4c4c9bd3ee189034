using System.Numerics;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>Board, history and figures of an engine: folded from the journal, and kept in tables together with the position up to which they are. Every node of a cluster
/// folds for itself and may write; the position lets one of them write what follows from an event, and the others leave it out. Safe for use by several threads.</summary>
internal sealed class StoredProjections : IProjection, IDisposable
{
    /// <summary>The version of the stored tables. A change of what a projection makes of an event raises it; tables of an older version are rebuilt.</summary>
    public const int Version = 11;

    /// <summary>So many events are written together where they come fast, so that no writing takes long.</summary>
    private const int MaxBatch = 512;

    /// <summary>After so many of its events there is a checkpoint of an agent, and after four times as many one of a queue.</summary>
    private const int DefaultCheckpointEvery = 256;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly IProjectionStore _store;
    private readonly TimeProvider _clock;
    private readonly int _batch;
    private readonly int _agentCheckpointEvery;
    private readonly int _queueCheckpointEvery;
    private readonly PendingChanges _pending = new();
    private readonly ReportFold _figures;
    private readonly Dictionary<EntityAddress, QueueReplay> _queues = [];
    private long _position;
    private long _stored;
    private int _events;

    /// <param name="store">The tables.</param>
    /// <param name="clock">Gives the end of the current status of agents, and times the retries.</param>
    /// <param name="batch">The number of events after which folding waits for a write.</param>
    /// <param name="checkpointEvery">After how many of its events there is a checkpoint of an agent; a fourth of that of a queue.</param>
    public StoredProjections(IProjectionStore store, TimeProvider clock, int batch = MaxBatch, int checkpointEvery = DefaultCheckpointEvery)
    {
        (_store, _clock, _batch) = (store, clock, batch);
        (_agentCheckpointEvery, _queueCheckpointEvery) = (checkpointEvery, 4 * checkpointEvery);
        Board = new Board(_pending);
        _figures = new ReportFold(_pending);
    }

    /// <summary>Queues, agents and open contacts.</summary>
    public Board Board { get; }

    /// <summary>The ordering of the last event that is in the tables, as far as is known here.</summary>
    public long Stored
    {
        get
        {
            lock (_gate)
                return _stored;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="EngineUnavailableException">A newer engine has written the tables.</exception>
    public async Task<long?> LoadAsync(CancellationToken cancel)
    {
        var position = await _store.PositionAsync(cancel).ConfigureAwait(false);
        Require(position);
        if (position.Version != Version)
        {
            await _store.ResetAsync(Version, unless: Version, cancel).ConfigureAwait(false);
            position = await _store.PositionAsync(cancel).ConfigureAwait(false);
        }
        while (true)
        {
            var entities = await _store.EntitiesAsync(cancel).ConfigureAwait(false);
            var contacts = (await _store.ContactsAsync(ContactHistory.DefaultKeepFinished, cancel).ConfigureAwait(false)).Select(RowMapper.ToContact).ToList();
            var now = await _store.PositionAsync(cancel).ConfigureAwait(false);
            // Another node may have written between two of these readings: then they do not belong together.
            if (now == position)
            {
                Restore(position.Ordering, entities, contacts);
                return position.Ordering;
            }
            position = now;
        }
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        lock (_gate)
        {
            _pending.Ordering = record.Ordering;
            Board.Fold(record);
            _figures.Fold(record);
            Checkpoint(record);
            _position = record.Ordering;
            _events++;
            if (record.Ordering <= _stored)
                _pending.Written(_stored);
        }
    }

    /// <summary>Forgets the contacts that were done before an instant, as far as they are in memory.</summary>
    public void ForgetFinished(DateTimeOffset before)
    {
        lock (_gate)
            Board.ForgetFinished(before);
    }

    /// <inheritdoc/>
    public async ValueTask PaceAsync(CancellationToken cancel)
    {
        while (_events >= _batch)
        {
            try
            {
                await WriteAsync(cancel).ConfigureAwait(false);
            }
            catch (EngineUnavailableException)
            {
                // Nothing more is folded until the changes can be written, so memory does not grow. ProjectionWriter logs the failure.
                await Task.Delay(RetryInterval, _clock, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes everything that has been folded so far to the tables, unless it is there already. Requests that arrive during a write share the next one.</summary>
    /// <returns>The ordering of the last event that is in the tables.</returns>
    /// <exception cref="EngineUnavailableException">It cannot be written at the moment.</exception>
    public async Task<long> WrittenAsync(CancellationToken cancel)
    {
        long folded;
        lock (_gate)
            folded = _position;
        if (Stored < folded)
            await WriteAsync(folded, cancel).ConfigureAwait(false);
        return Stored;
    }

    /// <summary>Writes everything that has been folded so far to the tables.</summary>
    /// <returns>The figures that are in no table: what agents are doing.</returns>
    /// <exception cref="EngineUnavailableException">It cannot be written at the moment.</exception>
    public async Task<CurrentStatuses> WriteAsync(CancellationToken cancel) => (await WriteAsync(long.MaxValue, cancel).ConfigureAwait(false))!;

    /// <summary>Writes, unless the tables have an event already: then the result is null.</summary>
    private async Task<CurrentStatuses?> WriteAsync(long unlessStored, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Stored >= unlessStored)
                return null;
            while (true)
            {
                var (cut, after, present) = Cut();
                if (present.Position <= after)
                {
                    Written(after);
                    return present;
                }
                if (await _store.WriteAsync(cut.ToBatch(Version, after, present.Position), cancel).ConfigureAwait(false))
                {
                    Written(present.Position);
                    return present;
                }
                var position = await _store.PositionAsync(cancel).ConfigureAwait(false);
                Require(position);
                if (position.Version < Version || position.Ordering < after)
                    throw new EngineUnavailableException("The tables of the projections have been emptied meanwhile: start this engine again.");
                Written(position.Ordering);
                if (position.Ordering >= present.Position)
                    return present;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A contact, wherever it has moved on to from a queue; null where none has come there under this id.</summary>
    public async Task<ContactRecord?> FindAsync(QueueId queue, ContactId contact, CancellationToken cancel = default)
    {
        if (Board.Contacts.Find(queue, contact) is { } recent)
            return recent;
        var seen = new HashSet<QueueId>();
        for (QueueId? next = queue; next is { } place && seen.Add(place);)
        {
            if (await _store.FindContactAsync(place.Value, contact.Value, cancel).ConfigureAwait(false) is not { } row)
                return null;
            var stay = RowMapper.ToContact(row);
            if (stay.MovedTo is null)
                return stay.Record;
            next = stay.MovedTo;
        }
        return null;
    }

    /// <summary>Finds a contact by its id in all queues. Of several contacts it prefers those that are not done, and of these the latest; null for
    /// none.</summary>
    /// <param name="contact">Its id.</param>
    /// <param name="cameBy">The queues by which it came in; null for all.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<ContactRecord?> FindAsync(ContactId contact, IReadOnlySet<QueueId>? cameBy = null, CancellationToken cancel = default)
    {
        if (Board.Contacts.Find(contact, cameBy is null ? null : cameBy.Contains) is { } recent)
            return recent;
        if (cameBy is null)
            return await _store.FindFinishedContactAsync(contact.Value, cancel).ConfigureAwait(false) is { } row ? RowMapper.ToContact(row).Record : null;
        foreach (var queue in cameBy)
        {
            if (await FindAsync(queue, contact, cancel).ConfigureAwait(false) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>When a contact came to a queue and went; of several under one id the newest one; null where none did.</summary>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    internal async Task<StoredContact?> FindContactRowAsync(QueueId queue, ContactId contact, CancellationToken cancel)
    {
        await WriteAsync(cancel).ConfigureAwait(false);
        return await _store.FindContactAsync(queue.Value, contact.Value, cancel).ConfigureAwait(false) is { } row ? RowMapper.ToContact(row) : null;
    }

    /// <summary>A queue at the newest checkpoint before an event, and the sequence number of its last event then.</summary>
    internal async Task<(long SequenceNr, QueueReplay Queue)> QueueBeforeAsync(QueueId queue, long ordering, CancellationToken cancel) =>
        await _store.FindCheckpointAsync(queue.Address.PersistenceId, ordering, cancel).ConfigureAwait(false) is { } found
            ? (found.SequenceNr, QueueReplay.Of(RowMapper.ToState<QueueCheckpoint>(found)))
            : (0, new QueueReplay(queue));

    /// <summary>An agent at the newest checkpoint before an event, and the sequence number of the agent's last event then.</summary>
    internal async Task<(long SequenceNr, AgentProjection Agent)> AgentBeforeAsync(AgentId agent, long ordering, CancellationToken cancel) =>
        await _store.FindCheckpointAsync(agent.Address.PersistenceId, ordering, cancel).ConfigureAwait(false) is { } found
            ? (found.SequenceNr, RowMapper.ToState<AgentProjection>(found))
            : (0, new AgentProjection(agent));

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private static void Require(ProjectionPosition position)
    {
        if (position.Version > Version)
            throw new EngineUnavailableException($"A newer engine keeps the projections, of version {position.Version}: this one knows version {Version}.");
    }

    private void Restore(long position, IReadOnlyList<EntityRow> entities, IReadOnlyList<StoredContact> contacts)
    {
        var (queues, agents) = (entities.Select(RowMapper.ToQueue).OfType<StoredQueue>().ToList(), entities.Select(RowMapper.ToAgent).OfType<AgentProjection>().ToList());
        lock (_gate)
        {
            Board.Restore(
                position, queues, agents, entities.Select(RowMapper.ToConnector).OfType<ConnectorProjection>(), entities.Select(RowMapper.ToCaller).OfType<CallerProjection>(),
                contacts);
            foreach (var queue in queues)
                _figures.Restore(queue.QueueId, queue.Settings);
            foreach (var agent in agents)
                _figures.Restore(agent);
            var contactsOf = contacts.Where(stay => stay is { HasLeft: false, Record: { State: not ContactState.Done } })
            .ToLookup(stay => stay.Place.QueueId, stay => stay.Record!);
            foreach (var queue in queues)
            {
                _queues[queue.QueueId.Address] = QueueReplay.Of(new QueueCheckpoint(queue.QueueId)
                {
                    Settings = queue.Settings, Members = queue.Members, Contacts = [.. contactsOf[queue.QueueId].Select(contact => contact with { ExpiresAt = null })],
                });
            }
            foreach (var stay in contacts)
            {
                if (stay is { HasLeft: false, Record: { State: not ContactState.Done } open })
                    _figures.Restore(open);
            }
            (_position, _stored) = (position, position);
        }
    }

    /// <summary>Checkpoints depend on the events only: they are the same when the tables are made again. A queue with many contacts has fewer, so that they do not become larger
    /// than the events between them.</summary>
    private void Checkpoint(JournalRecord record)
    {
        if (record.Entity.Kind == EntityKind.Agent && record.SequenceNr % _agentCheckpointEvery == 0 && Board.Agent(new AgentId(record.Entity.Id)) is { } agent)
            _pending.Keep(record.Entity, record.SequenceNr, agent);
        if (record.Entity.Kind != EntityKind.Queue)
            return;
        if (!_queues.TryGetValue(record.Entity, out var queue))
            _queues.Add(record.Entity, queue = new QueueReplay(new QueueId(record.Entity.Id)));
        queue.Fold(record.Recorded);
        var every = _queueCheckpointEvery * (long)BitOperations.RoundUpToPowerOf2((uint)(1 + queue.ContactCount / _queueCheckpointEvery));
        if (record.SequenceNr % every == 0)
            _pending.Keep(record.Entity, record.SequenceNr, queue.Checkpoint);
    }

    private (PendingBatch Cut, long After, CurrentStatuses Present) Cut()
    {
        lock (_gate)
        {
            return (_pending.Cut(), _stored, new CurrentStatuses(_position, [.. _figures.Queues], [.. _figures.Agents(_clock.GetUtcNow())]));
        }
    }

    private void Written(long position)
    {
        lock (_gate)
        {
            (_stored, _events) = (position, 0);
            _pending.Written(position);
        }
    }
}

/// <summary>What is known but not in the tables, at one position of the journal.</summary>
/// <param name="Position">The ordering of the last event.</param>
/// <param name="Queues">The queues, in order of their ids.</param>
/// <param name="Agents">The agents, in order of their ids, and what each is doing; null while logged out.</param>
internal sealed record CurrentStatuses(long Position, IReadOnlyList<string> Queues, IReadOnlyList<(string Agent, StatusSpan? Present)> Agents);
