using System.Globalization;
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Schema;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>The schema version of a file, which is in its table <c>myagent_schema</c>, and the migrations. A file without that table is older than schema versions,
/// and has version 0.</summary>
/// <param name="name">The name of the database in messages.</param>
/// <param name="scripts">The migrations, in order.</param>
internal sealed class SqliteSchema(string name, IReadOnlyList<SchemaScript> scripts)
{
    private const string IsThere = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'myagent_schema'";

    private const string Newest = "SELECT max(version) FROM myagent_schema";

    private const string Create = "CREATE TABLE IF NOT EXISTS myagent_schema (version INTEGER PRIMARY KEY NOT NULL, applied_at TEXT NOT NULL)";

    /// <summary>Reads the schema version.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know the version.</exception>
    public int Version(SqliteConnection connection)
    {
        var version = Scalar(connection, IsThere) == 0 ? 0 : Scalar(connection, Newest);
        return version <= scripts.Count ? version : throw new NewerDatabaseException(name, version, scripts.Count);
    }

    /// <summary>Brings the tables to the newest version, with one transaction for each script. The caller has locked the file.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know the version.</exception>
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

    private static int Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(command.ExecuteScalar() is { } found and not DBNull ? found : 0, CultureInfo.InvariantCulture);
    }
}
