using Microsoft.Data.Sqlite;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Reads the journal over one read-only connection.</summary>
internal sealed class SqliteJournalSource(SqliteConnection connection) : IJournalSource
{
    private const string Columns = "SELECT ordering, persistence_id, sequence_number, manifest, message FROM journal";

    private readonly SqliteStatement _nextId = new(connection,
        "SELECT persistence_id FROM journal WHERE persistence_id > ?1 AND persistence_id < ?2 ORDER BY persistence_id LIMIT 1");

    private readonly SqliteStatement _newest = new(connection, "SELECT ordering, created FROM journal ORDER BY ordering DESC LIMIT 1");

    private readonly SqliteStatement _last = new(connection, "SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1");

    private readonly SqliteStatement _snapshot = new(connection, """
        SELECT sequence_number, created, manifest, snapshot FROM snapshot
        WHERE persistence_id = ?1 AND sequence_number <= ?2 ORDER BY sequence_number DESC LIMIT 1
        """);

    private readonly SqliteStatement _snapshots = new(connection,
        "SELECT persistence_id, sequence_number, created, manifest, snapshot FROM snapshot ORDER BY persistence_id, sequence_number");

    private readonly SqliteStatement _entity = new(connection,
        $"{Columns} WHERE persistence_id = ?1 AND sequence_number > ?2 AND deleted = 0 ORDER BY sequence_number");

    private readonly SqliteStatement _page = new(connection,
        $"{Columns} WHERE ordering > ?1 AND ordering <= ?2 AND deleted = 0 ORDER BY ordering LIMIT ?3");

    private readonly SqliteStatement _entityPage = new(connection,
        $"{Columns} WHERE ordering > ?1 AND ordering <= ?2 AND persistence_id = ?4 AND deleted = 0 ORDER BY sequence_number LIMIT ?3");

    private readonly Dictionary<string, EntityAddress> _addresses = [];

    /// <inheritdoc/>
    public IReadOnlyList<EntityAddress> Entities(EntityKind kind)
    {
        // Each look-up goes straight to the next entity in the index, so that its events are not gone through.
        var after = new EntityAddress(kind, "").PersistenceId;
        var end = after[..^1] + (char)(after[^1] + 1);
        var found = new List<EntityAddress>();
        while (_nextId.Bind(1, after).Bind(2, end).Step())
        {
            after = _nextId.Text(0);
            found.Add(EntityAddress.Parse(after));
            _nextId.Reset();
        }
        _nextId.Reset();
        found.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }

    /// <inheritdoc/>
    public (long Ordering, DateTimeOffset At) Newest()
    {
        var newest = _newest.Step() ? (_newest.Long(0), new DateTimeOffset(_newest.Long(1), TimeSpan.Zero)) : (0, DateTimeOffset.MinValue);
        _newest.Reset();
        return newest;
    }

    /// <summary>None: SQLite lets one transaction write at a time, from before its first event to its commit.</summary>
    public IReadOnlyCollection<string> OpenWriters() => [];

    /// <inheritdoc/>
    public long LastSequenceNr(string persistenceId)
    {
        _last.Bind(1, persistenceId).Step();
        var last = _last.Long(0);
        _last.Reset();
        return last;
    }

    /// <inheritdoc/>
    public StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr)
    {
        var found = _snapshot.Bind(1, persistenceId).Bind(2, maxSequenceNr).Step()
            ? new StoredSnapshot(persistenceId, _snapshot.Long(0), new DateTimeOffset(_snapshot.Long(1), TimeSpan.Zero),
                _snapshot.Text(2), _snapshot.Blob(3).ToArray())
            : null;
        _snapshot.Reset();
        return found;
    }

    /// <inheritdoc/>
    public IEnumerable<StoredSnapshot> Snapshots()
    {
        while (_snapshots.Step())
            yield return new StoredSnapshot(_snapshots.Text(0), _snapshots.Long(1), new DateTimeOffset(_snapshots.Long(2), TimeSpan.Zero),
                _snapshots.Text(3), _snapshots.Blob(4).ToArray());
        _snapshots.Reset();
    }

    /// <inheritdoc/>
    public IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr)
    {
        _entity.Bind(1, entity.PersistenceId).Bind(2, afterSequenceNr);
        try
        {
            while (_entity.Step())
                yield return Record(_entity, entity);
        }
        finally
        {
            _entity.Reset();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit)
    {
        var statement = entity is null ? _page : _entityPage;
        statement.Bind(1, afterOrdering).Bind(2, untilOrdering).Bind(3, limit);
        if (entity is { } one)
            statement.Bind(4, one.PersistenceId);
        var records = new List<JournalRecord>();
        try
        {
            while (statement.Step())
                records.Add(Record(statement, entity ?? AddressOf(statement)));
        }
        finally
        {
            statement.Reset();
        }
        return records;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_nextId, _newest, _last, _snapshot, _snapshots, _entity, _page, _entityPage])
            statement.Dispose();
        connection.Dispose();
    }

    private EntityAddress AddressOf(SqliteStatement row)
    {
        var persistenceId = row.Text(1);
        if (_addresses.TryGetValue(persistenceId, out var address))
            return address;
        try
        {
            return _addresses[persistenceId] = EntityAddress.Parse(persistenceId);
        }
        catch (FormatException thrown)
        {
            throw Unreadable(row, thrown);
        }
    }

    private static JournalRecord Record(SqliteStatement row, EntityAddress entity)
    {
        try
        {
            return new JournalRecord(row.Long(0), entity, row.Long(2), EventSerializer.Read(row.Text(3), row.Blob(4)));
        }
        catch (UnknownJournalContentException thrown)
        {
            throw Unreadable(row, thrown);
        }
    }

    private static UnreadableJournalException Unreadable(SqliteStatement row, Exception thrown) =>
        new(row.Text(1), row.Long(2), row.Long(0), row.Text(3), thrown.Message, thrown);
}
