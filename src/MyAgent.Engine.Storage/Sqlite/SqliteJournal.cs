using System.Buffers;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Storage.Integrity;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>The journal in one SQLite file.</summary>
internal sealed class SqliteJournal : IJournal
{
    /// <summary>The size in bytes of the probe that must fit on the disk before the engine writes again after a failure.</summary>
    private const int ProbeBytes = 64 * 1024;

    private readonly SqliteDatabase _database;
    private readonly DatabaseLock _lock;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly EventSerializer _serializer = new();
    private readonly ArrayBufferWriter<byte> _payload = new(64 * 1024);
    private readonly HighWaterKeeper _mark;
    private Writing _writing;

    /// <param name="database">The database.</param>
    /// <param name="lost">Called, on any thread, when the high water mark cannot be written.</param>
    /// <exception cref="JournalInUseException">Another process has claimed it.</exception>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public SqliteJournal(SqliteDatabase database, Action<Exception> lost)
    {
        _database = database;
        _lock = new DatabaseLock(database.Path);
        try
        {
            var (connection, mark) = SqliteHighWater.Open(database);
            _writing = new Writing(connection);
            _mark = new HighWaterKeeper(mark, TimeProvider.System, lost);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>The connection for writing, which the stores in the same file use too.</summary>
    public SqliteConnection Connection => _writing.Connection;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings)
    {
        HighWaterMark newest = default;
        InTransaction(() =>
        {
            foreach (var (_, persistenceId, sequenceNr, recorded) in events)
            {
                _payload.ResetWrittenCount();
                var manifest = _serializer.Write(recorded, _payload);
                var created = recorded.At.UtcTicks;
                _writing.InsertEvent.Bind(1, created).Bind(2, persistenceId).Bind(3, sequenceNr).Bind(4, _payload.WrittenSpan)
                    .Bind(5, manifest).Bind(6, _writer).Run();
                newest = new HighWaterMark(
                    SQLitePCL.raw.sqlite3_last_insert_rowid(_writing.Connection.Handle),
                    Checksum.Of(persistenceId, sequenceNr, created, manifest, _payload.WrittenSpan), recorded.At);
                _writing.InsertCheck.Bind(1, newest.Ordering).Bind(2, newest.Hash!.Value).Run();
                orderings.Add(newest.Ordering);
            }
        });
        _mark.Note(newest);
    }

    /// <inheritdoc/>
    public bool IsConflict(Exception thrown) => thrown is SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <inheritdoc/>
    public void Save(IReadOnlyList<StoredSnapshot> snapshots) => InTransaction(() =>
    {
        foreach (var snapshot in snapshots)
        {
            _writing.InsertSnapshot.Bind(1, snapshot.PersistenceId).Bind(2, snapshot.SequenceNr).Bind(3, snapshot.CreatedAt.UtcTicks)
                .Bind(4, snapshot.Payload).Bind(5, snapshot.Manifest).Run();
            _writing.InsertSnapshotCheck.Bind(1, snapshot.PersistenceId).Bind(2, snapshot.SequenceNr).Bind(3, snapshot.CreatedAt.UtcTicks)
                .Bind(4, Checksum.Of(snapshot.PersistenceId, snapshot.SequenceNr, snapshot.CreatedAt.UtcTicks, snapshot.Manifest, snapshot.Payload)).Run();
            _writing.DeleteSnapshots.Bind(1, snapshot.PersistenceId).Bind(2, snapshot.SequenceNr).Run();
            _writing.DeleteSnapshotChecks.Bind(1, snapshot.PersistenceId).Run();
        }
    });

    /// <inheritdoc/>
    public void Delete(string persistenceId, long toSequenceNr) => InTransaction(() =>
    {
        using var checks = new SqliteStatement(Connection, """
            DELETE FROM journal_check WHERE ordering IN (
                SELECT ordering FROM journal WHERE persistence_id = ?1 AND sequence_number <= ?2 AND sequence_number <
                    (SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1))
            """);
        checks.Bind(1, persistenceId).Bind(2, toSequenceNr).Run();
        using var delete = new SqliteStatement(Connection, """
            DELETE FROM journal WHERE persistence_id = ?1 AND sequence_number <= ?2 AND sequence_number <
                (SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1)
            """);
        delete.Bind(1, persistenceId).Bind(2, toSequenceNr).Run();
        using var mark = new SqliteStatement(Connection, "UPDATE journal SET deleted = 1 WHERE persistence_id = ?1 AND sequence_number <= ?2");
        mark.Bind(1, persistenceId).Bind(2, toSequenceNr).Run();
    });

    /// <inheritdoc/>
    public void DeleteSnapshots(string persistenceId, long fromSequenceNr, long toSequenceNr) => InTransaction(() =>
    {
        using var delete = new SqliteStatement(Connection,
            "DELETE FROM snapshot WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3");
        delete.Bind(1, persistenceId).Bind(2, fromSequenceNr).Bind(3, toSequenceNr).Run();
        _writing.DeleteSnapshotChecks.Bind(1, persistenceId).Run();
    });

    /// <inheritdoc/>
    public void Reopen()
    {
        _writing.Dispose();
        _writing = new Writing(_database.OpenWriter());
        InTransaction(() => SqliteDatabase.Execute(Connection,
            $"INSERT INTO voice_message_chunk (upload, number, sound) VALUES (-1, 0, zeroblob({ProbeBytes}))"));
        InTransaction(() => SqliteDatabase.Execute(Connection, "DELETE FROM voice_message_chunk WHERE upload = -1"));
        SqliteHighWater.Require(_database, Connection, _mark.Newest);
        _mark.WriteNow();
    }

    /// <inheritdoc/>
    public IJournalSource OpenSource() => _database.OpenSource();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writing.Dispose();
        _mark.Dispose();
        _serializer.Dispose();
        _lock.Dispose();
    }

