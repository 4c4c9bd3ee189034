using System.Buffers;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage.Integrity;
using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The journal in a PostgreSQL database. A batch is one statement, which is its own transaction: one round trip.</summary>
internal sealed class PostgresJournal : IJournal
{
    /// <summary>The size in bytes of the probe that the server must store before the engine writes again after a failure.</summary>
    private const int ProbeBytes = 64 * 1024;

    /// <summary>The orderings must be consecutive, in the order of the rows. If the server assigns them in another way, a checksum is null, and the statement fails
    /// without writing.</summary>
    private const string InsertEvents = """
        WITH event AS (
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            SELECT created, false, persistence_id, sequence_number, message, manifest, $7, $8
            FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS given (created, persistence_id, sequence_number, message, manifest, place)
            ORDER BY place
            RETURNING ordering, persistence_id, sequence_number),
        first AS (SELECT min(ordering) AS ordering FROM event),
        written AS (
            INSERT INTO journal_check (ordering, hash)
            SELECT ordering, CASE WHEN sequence_number = $3[ordering - (SELECT ordering FROM first) + 1]
                THEN $6[ordering - (SELECT ordering FROM first) + 1] END FROM event)
        SELECT ordering, persistence_id FROM event ORDER BY ordering
        """;

    private const string InsertSnapshots = """
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
        SELECT persistence_id, sequence_number, created, snapshot, manifest, $6
        FROM unnest($1, $2, $3, $4, $5) AS made (persistence_id, sequence_number, created, snapshot, manifest)
        ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
            created = excluded.created, snapshot = excluded.snapshot, manifest = excluded.manifest, serializer_id = excluded.serializer_id
        """;

    private const string InsertSnapshotChecks = """
        INSERT INTO snapshot_check (persistence_id, sequence_number, created, hash)
        SELECT persistence_id, sequence_number, created, hash FROM unnest($1, $2, $3, $4) AS made (persistence_id, sequence_number, created, hash)
        ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = excluded.created, hash = excluded.hash
        """;

    /// <summary>Deletes the checksums of deleted snapshots.</summary>
    private const string DeleteSnapshotChecks = """
        DELETE FROM snapshot_check AS written WHERE persistence_id = ANY ($1) AND NOT EXISTS (
            SELECT FROM snapshot AS made WHERE made.persistence_id = written.persistence_id AND made.sequence_number = written.sequence_number)
        """;

    /// <summary>Keeps the snapshot before the newest one, in case the newest is damaged.</summary>
    private const string DeleteOlderSnapshots = """
        DELETE FROM snapshot AS old USING unnest($1, $2) AS made (persistence_id, sequence_number)
        WHERE old.persistence_id = made.persistence_id AND old.sequence_number <
            (SELECT max(sequence_number) FROM snapshot WHERE persistence_id = made.persistence_id AND sequence_number < made.sequence_number)
        """;

    private const string DeleteEvents = """
        WITH gone AS (
            DELETE FROM journal WHERE persistence_id = $1 AND sequence_number <= $2 AND sequence_number <
                (SELECT max(sequence_number) FROM journal WHERE persistence_id = $1)
            RETURNING ordering)
        DELETE FROM journal_check WHERE ordering IN (SELECT ordering FROM gone)
        """;

    private const string MarkEvents = "UPDATE journal SET deleted = true WHERE persistence_id = $1 AND sequence_number <= $2";

    private readonly PostgresDatabase _database;
    private readonly Action<Exception> _lost;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly EventSerializer _serializer = new();
    private readonly ArrayBufferWriter<byte> _payload = new(64 * 1024);
    private WriterSession _session;
    private HighWaterMark _newest;

    /// <param name="database">The database.</param>
    /// <param name="lost">Called, on any thread, when the connection is lost.</param>
    /// <exception cref="JournalInUseException">Another engine has claimed it.</exception>
    public PostgresJournal(PostgresDatabase database, Action<Exception> lost)
    {
        (_database, _lost) = (database, lost);
        _session = WriterSession.Claim(database, lost);
        _newest = Newest();
    }

