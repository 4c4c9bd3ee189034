using System.Globalization;
using MyAgent.Engine.Storage.Schema;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The version of the tables in a schema of a database, kept in <c>myagent_schema</c>. One without that table is of the time before there
/// was one: its version is 0. The role that runs the engine needs the right to make tables only where the version is not the newest.</summary>
/// <param name="name">Names the database to people.</param>
/// <param name="scripts">What leads from each version to the next.</param>
internal sealed class PostgresSchema(string name, IReadOnlyList<SchemaScript> scripts)
{
    private const string IsThere = "SELECT to_regclass('myagent_schema') IS NOT NULL";

    private const string Newest = "SELECT coalesce(max(version), 0) FROM myagent_schema";

    private const string Create = "CREATE TABLE IF NOT EXISTS myagent_schema (version INT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL)";

    private const string Migrating = "7111, hashtext(coalesce(current_schema(), ''))";

    /// <summary>The version of the tables.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know it.</exception>
    public int Version(NpgsqlConnection connection)
    {
        var version = Ask<bool>(connection, IsThere) ? Ask<int>(connection, Newest) : 0;
        return version <= scripts.Count ? version : throw new NewerDatabaseException(name, version, scripts.Count);
    }

    /// <summary>Brings the tables to the newest version, each step as a whole, and once where several nodes start together.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know their version.</exception>
    public void Migrate(NpgsqlConnection connection)
    {
        if (Version(connection) == scripts.Count)
            return;

        // A lock of the session, taken before any transaction: inside one, what was known of the tables before the wait would still hold.
        WriterSession.Execute(connection, $"SELECT pg_advisory_lock({Migrating})");
        try
        {
            foreach (var script in scripts.Skip(Version(connection)))
                Apply(connection, script);
        }
        finally
        {
            WriterSession.Execute(connection, $"SELECT pg_advisory_unlock({Migrating})");
        }
    }

    private static void Apply(NpgsqlConnection connection, SchemaScript script)
    {
        using var transaction = connection.BeginTransaction();
        // A large table takes its time.
        WriterSession.Execute(connection, "SET LOCAL statement_timeout = 0");
        WriterSession.Execute(connection, script.Sql);
        WriterSession.Execute(connection, Create);
        WriterSession.Execute(connection, string.Create(CultureInfo.InvariantCulture,
            $"INSERT INTO myagent_schema (version, applied_at) VALUES ({script.Version}, now())"));
        transaction.Commit();
    }

    private static T Ask<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }
}
