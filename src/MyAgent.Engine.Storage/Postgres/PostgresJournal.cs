using System.Buffers;
using MyAgent.Engine.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The journal in a PostgreSQL database. A batch goes there in one statement, which is its own transaction: one round trip.</summary>
internal sealed class PostgresJournal : IJournal
{
    /// <summary>What the server must take for the engine to take up again after a failure, in bytes.</summary>
    private const int ProbeBytes = 64 * 1024;

    private const string InsertEvents = """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        SELECT created, false, persistence_id, sequence_number, message, manifest, $6, $7
        FROM unnest($1, $2, $3, $4, $5) AS event (created, persistence_id, sequence_number, message, manifest)
        RETURNING ordering
        """;

    private const string InsertSnapshots = """
        INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
        SELECT persistence_id, sequence_number, created, snapshot, manifest, $6
        FROM unnest($1, $2, $3, $4, $5) AS made (persistence_id, sequence_number, created, snapshot, manifest)
        ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
            created = excluded.created, snapshot = excluded.snapshot, manifest = excluded.manifest, serializer_id = excluded.serializer_id
        """;

    /// <summary>The one before the newest stays, in case the newest turns out to be damaged.</summary>
    private const string DeleteOlderSnapshots = """
        DELETE FROM snapshot AS old USING unnest($1, $2) AS made (persistence_id, sequence_number)
        WHERE old.persistence_id = made.persistence_id AND old.sequence_number <
            (SELECT max(sequence_number) FROM snapshot WHERE persistence_id = made.persistence_id AND sequence_number < made.sequence_number)
        """;

    private const string DeleteEvents = """
        DELETE FROM journal WHERE persistence_id = $1 AND sequence_number <= $2 AND sequence_number <
            (SELECT max(sequence_number) FROM journal WHERE persistence_id = $1)
        """;

    private const string MarkEvents = "UPDATE journal SET deleted = true WHERE persistence_id = $1 AND sequence_number <= $2";

    private readonly PostgresDatabase _database;
    private readonly Action<Exception> _lost;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly EventSerializer _serializer = new();
    private readonly ArrayBufferWriter<byte> _payload = new(64 * 1024);
    private WriterSession _session;

    /// <param name="database">Where it is.</param>
    /// <param name="lost">Hears, on any thread, that the connection is lost.</param>
    /// <exception cref="JournalInUseException">Another has claimed it.</exception>
    public PostgresJournal(PostgresDatabase database, Action<Exception> lost)
    {
        (_database, _lost) = (database, lost);
        _session = WriterSession.Claim(database, lost);
    }

    /// <summary>The writing connection, for what else is kept in the same database.</summary>
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
        }
        using var insert = new NpgsqlCommand(InsertEvents, Connection)
        {
            Parameters =
            {
                Array(rows.Created, NpgsqlDbType.Bigint), Array(rows.PersistenceId, NpgsqlDbType.Text), Array(rows.SequenceNr, NpgsqlDbType.Bigint),
                Array(rows.Message, NpgsqlDbType.Bytea), Array(rows.Manifest, NpgsqlDbType.Text), Identifier(),
                new NpgsqlParameter<string> { TypedValue = _writer },
            },
        };
        insert.Prepare();
        using var reader = insert.ExecuteReader();
        while (reader.Read())
            orderings.Add(reader.GetInt64(0));
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
                new NpgsqlBatchCommand(DeleteOlderSnapshots)
                {
                    Parameters = { Array(ids, NpgsqlDbType.Text), Array(sequenceNrs, NpgsqlDbType.Bigint) },
                },
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
    }
}
