using System.Data.Common;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;
using Npgsql;

namespace MyAgent.Engine.TestSupport;

/// <summary>An empty database of either kind, and the look at it from outside.</summary>
public sealed class TestDatabase
{
    /// <summary>Two words of SQLite's that the tests use.</summary>
    private const string SqliteWords = """
        CREATE DOMAIN blob AS bytea;
        CREATE FUNCTION replace(bytea, text, text) RETURNS bytea IMMUTABLE RETURN
            convert_to(replace(convert_from($1, 'UTF8'), $2, $3), 'UTF8')
        """;

    private const string EndHolders = """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private const string EndWaiting = """
        WITH waiting AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')
        SELECT pid FROM waiting WHERE pg_terminate_backend(pid)
        """;

    private readonly Func<DbConnection> _connect;

    private TestDatabase(IEngineDatabase database, Func<DbConnection> connect) => (Database, _connect) = (database, connect);

    /// <summary>The database, as an engine is given it.</summary>
    internal IEngineDatabase Database { get; }

    /// <summary>An empty one.</summary>
    /// <param name="kind">What it is kept in.</param>
    /// <param name="directory">Where SQLite's file is made.</param>
    public static TestDatabase New(JournalKind kind, DirectoryInfo directory)
    {
        if (kind == JournalKind.Sqlite)
        {
            var path = Path.Combine(directory.FullName, "journal.db");
            return OnSqlite(new SqliteDatabase(path), path);
        }
        var connection = PostgresServer.Shared.NewDatabase();
        PostgresServer.Execute(connection, SqliteWords);
        return OnPostgres(new PostgresDatabase(connection), connection);
    }

    /// <summary>A copy of the <see cref="GoldenDatabase"/>.</summary>
    /// <param name="kind">What it is kept in.</param>
    /// <param name="directory">Where SQLite's file is put.</param>
    public static TestDatabase Golden(JournalKind kind, DirectoryInfo directory)
    {
        if (kind == JournalKind.Sqlite)
        {
            var path = Path.Combine(directory.FullName, "golden.db");
            return OnSqlite(GoldenDatabase.CopyTo(path), path);
        }
        var connection = PostgresServer.Shared.NewDatabase();
        return OnPostgres(GoldenDatabase.LoadInto(connection), connection);
    }

    private static TestDatabase OnSqlite(SqliteDatabase database, string path) =>
        new(database, () => new SqliteConnection($"Data Source={path};Pooling=false"));

    private static TestDatabase OnPostgres(PostgresDatabase database, string connection) =>
        new(database, () => new NpgsqlConnection($"{connection};Pooling=false"));

    /// <summary>Runs statements.</summary>
    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of all rows.</summary>
    public List<T> Query<T>(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read())
            found.Add(reader.GetFieldValue<T>(0));
        return found;
    }

    /// <summary>Ends every connection to a PostgreSQL database that holds a claim on it.</summary>
    public void EndClaims() => Execute(EndHolders);

    /// <summary>Blocks all writers of the journal until the result is disposed.</summary>
    public IDisposable HoldWriters()
    {
        var holding = Open();
        using var command = holding.CreateCommand();
        command.CommandText = holding is SqliteConnection ? "BEGIN IMMEDIATE" : "BEGIN; LOCK TABLE journal IN SHARE MODE";
        command.ExecuteNonQuery();
        return holding;
    }

    /// <summary>Ends the connections to a PostgreSQL database that wait for <see cref="HoldWriters"/>.</summary>
    /// <returns>Their processes.</returns>
    public IReadOnlyList<int> EndWaitingWriters() => Query<int>(EndWaiting);

    private DbConnection Open()
    {
        var connection = _connect();
        connection.Open();
        return connection;
    }
}
