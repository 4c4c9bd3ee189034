using System.Buffers;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>The journal in one SQLite file.</summary>
internal sealed class SqliteJournal : IJournal
{
    /// <summary>What must fit on the disk for the engine to take up again after a failure, in bytes.</summary>
    private const int ProbeBytes = 64 * 1024;

    private readonly SqliteDatabase _database;
    private readonly DatabaseLock _lock;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly EventSerializer _serializer = new();
    private readonly ArrayBufferWriter<byte> _payload = new(64 * 1024);
    private Writing _writing;

    /// <exception cref="JournalInUseException">Another process has it open.</exception>
    public SqliteJournal(SqliteDatabase database)
    {
        _database = database;
        _lock = new DatabaseLock(database.Path);
        try
        {
            _writing = new Writing(database.OpenWriter());
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>The writing connection, for what else is kept in the same file.</summary>
    public SqliteConnection Connection => _writing.Connection;

    /// <inheritdoc/>
    public void Append(IReadOnlyList<UnsavedEvent> events, List<long> orderings) => InTransaction(() =>
    {
        var insert = _writing.InsertEvent;
        foreach (var (_, persistenceId, sequenceNr, recorded) in events)
        {
            _payload.ResetWrittenCount();
            var manifest = _serializer.Write(recorded, _payload);
            insert.Bind(1, recorded.At.UtcTicks).Bind(2, persistenceId).Bind(3, sequenceNr).Bind(4, _payload.WrittenSpan)
                .Bind(5, manifest).Bind(6, _writer).Run();
            orderings.Add(SQLitePCL.raw.sqlite3_last_insert_rowid(_writing.Connection.Handle));
        }
    });

    /// <inheritdoc/>
    public bool IsConflict(Exception thrown) => thrown is SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE };

    /// <inheritdoc/>
    public void Save(IReadOnlyList<StoredSnapshot> snapshots) => InTransaction(() =>
    {
        foreach (var snapshot in snapshots)
        {
            _writing.InsertSnapshot.Bind(1, snapshot.PersistenceId).Bind(2, snapshot.SequenceNr).Bind(3, snapshot.CreatedAt.UtcTicks)
                .Bind(4, snapshot.Payload).Bind(5, snapshot.Manifest).Run();
            _writing.DeleteSnapshots.Bind(1, snapshot.PersistenceId).Bind(2, snapshot.SequenceNr).Run();
        }
    });

    /// <inheritdoc/>
    public void Delete(string persistenceId, long toSequenceNr) => InTransaction(() =>
    {
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
    });

    /// <inheritdoc/>
    public void Reopen()
    {
        _writing.Dispose();
        _writing = new Writing(_database.OpenWriter());
        InTransaction(() => SqliteDatabase.Execute(Connection,
            $"INSERT INTO voice_message_chunk (upload, number, sound) VALUES (-1, 0, zeroblob({ProbeBytes}))"));
        InTransaction(() => SqliteDatabase.Execute(Connection, "DELETE FROM voice_message_chunk WHERE upload = -1"));
    }

    /// <inheritdoc/>
    public IJournalSource OpenSource() => _database.OpenSource();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writing.Dispose();
        _serializer.Dispose();
        _lock.Dispose();
    }

    /// <summary>Does all of something or nothing. On disk when it returns.</summary>
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

        public SqliteStatement InsertSnapshot { get; } = new(connection, $"""
            INSERT OR REPLACE INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES (?1, ?2, ?3, ?4, ?5, {EventSerializer.Identifier})
            """);

        /// <summary>The one before the newest stays, in case the newest turns out to be damaged.</summary>
        public SqliteStatement DeleteSnapshots { get; } = new(connection, """
            DELETE FROM snapshot WHERE persistence_id = ?1 AND sequence_number <
                (SELECT max(sequence_number) FROM snapshot WHERE persistence_id = ?1 AND sequence_number < ?2)
            """);

        public void Dispose()
        {
            Begin.Dispose();
            Commit.Dispose();
            InsertEvent.Dispose();
            InsertSnapshot.Dispose();
            DeleteSnapshots.Dispose();
            connection.Dispose();
        }
    }
}
