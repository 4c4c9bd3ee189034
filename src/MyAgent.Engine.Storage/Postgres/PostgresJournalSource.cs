using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage.Integrity;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Reads the journal, and compares what it reads with the checksums. It takes a connection from the pool for each query, so that the loss of one does not
/// affect the next query.</summary>
internal sealed class PostgresJournalSource(PostgresDatabase database) : IJournalSource
{
    private const string Events = """
        SELECT event.ordering, event.persistence_id, event.sequence_number, event.created, event.manifest, event.message, written.hash
        FROM journal AS event LEFT JOIN journal_check AS written ON written.ordering = event.ordering
        """;

    private const string EventsBeforeChecksums = """
        SELECT event.ordering, event.persistence_id, event.sequence_number, event.created, event.manifest, event.message, NULL::bigint FROM journal AS event
        """;

    private const string AllSnapshots = """
        SELECT made.sequence_number, made.persistence_id, made.created, made.manifest, made.snapshot, written.hash
        FROM snapshot AS made LEFT JOIN snapshot_check AS written
            ON written.persistence_id = made.persistence_id AND written.sequence_number = made.sequence_number AND written.created = made.created
        """;

    private const string SnapshotsBeforeChecksums = """
        SELECT made.sequence_number, made.persistence_id, made.created, made.manifest, made.snapshot, NULL::bigint FROM snapshot AS made
        """;

    /// <summary>Each step seeks the next entity in the index, without reading the events between. The order is that of the database's collation, which may mix the
    /// kinds.</summary>
    private const string Ids = """
        WITH RECURSIVE known AS (
            (SELECT persistence_id FROM journal ORDER BY persistence_id LIMIT 1)
            UNION ALL
            SELECT (SELECT persistence_id FROM journal WHERE persistence_id > known.persistence_id ORDER BY persistence_id LIMIT 1)
            FROM known WHERE known.persistence_id IS NOT NULL)
        SELECT persistence_id FROM known WHERE persistence_id IS NOT NULL
        """;

