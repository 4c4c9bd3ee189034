using System.Globalization;
using MyAgent.Engine.Storage.Schema;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The schema version of the tables in a schema of a database, which is in the table <c>myagent_schema</c>, and the migrations. A schema without that table is
/// older than schema versions, and has version 0. The engine's role needs the privilege to create tables only if the version is not the newest.</summary>
/// <param name="name">The name of the database in messages.</param>
/// <param name="scripts">The migrations, in order.</param>
internal sealed class PostgresSchema(string name, IReadOnlyList<SchemaScript> scripts)
{
    private const string IsThere = "SELECT to_regclass('myagent_schema') IS NOT NULL";

    private const string Newest = "SELECT coalesce(max(version), 0) FROM myagent_schema";

    private const string Create = "CREATE TABLE IF NOT EXISTS myagent_schema (version INT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL)";

    private const string Migrating = "7111, hashtext(coalesce(current_schema(), ''))";

    /// <summary>Reads the schema version.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know the version.</exception>
    public int Version(NpgsqlConnection connection)
    {
        var version = Scalar<bool>(connection, IsThere) ? Scalar<int>(connection, Newest) : 0;
        return version <= scripts.Count ? version : throw new NewerDatabaseException(name, version, scripts.Count);
    }

    /// <summary>Brings the tables to the newest version, with one transaction for each script. If several nodes start at once, one of them does it.</summary>
    /// <exception cref="NewerDatabaseException">This engine does not know the version.</exception>
    public void Migrate(NpgsqlConnection connection)
    {
        if (Version(connection) == scripts.Count)
            return;

        // A session lock, taken outside of a transaction: a transaction that has waited for it might still see the tables of before.
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
        // Changing a large table can take longer than the session's timeout.
        WriterSession.Execute(connection, "SET LOCAL statement_timeout = 0");
        WriterSession.Execute(connection, script.Sql);
        WriterSession.Execute(connection, Create);
        WriterSession.Execute(connection, string.Create(CultureInfo.InvariantCulture,
            $"INSERT INTO myagent_schema (version, applied_at) VALUES ({script.Version}, now())"));
        transaction.Commit();
    }

    private static T Scalar<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }
}
