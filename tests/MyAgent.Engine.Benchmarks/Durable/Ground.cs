using MyAgent.Engine.TestSupport;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>Where a run takes place: the engine's database and beside it the ceiling's, on the same disk.</summary>
/// <param name="Engine">The engine's.</param>
/// <param name="NewCeiling">Opens the ceiling's.</param>
/// <param name="NewForHost">Gives an empty one for a host, by its name.</param>
/// <param name="Journal">What the journal is, for the report.</param>
/// <param name="Ceiling">What the ceiling is, for the report.</param>
internal sealed record Ground(
    IEngineDatabase Engine, Func<ICeiling> NewCeiling, Func<string, IEngineDatabase> NewForHost, string Journal, string Ceiling)
{
    /// <summary>The one that the command line asks for.</summary>
    public static Ground Of(Arguments arguments, DataFolder folder)
    {
        if (!arguments.Postgres)
            return new Ground(new SqliteDatabase(folder.PathOf("engine.db")), () => new BareInsert(folder.PathOf("ceiling.db")),
                host => new SqliteDatabase(folder.PathOf($"{host}.db")), "SQLite with synchronous=FULL",
                "the same rows in the same batches by a bare prepared insert");
        var connection = arguments.Connection ?? PostgresServer.Start(fsync: true).NewDatabase();
        return new Ground(InSchema(connection, "myagent_engine"), () => new BareCopy(InSchema(connection, "myagent_ceiling")),
            host => InSchema(connection, $"myagent_{host.Replace('-', '_')}"), "PostgreSQL with synchronous_commit=on",
            "the same rows in the same batches by COPY or a bare insert of many rows, the faster of both");
    }

    /// <summary>A schema of its own, new for this run; whoever gives a connection finds the figures' rows there and nowhere else.</summary>
    private static PostgresDatabase InSchema(string connection, string schema)
    {
        PostgresServer.Execute(connection, $"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        return new PostgresDatabase($"{connection};Search Path={schema}");
    }
}
