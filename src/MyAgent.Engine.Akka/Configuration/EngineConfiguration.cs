using Akka.Configuration;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Reads the HOCON files of an engine.</summary>
internal static class EngineConfiguration
{
    /// <summary>The environment variable that names a directory with other files.</summary>
    private const string DirectoryVariable = "MYAGENT_HOCON";

    /// <summary>The environment variable that switches TLS on.</summary>
    private const string TlsVariable = "MYAGENT_TLS_CERTIFICATE";

    private const string RecoveryGrace = "myagent.recovery-grace";

    private static readonly TimeSpan MaxRecoveryGrace = TimeSpan.FromMinutes(5);

    /// <summary>The configuration of a node of a cluster.</summary>
    /// <param name="options">How the engine runs.</param>
    /// <param name="database">The database that the nodes share.</param>
    /// <exception cref="InvalidEngineConfigurationException">It cannot be read, or has a value that is not allowed.</exception>
    public static Config OfNode(EngineOptions options, IEngineDatabase database)
    {
        List<string> files = ["engine.conf", "cluster.conf", SqlFileOf(database)];
        if (!string.IsNullOrEmpty(options.EnvironmentVariable(TlsVariable)))
            files.Add("remote-tls.conf");
        return SqlPlugin.Connect(database.ConnectionString).WithFallback(Read(options, files));
    }

    /// <summary>The configuration of an engine in one process.</summary>
    /// <param name="options">How the engine runs.</param>
    /// <param name="database">Where everything is kept.</param>
    /// <exception cref="InvalidEngineConfigurationException">It cannot be read, or has a value that is not allowed.</exception>
    public static Config OfSolo(EngineOptions options, IEngineDatabase database) => options.JournalPlugin == JournalPlugin.Sql
        ? SqlPlugin.Connect(database.ConnectionString).WithFallback(Read(options, ["engine.conf", "solo.conf", SqlFileOf(database)]))
        : Read(options, ["engine.conf", "solo.conf"]);

    private static string SqlFileOf(IEngineDatabase database) => database is PostgresDatabase ? "persistence-postgres.conf" : "persistence-sqlite.conf";

    private static Config Read(EngineOptions options, IEnumerable<string> files)
    {
        var directory = options.HoconDirectory ?? options.EnvironmentVariable(DirectoryVariable);
        if (string.IsNullOrEmpty(directory))
            directory = Path.Combine(AppContext.BaseDirectory, "hocon");
        try
        {
            var config = ConfigurationFactory.ParseString(options.Hocon).WithFallback(HoconFiles.Read(directory, files, options.EnvironmentVariable));
            RequireRecoveryGrace(config);
            return config;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or FormatException or ConfigurationException)
        {
            throw new InvalidEngineConfigurationException($"The configuration in '{directory}' cannot be read. {bad.Message}");
        }
    }

    /// <summary>How long what was open during an outage is not held against anybody (rule 33c).</summary>
    private static void RequireRecoveryGrace(Config config)
    {
        if (config.GetTimeSpan(RecoveryGrace) is var grace && (grace < TimeSpan.Zero || grace > MaxRecoveryGrace))
            throw new FormatException($"{RecoveryGrace} is {grace.TotalSeconds} s; it must be from 0 s to {MaxRecoveryGrace.TotalSeconds} s.");
    }
}