    /// <summary>Each transaction that inserts takes this lock before its first ordering, and releases it after its commit or rollback. Transaction ids are not enough: an
    /// ordering may be taken before the transaction has an id. A standby server does not have the locks of its primary.</summary>
    private const string Writers = """
        SELECT pg_is_in_recovery(), virtualtransaction FROM (SELECT) AS one LEFT JOIN pg_locks
            ON locktype = 'relation' AND relation = 'journal'::regclass AND mode = 'RowExclusiveLock' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    /// <summary>The maximum number of parsed addresses in memory: there can be as many callers as telephone numbers.</summary>
    private const int MaxAddresses = 10_000;

    private readonly Dictionary<string, EntityAddress> _addresses = [];
    private List<EntityAddress>? _entities;
    private int? _version;

    /// <inheritdoc/>
    public IReadOnlyList<EntityAddress> Entities(EntityKind kind)
    {
        _entities ??= [.. Rows(Ids, row => EntityAddress.Parse(row.GetString(0)))];
        return [.. _entities.Where(entity => entity.Kind == kind).OrderBy(entity => entity.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string JournalId() => Rows("SELECT id FROM journal_identity", row => row.GetString(0)).Single();

    /// <inheritdoc/>
    public (long Ordering, DateTimeOffset At) Newest() =>
        Rows("SELECT ordering, created FROM journal ORDER BY ordering DESC LIMIT 1", row => (row.GetInt64(0), Instant(row.GetInt64(1))))
            .FirstOrDefault((0, DateTimeOffset.MinValue));

    /// <inheritdoc/>
    /// <exception cref="UnsuitableDatabaseException">The server is a standby server.</exception>
    public IReadOnlyCollection<string> OpenWriters() =>
        [.. Rows(Writers, row => row.GetBoolean(0) ? throw UnsuitableDatabaseException.Standby(database.Name) : row.IsDBNull(1) ? null : row.GetString(1))
            .OfType<string>()];

    /// <inheritdoc/>
    public long LastSequenceNr(string persistenceId) =>
        Rows("SELECT coalesce(max(sequence_number), 0) FROM journal WHERE persistence_id = $1", row => row.GetInt64(0), persistenceId).Single();

    /// <inheritdoc/>
    public ChecksumCounts CountChecksums() => Rows(
        !HasChecksums ? "SELECT count(*), count(*), 0::bigint, NULL::bigint FROM journal" : """
            SELECT (SELECT count(*) FROM journal),
                (SELECT count(*) FROM journal AS event WHERE NOT EXISTS (SELECT FROM journal_check AS written WHERE written.ordering = event.ordering)),
                count(*), min(ordering) FROM journal_check AS written
            WHERE NOT EXISTS (SELECT FROM journal AS event WHERE event.ordering = written.ordering)
            """,
        row => new ChecksumCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3))).Single();

    /// <inheritdoc/>
    public StoredSnapshot? FindSnapshot(string persistenceId, long maxSequenceNr)
    {
        var found = Rows($"""
            {(HasChecksums ? AllSnapshots : SnapshotsBeforeChecksums)}
            WHERE made.persistence_id = $1 AND made.sequence_number <= $2 ORDER BY made.sequence_number DESC LIMIT 1
            """, Snapshot, persistenceId, maxSequenceNr).FirstOrDefault();
        return found is { IsDamaged: true } ? FindSnapshot(persistenceId, found.SequenceNr - 1) : found;
    }

    /// <inheritdoc/>
    public IEnumerable<StoredSnapshot> Snapshots() => Rows(
        $"""{(HasChecksums ? AllSnapshots : SnapshotsBeforeChecksums)} ORDER BY made.persistence_id COLLATE "C", made.sequence_number""", Snapshot);

    /// <inheritdoc/>
    public IEnumerable<JournalRecord> ReadEntity(EntityAddress entity, long afterSequenceNr) => Rows(
        EventsWhere("persistence_id = $1 AND sequence_number > $2 AND NOT deleted ORDER BY sequence_number"),
        row => Record(row, entity), entity.PersistenceId, afterSequenceNr);

    /// <inheritdoc/>
    public IReadOnlyList<JournalRecord> ReadEntityPage(EntityAddress entity, long afterSequenceNr, int limit) =>
        [.. Rows(EventsWhere("persistence_id = $1 AND sequence_number > $2 AND NOT deleted ORDER BY sequence_number LIMIT $3"),
            row => Record(row, entity), entity.PersistenceId, afterSequenceNr, limit)];

    /// <inheritdoc/>
    public IReadOnlyList<JournalRecord> ReadPage(long afterOrdering, long untilOrdering, EntityAddress? entity, int limit) => entity is { } one
        ? [.. Rows(EventsWhere("event.ordering > $1 AND event.ordering <= $2 AND persistence_id = $4 AND NOT deleted ORDER BY sequence_number LIMIT $3"),
            row => Record(row, one), afterOrdering, untilOrdering, limit, one.PersistenceId)]
        : [.. Rows(EventsWhere("event.ordering > $1 AND event.ordering <= $2 AND NOT deleted ORDER BY event.ordering LIMIT $3"),
            row => Record(row, AddressOf(row)), afterOrdering, untilOrdering, limit)];

    /// <summary>Without effect: there is no open connection between two queries.</summary>
    public void Dispose()
    {
    }

    private IEnumerable<T> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        using var connection = database.OpenReader();
        VersionOver(connection);
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return read(row);
    }

    private bool HasChecksums
    {
        get
        {
            if (_version is null)
            {
                using var connection = database.OpenReader();
                VersionOver(connection);
            }
            return _version >= Checksum.SinceVersion;
        }
    }

    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    private void VersionOver(NpgsqlConnection connection) => _version ??= database.Schema.Version(connection);

    private string EventsWhere(string condition) => $"{(HasChecksums ? Events : EventsBeforeChecksums)} WHERE {condition}";

    private static StoredSnapshot Snapshot(NpgsqlDataReader row)
    {
        var payload = row.GetFieldValue<byte[]>(4);
        return new StoredSnapshot(row.GetString(1), row.GetInt64(0), Instant(row.GetInt64(2)), row.GetString(3), payload)
        {
            IsDamaged = !row.IsDBNull(5) && row.GetInt64(5) != Checksum.Of(row.GetString(1), row.GetInt64(0), row.GetInt64(2), row.GetString(3), payload),
        };
    }

    private EntityAddress AddressOf(NpgsqlDataReader row)
    {
        var persistenceId = row.GetString(1);
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

    private static JournalRecord Record(NpgsqlDataReader row, EntityAddress entity)
    {
        var (manifest, payload) = (row.GetString(4), row.GetFieldValue<byte[]>(5));
        if (!row.IsDBNull(6) && row.GetInt64(6) != Checksum.Of(row.GetString(1), row.GetInt64(2), row.GetInt64(3), manifest, payload))
            throw Unreadable(row, UnreadableJournalException.NotAsWritten);
        try
        {
            return new JournalRecord(row.GetInt64(0), entity, row.GetInt64(2), EventSerializer.Read(manifest, payload));
        }
        catch (UnknownJournalContentException thrown)
        {
            throw Unreadable(row, thrown.Message, thrown);
        }
    }

    private static UnreadableJournalException Unreadable(NpgsqlDataReader row, string reason, Exception? thrown = null) =>
        new(row.GetString(1), row.GetInt64(2), row.GetInt64(0), row.GetString(4), reason, thrown);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
