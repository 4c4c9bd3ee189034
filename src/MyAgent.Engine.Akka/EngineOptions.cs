using Akka.Hosting;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;
using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Akka;

/// <summary>How the engine runs. What can be written in a configuration file can be bound from one; what operators tune is in the HOCON files.</summary>
public sealed class EngineOptions
{
    /// <summary>In this process only, or as a node of a cluster; default <see cref="EngineMode.Solo"/>.</summary>
    public EngineMode Mode { get; set; } = EngineMode.Solo;

    /// <summary>The directory of the SQLite database <c>engine.db</c>; default <c>data</c>. It must exist. Not used with <see cref="Connection"/> or
    /// <see cref="Database"/>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The connection string of a PostgreSQL database; null (the default) for SQLite.</summary>
    public string? Connection { get; set; }

    /// <summary>What writes the journal in solo mode; default <see cref="JournalPlugin.GroupCommit"/>. The nodes of a cluster always use
    /// <see cref="JournalPlugin.Sql"/>.</summary>
    public JournalPlugin JournalPlugin { get; set; } = JournalPlugin.GroupCommit;

    /// <summary>How many commands may wait for their answers in solo mode before more are refused; default 8192.</summary>
    public int Capacity { get; set; } = 8192;

    /// <summary>The directory of the HOCON files; null (the default) for the environment variable <c>MYAGENT_HOCON</c>, and without that for
    /// <c>hocon</c> beside the program.</summary>
    public string? HoconDirectory { get; set; }

    /// <summary>HOCON that overrides the files; default none.</summary>
    public string Hocon { get; set; } = "";

    /// <summary>The database, where <see cref="DataDirectory"/> and <see cref="Connection"/> do not name it; default null.</summary>
    public IEngineDatabase? Database { get; set; }

    /// <summary>Gives the value of an environment variable that the HOCON files name, null for one that is not set; default: the process's own.</summary>
    public Func<string, string?> EnvironmentVariable { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Adds to the engine's actor system, after the engine's own actors; default nothing.</summary>
    public Action<AkkaConfigurationBuilder, IServiceProvider> ConfigureAkka { get; set; } = (_, _) => { };

    /// <summary>Stands between the engine and its journal: for tests that let it fail.</summary>
    internal Func<IJournal, IJournal> WrapJournal { get; set; } = journal => journal;

    /// <summary>The database that is meant.</summary>
    internal IEngineDatabase ResolveDatabase() => Database
        ?? (Connection is { } connection ? new PostgresDatabase(connection) : new SqliteDatabase(Path.Combine(DataDirectory, "engine.db")));
}
