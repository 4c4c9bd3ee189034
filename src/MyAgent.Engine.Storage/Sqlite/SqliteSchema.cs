using System.Globalization;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Schema;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>The version of the tables in a file, kept in <c>myagent_schema</c>. A file without that table is of the time before there was one:
/// its version is 0.</summary>
/// <param name="name">Names the database to people.</param>
/// <param name="scripts">What leads from each version to the next.</param>
internal sealed class SqliteSchema(string name, IReadOnlyList<SchemaScript> scripts)
{
    private const string IsThere = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'myagent_schema'";

    private const string Newest = "SELECT max(version) FROM myagent_schema";

    private const string Create = "CREATE TABLE IF NOT EXISTS myagent_schema (version INTEGER PRIMARY KEY NOT NULL, applied_at TEXT NOT NULL)";

    /// <summary>The version of a file's tables.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know it.</exception>
    public int Version(SqliteConnection connection)
    {
        var version = Ask(connection, IsThere) == 0 ? 0 : Ask(connection, Newest);
        return version <= scripts.Count ? version : throw new NewerDatabaseException(name, version, scripts.Count);
    }

    /// <summary>Brings a file's tables to the newest version, each step as a whole. For whoever has locked the file.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know its version.</exception>
    public void Migrate(SqliteConnection connection)
    {
        foreach (var script in scripts.Skip(Version(connection)))
            Apply(connection, script);
    }

    private static void Apply(SqliteConnection connection, SchemaScript script)
    {
        SqliteDatabase.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            SqliteDatabase.Execute(connection, script.Sql);
            SqliteDatabase.Execute(connection, Create);
            SqliteDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO myagent_schema (version, applied_at) VALUES ({script.Version}, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"));
            SqliteDatabase.Execute(connection, "COMMIT");
        }
        catch
        {
            SqliteDatabase.RollBack(connection);
            throw;
        }
    }

    private static int Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(command.ExecuteScalar() is { } found and not DBNull ? found : 0, CultureInfo.InvariantCulture);
    }
}
