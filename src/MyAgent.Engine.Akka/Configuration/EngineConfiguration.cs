using Akka.Configuration;
using MyAgent.Engine.Storage;
using MyAgent.Engine.Storage.Postgres;

namespace MyAgent.Engine.Akka.Configuration;

/// <summary>Reads the HOCON files of an engine.</summary>
internal static class EngineConfiguration
{
    /// <summary>The environment variable that names another directory of HOCON files.</summary>
    private const string DirectoryVariable = "MYAGENT_HOCON";

    /// <summary>The environment variable that enables TLS between nodes.</summary>
    private const string TlsVariable = "MYAGENT_TLS_CERTIFICATE";

    private static readonly TimeSpan MinTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(1);

    /// <summary>The ranges of the engine's own times. A grace period of more than five minutes would hide missed offers (rule 33c).</summary>
    private static readonly (string Key, TimeSpan Min, TimeSpan Max)[] Times =
    [
        ("myagent.ask-timeout", MinTime, MaxTime),
        ("myagent.recovery-grace", TimeSpan.Zero, TimeSpan.FromMinutes(5)),
        ("myagent.journal-poll-interval", MinTime, MaxTime),
        ("myagent.roll-call.interval", MinTime, MaxTime),
        ("myagent.roll-call.soon", MinTime, MaxTime),
        ("myagent.roll-call.patience", MinTime, MaxTime),
        ("myagent.solo.passivate-callers-after", MinTime, MaxTime),
    ];

    /// <summary>The engine's own numbers; each is at least 1.</summary>
    private static readonly string[] Counts = ["myagent.snapshot-every", "myagent.roll-call.at-once"];

    /// <summary>The configuration of a node of a cluster.</summary>
    /// <param name="options">The engine's options.</param>
    /// <param name="database">The database that the nodes share.</param>
    /// <exception cref="InvalidEngineConfigurationException">It cannot be read, or has a value that is not allowed.</exception>
    public static Config ForNode(EngineOptions options, IEngineDatabase database)
    {
        List<string> files = ["engine.conf", "cluster.conf", SqlFileOf(database)];
        if (!string.IsNullOrEmpty(options.EnvironmentVariable(TlsVariable)))
            files.Add("remote-tls.conf");
        return SqlPlugin.Connect(database.ConnectionString).WithFallback(Read(options, files));
    }

    /// <summary>The configuration of an engine in one process.</summary>
    /// <param name="options">The engine's options.</param>
    /// <param name="database">The engine's database.</param>
    /// <exception cref="InvalidEngineConfigurationException">It cannot be read, or has a value that is not allowed.</exception>
    public static Config ForSolo(EngineOptions options, IEngineDatabase database) => options.JournalPlugin == JournalPlugin.Sql
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
            CheckTimes(config);
            CheckCounts(config);
            return config;
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or FormatException or ConfigurationException)
        {
            throw new InvalidEngineConfigurationException($"The configuration in '{directory}' cannot be read. {bad.Message}");
        }
    }

    private static void CheckTimes(Config config)
    {
        foreach (var (key, min, max) in Times.Where(time => config.HasPath(time.Key)))
        {
            if (Value(key, () => config.GetTimeSpan(key)) is var time && (time < min || time > max))
                throw new FormatException($"{key} is {config.GetString(key)}; it must be from {min.TotalSeconds} s to {max.TotalSeconds} s.");
        }
    }

    private static void CheckCounts(Config config)
    {
        foreach (var key in Counts.Where(config.HasPath))
        {
            if (Value(key, () => config.GetInt(key)) < 1)
                throw new FormatException($"{key} is {config.GetString(key)}; it must be at least 1.");
        }
    }

    /// <summary>Akka.NET's own message does not name the key.</summary>
    private static T Value<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException or ConfigurationException)
        {
            throw new FormatException($"{key} cannot be read: {unreadable.Message}");
        }
    }
}
