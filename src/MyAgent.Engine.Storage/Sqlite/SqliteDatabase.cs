using System.Data.Common;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.Storage.Sql;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>A database in one SQLite file. Its tables are those of Akka.Persistence.Sql, with that plugin's defaults, so that the plugin can use the same file, and
/// the engine's own.</summary>
internal sealed class SqliteDatabase : IEngineDatabase
{
    /// <summary>The time, in milliseconds, that a connection waits for a lock of a reader in another process.</summary>
    private const int BusyTimeoutMilliseconds = 5000;

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    /// <param name="path">The path of the file. It is created if there is none; its directory must exist.</param>
    public SqliteDatabase(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <inheritdoc/>
    public string Name => Path;

    /// <summary>Whether it can be opened for writing although acknowledged events are missing; with false (the default), opening it throws a
    /// <see cref="LostEventsException"/>.</summary>
    public bool AcceptLoss { get; init; }

    internal string Path { get; }

    /// <summary>The schema version of its tables, and the migrations.</summary>
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

    /// <summary>Opens the connection for writing and brings the tables to the newest version. Its commits are on disk when they return.</summary>
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

    /// <summary>Opens a connection for reading only, also while another process writes.</summary>
    internal SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    /// <summary>Opens the journal for reading.</summary>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    /// <exception cref="LostEventsException">The file is empty, and next to it is a log, which opening the file would delete.</exception>
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

    /// <summary>Access for the stores whose SQL is the same in PostgreSQL.</summary>
    /// <param name="write">Writes over a connection, in one transaction.</param>
    internal SqlAccess Access(Func<Func<DbConnection, int>, Task<int>> write) => new(
        OpenReader, write,
        (name, bytes) => new SqliteParameter(name, SqliteType.Blob)
        {
            Value = bytes.Offset == 0 ? bytes.Array : throw new ArgumentException("SQLite's provider writes an array from its beginning.", nameof(bytes)),
            Size = bytes.Count,
        },
        BinaryCollation: "BINARY");

    /// <summary>Rolls the transaction back; without effect if SQLite has done so itself after an error.</summary>
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