    /// <summary>The connection for writing, which the stores in the same database use too.</summary>
    public NpgsqlConnection Connection => _session.Connection;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings)
    {
        var rows = new EventRows(events.Count);
        for (var row = 0; row < events.Count; row++)
        {
            var (_, persistenceId, sequenceNr, recorded) = events[row];
            _payload.ResetWrittenCount();
            rows.Manifest[row] = _serializer.Write(recorded, _payload);
            rows.Message[row] = _payload.WrittenSpan.ToArray();
            (rows.Created[row], rows.PersistenceId[row], rows.SequenceNr[row]) = (recorded.At.UtcTicks, persistenceId, sequenceNr);
            rows.Hash[row] = Checksum.Of(persistenceId, sequenceNr, recorded.At.UtcTicks, rows.Manifest[row], _payload.WrittenSpan);
        }
        using var insert = new NpgsqlCommand(InsertEvents, Connection)
        {
            Parameters =
            {
                Array(rows.Created, NpgsqlDbType.Bigint), Array(rows.PersistenceId, NpgsqlDbType.Text), Array(rows.SequenceNr, NpgsqlDbType.Bigint),
                Array(rows.Message, NpgsqlDbType.Bytea), Array(rows.Manifest, NpgsqlDbType.Text),
                Array(rows.Hash, NpgsqlDbType.Bigint), Identifier(), new NpgsqlParameter<string> { TypedValue = _writer },
            },
        };
        insert.Prepare();
        using var reader = insert.ExecuteReader();
        for (var row = 0; reader.Read(); row++)
        {
            if (reader.GetString(1) != rows.PersistenceId[row])
                throw new InvalidOperationException($"PostgreSQL has given ordering {reader.GetInt64(0)} to another event than the one at its place.");
            orderings.Add(reader.GetInt64(0));
        }
        if (orderings.Count > 0)
            _newest = new HighWaterMark(orderings[^1], rows.Hash[^1], events[^1].Recorded.At);
    }

    /// <inheritdoc/>
    public bool IsConflict(Exception thrown) => thrown is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public void Save(IReadOnlyList<StoredSnapshot> snapshots)
    {
        string[] ids = [.. snapshots.Select(snapshot => snapshot.PersistenceId)];
        long[] sequenceNrs = [.. snapshots.Select(snapshot => snapshot.SequenceNr)];
        using var save = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(InsertSnapshots)
                {
                    Parameters =
                    {
                        Array(ids, NpgsqlDbType.Text), Array(sequenceNrs, NpgsqlDbType.Bigint),
                        Array([.. snapshots.Select(snapshot => snapshot.CreatedAt.UtcTicks)], NpgsqlDbType.Bigint),
                        Array([.. snapshots.Select(snapshot => snapshot.Payload)], NpgsqlDbType.Bytea),
                        Array([.. snapshots.Select(snapshot => snapshot.Manifest)], NpgsqlDbType.Text), Identifier(),
                    },
                },
                new NpgsqlBatchCommand(InsertSnapshotChecks)
                {
                    Parameters =
                    {
                        Array(ids, NpgsqlDbType.Text), Array(sequenceNrs, NpgsqlDbType.Bigint),
                        Array([.. snapshots.Select(snapshot => snapshot.CreatedAt.UtcTicks)], NpgsqlDbType.Bigint),
                        Array([.. snapshots.Select(snapshot => Checksum.Of(
                            snapshot.PersistenceId, snapshot.SequenceNr, snapshot.CreatedAt.UtcTicks, snapshot.Manifest, snapshot.Payload))], NpgsqlDbType.Bigint),
                    },
                },
                new NpgsqlBatchCommand(DeleteOlderSnapshots)
                {
                    Parameters = { Array(ids, NpgsqlDbType.Text), Array(sequenceNrs, NpgsqlDbType.Bigint) },
                },
                new NpgsqlBatchCommand(DeleteSnapshotChecks) { Parameters = { Array(ids, NpgsqlDbType.Text) } },
            },
        };
        save.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Delete(string persistenceId, long toSequenceNr)
    {
        using var delete = new NpgsqlBatch(Connection)
        {
            BatchCommands = { Command(DeleteEvents, persistenceId, toSequenceNr), Command(MarkEvents, persistenceId, toSequenceNr) },
        };
        delete.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr)
    {
        using var delete = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                Command("DELETE FROM snapshot WHERE persistence_id = $1 AND sequence_number BETWEEN $2 AND $3", persistenceId, fromSequenceNr, toSequenceNr),
                new NpgsqlBatchCommand(DeleteSnapshotChecks) { Parameters = { Array([persistenceId], NpgsqlDbType.Text) } },
            },
        };
        delete.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Reopen()
    {
        _session.Dispose();
        _database.CloseReaders();
        _session = WriterSession.Resume(_database, _session.Epoch, _lost);
        RequireAcknowledged();
        WriterSession.Execute(Connection,
            $"INSERT INTO voice_message_chunk (upload, number, sound) VALUES (-1, 0, decode(repeat('00', {ProbeBytes}), 'hex'))");
        WriterSession.Execute(Connection, "DELETE FROM voice_message_chunk WHERE upload = -1");
    }

    /// <inheritdoc/>
    public IJournalSource OpenSource() => new PostgresJournalSource(_database);

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _database.CloseReaders();
        _serializer.Dispose();
    }

    /// <summary>Checks that a server which has replaced a failed one has all events that were committed there.</summary>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    private void RequireAcknowledged()
    {
        using var hash = new NpgsqlCommand("SELECT hash FROM journal JOIN journal_check USING (ordering) WHERE ordering = $1", Connection)
        {
            Parameters = { new() { Value = _newest.Ordering } },
        };
        _newest.Require(_database.Name, Newest(), hash.ExecuteScalar() as long?);
    }

    private HighWaterMark Newest()
    {
        using var newest = new NpgsqlCommand(
            "SELECT ordering, created, hash FROM journal LEFT JOIN journal_check USING (ordering) ORDER BY ordering DESC LIMIT 1", Connection);
        using var row = newest.ExecuteReader();
        return row.Read()
            ? new HighWaterMark(row.GetInt64(0), row.IsDBNull(2) ? null : row.GetInt64(2), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero))
            : default;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) =>
        new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static NpgsqlParameter<int> Identifier() => new() { TypedValue = EventSerializer.Identifier };

    private sealed class EventRows(int count)
    {
        public long[] Created { get; } = new long[count];

        public string[] PersistenceId { get; } = new string[count];

        public long[] SequenceNr { get; } = new long[count];

        public byte[][] Message { get; } = new byte[count][];

        public string[] Manifest { get; } = new string[count];

        public long[] Hash { get; } = new long[count];
    }
}
