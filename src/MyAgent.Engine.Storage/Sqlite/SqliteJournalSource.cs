using Microsoft.Data.Sqlite;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Integrity;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Reads the journal over one read-only connection, and compares what it reads with the checksums.</summary>
/// <param name="connection">The connection, which is disposed of with this object.</param>
/// <param name="version">The schema version: older ones have no checksums.</param>
internal sealed class SqliteJournalSource(SqliteConnection connection, int version) : IJournalSource
{
    private const string Events = """
        SELECT event.ordering, event.persistence_id, event.sequence_number, event.created, event.manifest, event.message, written.hash
        FROM journal AS event LEFT JOIN journal_check AS written ON written.ordering = event.ordering
        """;

    private const string EventsBeforeChecksums = """
        SELECT event.ordering, event.persistence_id, event.sequence_number, event.created, event.manifest, event.message, NULL FROM journal AS event
        """;

    private const string AllSnapshots = """
        SELECT made.sequence_number, made.persistence_id, made.created, made.manifest, made.snapshot, written.hash
        FROM snapshot AS made LEFT JOIN snapshot_check AS written
            ON written.persistence_id = made.persistence_id AND written.sequence_number = made.sequence_number AND written.created = made.created
        """;

    private const string SnapshotsBeforeChecksums = """
        SELECT made.sequence_number, made.persistence_id, made.created, made.manifest, made.snapshot, NULL FROM snapshot AS made
        """;

    private readonly bool _hasChecksums = version >= Checksum.SinceVersion;

    private readonly SqliteStatement _nextId = new(connection,
        "SELECT persistence_id FROM journal WHERE persistence_id > ?1 AND persistence_id < ?2 ORDER BY persistence_id LIMIT 1");

    private readonly SqliteStatement _newest = new(connection, "SELECT ordering, created FROM journal ORDER BY ordering DESC LIMIT 1");

    private readonly SqliteStatement _last = new(connection, "SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1");

    private readonly SqliteStatement _snapshot = new(connection, $"""
        {(version >= Checksum.SinceVersion ? AllSnapshots : SnapshotsBeforeChecksums)}
        WHERE made.persistence_id = ?1 AND made.sequence_number <= ?2 ORDER BY made.sequence_number DESC LIMIT 1
        """);

    private readonly SqliteStatement _snapshots = new(connection, $"""
        {(version >= Checksum.SinceVersion ? AllSnapshots : SnapshotsBeforeChecksums)} ORDER BY made.persistence_id, made.sequence_number
        """);

    private readonly SqliteStatement _entity = Statement(connection, version,
        "persistence_id = ?1 AND sequence_number > ?2 AND deleted = 0 ORDER BY sequence_number");

    private readonly SqliteStatement _page = Statement(connection, version,
        "event.ordering > ?1 AND event.ordering <= ?2 AND deleted = 0 ORDER BY event.ordering LIMIT ?3");

    private readonly SqliteStatement _entityPage = Statement(connection, version,
        "event.ordering > ?1 AND event.ordering <= ?2 AND persistence_id = ?4 AND deleted = 0 ORDER BY sequence_number LIMIT ?3");

    /// <summary>The maximum number of parsed addresses in memory: there can be as many callers as telephone numbers.</summary>
    private const int MaxAddresses = 10_000;

    private readonly Dictionary<string, EntityAddress> _addresses = [];

    /// <inheritdoc/>
    public IReadOnlyList<EntityAddress> Entities(EntityKind kind)
    {
        // Each step seeks the next entity in the index, without reading the events between.
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
    public string JournalId()
    {
        using var id = new SqliteStatement(connection, "SELECT id FROM journal_identity");
        id.Step();
        return id.Text(0);
    }

    /// <inheritdoc/>
    public (long Ordering, DateTimeOffset At) Newest()
    {
        var newest = _newest.Step() ? (_newest.Long(0), new DateTimeOffset(_newest.Long(1), TimeSpan.Zero)) : (0, DateTimeOffset.MinValue);
        _newest.Reset();
        return newest;
    }

    /// <summary>Always empty: SQLite has one writing transaction at a time, from before its first event to its commit.</summary>
    public IReadOnlyCollection<string> OpenWriters() => [];

    /// <inheritdoc/>
    public ChecksumCounts CountChecksums()
    {
        using var counts = new SqliteStatement(connection, !_hasChecksums ? "SELECT count(*), count(*), 0, NULL FROM journal" : """
            SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM journal WHERE ordering NOT IN (SELECT ordering FROM journal_check)),
                count(*), min(ordering) FROM journal_check WHERE ordering NOT IN (SELECT ordering FROM journal)
            """);
        counts.Step();
        return new ChecksumCounts(counts.Long(0), counts.Long(1), counts.Long(2), counts.IsNull(3) ? null : counts.Long(3));
    }

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
        var found = _snapshot.Bind(1, persistenceId).Bind(2, maxSequenceNr).Step() ? Snapshot(_snapshot) : null;
        _snapshot.Reset();
        return found is { IsDamaged: true } ? FindSnapshot(persistenceId, found.SequenceNr - 1) : found;
    }

    /// <inheritdoc/>
    public IEnumerable<StoredSnapshot> Snapshots()
    {
        while (_snapshots.Step())
            yield return Snapshot(_snapshots);
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
    public IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit) => [.. ReadEntity(entity, afterSequenceNr).Take(limit)];

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
        if (_addresses.Count == MaxAddresses)
            _addresses.Clear();
        try
        {
            return _addresses[persistenceId] = EntityAddress.Parse(persistenceId);
        }
        catch (FormatException thrown)
        {
            throw Unreadable(row, thrown.Message, thrown);
        }
    }

    private static StoredSnapshot Snapshot(SqliteStatement row)
    {
        var payload = row.Blob(4).ToArray();
        var damaged = !row.IsNull(5) && row.Long(5) != Checksum.Of(row.Blob(1), row.Long(0), row.Long(2), row.Blob(3), payload);
        return new StoredSnapshot(row.Text(1), row.Long(0), new DateTimeOffset(row.Long(2), TimeSpan.Zero), row.Text(3), payload) { IsDamaged = damaged };
    }

    private static JournalRecord Record(SqliteStatement row, EntityAddress entity)
    {
        if (!row.IsNull(6) && row.Long(6) != Checksum.Of(row.Blob(1), row.Long(2), row.Long(3), row.Blob(4), row.Blob(5)))
            throw Unreadable(row, UnreadableJournalException.NotAsWritten);
        try
        {
            return new JournalRecord(row.Long(0), entity, row.Long(2), EventSerializer.Read(row.Text(4), row.Blob(5)));
        }
        catch (UnknownJournalContentException thrown)
        {
            throw Unreadable(row, thrown.Message, thrown);
        }
    }

    private static UnreadableJournalException Unreadable(SqliteStatement row, string reason, Exception? thrown = null) =>
        new(row.Text(1), row.Long(2), row.Long(0), row.Text(4), reason, thrown);

    private static SqliteStatement Statement(SqliteConnection connection, int version, string where) =>
        new(connection, $"{(version >= Checksum.SinceVersion ? Events : EventsBeforeChecksums)} WHERE {where}");
}
