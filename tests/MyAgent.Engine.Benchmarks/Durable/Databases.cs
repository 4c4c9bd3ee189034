using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;
using MyAgent.Engine.TestSupport;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The databases of a run: those of the engines and that of the ceiling, on the same disk.</summary>
/// <param name="New">Gives an empty one, by a name.</param>
/// <param name="NewCeiling">Opens the ceiling's.</param>
/// <param name="Journal">What the journal is, for the report.</param>
/// <param name="Ceiling">What the ceiling is, for the report.</param>
internal sealed record Databases(Func<string, IEngineDatabase> New, Func<ICeiling> NewCeiling, string Journal, string Ceiling)
{
    /// <summary>Those that the command line asks for.</summary>
    public static Databases Of(Arguments arguments, DataFolder folder)
    {
        if (!arguments.Postgres)
            return new Databases(name => new SqliteDatabase(folder.PathOf($"{name}.db")), () => new BareInsert(folder.PathOf("ceiling.db")),
                "SQLite with synchronous=FULL", "the same rows in the same batches by a bare prepared insert");
        var connection = arguments.Connection ?? PostgresServer.Start(fsync: true).NewDatabase();
        return new Databases(name => InSchema(connection, $"myagent_{name.Replace('-', '_')}"), () => new BareCopy(InSchema(connection, "myagent_ceiling")),
            "PostgreSQL with synchronous_commit=on", "the same rows in the same batches by COPY or a bare insert of many rows, the faster of both");
    }

    /// <summary>Creates a new schema for this run. In a database that the command line names, all rows are in such schemas.</summary>
    private static PostgresDatabase InSchema(string connection, string schema)
    {
        PostgresServer.Execute(connection, $"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        return new PostgresDatabase($"{connection};Search Path={schema}");
    }
}