    /// <summary>Runs a write in a transaction. It is on disk when the method returns.</summary>
    public void InTransaction(Action write)
    {
        _writing.Begin.Run();
        try
        {
            write();
            _writing.Commit.Run();
        }
        catch
        {
            SqliteDatabase.RollBack(Connection);
            throw;
        }
    }

    private sealed class Writing(SqliteConnection connection) : IDisposable
    {
        public SqliteConnection Connection => connection;

        public SqliteStatement Begin { get; } = new(connection, "BEGIN IMMEDIATE");

        public SqliteStatement Commit { get; } = new(connection, "COMMIT");

        public SqliteStatement InsertEvent { get; } = new(connection, $"""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (?1, 0, ?2, ?3, ?4, ?5, {EventSerializer.Identifier}, ?6)
            """);

        public SqliteStatement InsertCheck { get; } = new(connection, "INSERT INTO journal_check (ordering, hash) VALUES (?1, ?2)");

        public SqliteStatement InsertSnapshot { get; } = new(connection, $"""
            INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (?1, ?2, ?3, ?4, ?5, {EventSerializer.Identifier})
            """);

        /// <summary>Keeps the snapshot before the newest one, in case the newest is damaged.</summary>
        public SqliteStatement DeleteSnapshots { get; } = new(connection, """
            DELETE FROM snapshot WHERE persistence_id = ?1 AND sequence_number <
                (SELECT max(sequence_number) FROM snapshot WHERE persistence_id = ?1 AND sequence_number < ?2)
            """);

        public SqliteStatement InsertSnapshotCheck { get; } = new(connection,
            "INSERT OR REPLACE INTO snapshot_check (persistence_id, sequence_number, created, hash) VALUES (?1, ?2, ?3, ?4)");

        /// <summary>Deletes the checksums of deleted snapshots.</summary>
        public SqliteStatement DeleteSnapshotChecks { get; } = new(connection, """
            DELETE FROM snapshot_check WHERE persistence_id = ?1 AND sequence_number NOT IN
                (SELECT sequence_number FROM snapshot WHERE persistence_id = ?1)
            """);

        public void Dispose()
        {
            Begin.Dispose();
            Commit.Dispose();
            InsertEvent.Dispose();
            InsertCheck.Dispose();
            InsertSnapshot.Dispose();
            DeleteSnapshots.Dispose();
            InsertSnapshotCheck.Dispose();
            DeleteSnapshotChecks.Dispose();
            connection.Dispose();
        }
    }
}
