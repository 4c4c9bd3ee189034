using Akka.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka;

/// <summary>The options of the engine. The simple ones can be bound from a configuration file; what operators tune is in the HOCON files.</summary>
public sealed class EngineOptions
{
    /// <summary>In this process only, or as a node of a cluster; default <see cref="EngineMode.Solo"/>.</summary>
    public EngineMode Mode { get; set; } = EngineMode.Solo;

    /// <summary>The directory of the SQLite database <c>engine.db</c>; default <c>data</c>. It must exist. Ignored if <see cref="Connection"/> or
    /// <see cref="Database"/> is set.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The connection string of a PostgreSQL database; null (the default) for SQLite.</summary>
    public string? Connection { get; set; }

    /// <summary>The journal plugin in solo mode; default <see cref="JournalPlugin.GroupCommit"/>. The nodes of a cluster always use
    /// <see cref="JournalPlugin.Sql"/>.</summary>
    public JournalPlugin JournalPlugin { get; set; } = JournalPlugin.GroupCommit;

    /// <summary>The maximum number of commands and queries that wait for an answer in solo mode; more are refused. Default 8192.</summary>
    public int Capacity { get; set; } = 8192;

    /// <summary>The directory of the HOCON files; null (the default) for the directory that the environment variable <c>MYAGENT_HOCON</c>
    /// names, or <c>hocon</c> next to the program if it is not set.</summary>
    public string? HoconDirectory { get; set; }

    /// <summary>HOCON that overrides the files; default none.</summary>
    public string Hocon { get; set; } = "";

    /// <summary>The database, instead of the one that <see cref="DataDirectory"/> or <see cref="Connection"/> names; default null.</summary>
    internal IEngineDatabase? Database { get; set; }

    /// <summary>Returns the value of an environment variable that the HOCON files name, null if it is not set; default: that of the process.</summary>
    internal Func<string, string?> EnvironmentVariable { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Extends the engine's actor system, after the engine's own actors; default nothing.</summary>
    public Action<AkkaConfigurationBuilder, IServiceProvider> ConfigureAkka { get; set; } = (_, _) => { };

    /// <summary>Wraps the journal of the engine: for tests that let it fail.</summary>
    internal Func<IJournal, IJournal> WrapJournal { get; set; } = journal => journal;

    /// <summary>The database that the options name.</summary>
    internal IEngineDatabase ResolveDatabase() => Database
        ?? (Connection is { } connection ? new PostgresDatabase(connection) : new SqliteDatabase(Path.Combine(DataDirectory, "engine.db")));
}
