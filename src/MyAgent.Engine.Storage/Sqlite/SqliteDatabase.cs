using Microsoft.Data.Sqlite;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Opens connections to one database file. Its tables are those of Akka.Persistence.Sql, as that makes them by default, so that the
/// Akka.NET host opens the same file; and the engine's own for voice messages and access tokens.</summary>
public sealed class SqliteDatabase : IEngineDatabase
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            created BIGINT NOT NULL,
            deleted BIT NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            message VARBINARY NOT NULL,
            manifest NVARCHAR(500) NOT NULL,
            identifier INT NULL,
            writer_uuid NVARCHAR(128) NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id INTEGER NOT NULL,
            tag NVARCHAR(64) NOT NULL,
            sequence_nr INTEGER NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot VARBINARY NOT NULL,
            manifest NVARCHAR(500) NOT NULL,
            serializer_id INT NULL,
            PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS voice_message (
            message_id TEXT PRIMARY KEY NOT NULL,
            media_type TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            upload INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS voice_message_chunk (
            upload INTEGER NOT NULL,
            number INTEGER NOT NULL,
            sound BLOB NOT NULL,
            PRIMARY KEY (upload, number));
        CREATE TABLE IF NOT EXISTS access_token (
            id TEXT PRIMARY KEY NOT NULL,
            role TEXT NOT NULL,
            agent TEXT NULL,
            hash BLOB NOT NULL,
            created INTEGER NOT NULL,
            revoked INTEGER NULL);
        """;

    /// <summary>How long a connection waits for a lock that a reader of another process may hold for a moment, in milliseconds.</summary>
    private const int BusyTimeoutMilliseconds = 5000;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <param name="path">The file; made where it is not there. Its directory must be.</param>
    public SqliteDatabase(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <inheritdoc/>
    public string Name => Path;

    internal string Path { get; }

    /// <inheritdoc/>
    public StoredJournal ReadJournal(TimeProvider? time = null) => new(() => new SqliteJournalSource(OpenReader()), time);

    /// <inheritdoc/>
    IClaimedDatabase IEngineDatabase.Claim() => new ClaimedSqliteDatabase(this);

    /// <inheritdoc/>
    public ISharedDatabase Share() => new SharedSqliteDatabase(this);

    /// <summary>Opens the writing connection and makes the tables that are not there. A commit is on disk when it returns.</summary>
    internal SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;");
            Execute(connection, Tables);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that only reads, also while another process writes.</summary>
    internal SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA cache_size=-16384;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
