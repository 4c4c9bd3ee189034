using System.Data.Common;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.Storage.Sql;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Opens connections to one database file. Its tables are those of Akka.Persistence.Sql, as that makes them by default, so that the
/// Akka.NET host opens the same file; and the engine's own for voice messages and access tokens.</summary>
public sealed class SqliteDatabase : IEngineDatabase
{
    /// <summary>How long a connection waits for a lock that a reader of another process may hold for a moment, in milliseconds.</summary>
    private const int BusyTimeoutMilliseconds = 5000;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <param name="path">The file; made where it is not there. Its directory must be.</param>
    public SqliteDatabase(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <inheritdoc/>
    public string Name => Path;

    /// <summary>Whether an engine that opens it for writing goes on although events are missing that were acknowledged; default false: then it is
    /// refused with a <see cref="LostEventsException"/>.</summary>
    public bool AcceptLoss { get; init; }

    internal string Path { get; }

    /// <summary>The version of its tables.</summary>
    internal SqliteSchema Schema => new(Name, SchemaScript.Sqlite);

    /// <inheritdoc/>
    string IEngineDatabase.ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path }.ToString();

    /// <inheritdoc/>
    public StoredJournal ReadJournal(TimeProvider? time = null) => new(OpenSource, time, () => SqliteHighWater.Require(this));

    /// <inheritdoc/>
    IJournalSource IEngineDatabase.OpenSource() => OpenSource();

    /// <inheritdoc/>
    IClaimedDatabase IEngineDatabase.Claim() => new ClaimedSqliteDatabase(this);

    /// <inheritdoc/>
    public ISharedDatabase Share(Action<Exception>? onFailure = null) => new SharedSqliteDatabase(this);

    /// <summary>Opens the writing connection and brings the tables to the newest version. A commit is on disk when it returns.</summary>
    internal SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;");
            Schema.Migrate(connection);
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

    /// <summary>Opens a reading connection to the journal.</summary>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="LostEventsException">The file is empty beside a log that opening it would delete.</exception>
    internal IJournalSource OpenSource()
    {
        SqliteHighWater.RequireFiles(this, acknowledged: null);
        var connection = OpenReader();
        try
        {
            return new SqliteJournalSource(connection, Schema.Version(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The database as the stores see it whose SQL is the same in PostgreSQL.</summary>
    /// <param name="write">Writes over a connection, in one transaction.</param>
    internal SqlAccess Access(Func<Func<DbConnection, int>, Task<int>> write) => new(
        OpenReader, write,
        (name, bytes) => new SqliteParameter(name, SqliteType.Blob)
        {
            Value = bytes.Offset == 0 ? bytes.Array : throw new ArgumentException("SQLite's provider writes an array from its beginning.", nameof(bytes)),
            Size = bytes.Count,
        },
        BinaryCollation: "BINARY");

    /// <summary>Rolls back; after some errors SQLite has done so by itself, and there is nothing to be done.</summary>
    internal static void RollBack(SqliteConnection connection)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            SQLitePCL.raw.sqlite3_exec(connection.Handle, "ROLLBACK");
    }

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
