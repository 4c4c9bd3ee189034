using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Journal and snapshots by Akka.Persistence.Sql.</summary>
internal static class SqlJournalHosting
{
    private const string Journal = "akka.persistence.journal.sql";

    /// <summary>Akka.Persistence.Sql's own configuration, behind everything else.</summary>
    public static Config Defaults => SqlPersistence.DefaultConfiguration;

    /// <summary>Adds Akka.Persistence.Sql's own configuration, and what of ours cannot be said in a configuration file.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="config">Names the provider and the connection.</param>
    public static AkkaConfigurationBuilder AddSqlJournal(this AkkaConfigurationBuilder builder, Config config)
    {
        builder.AddHocon(Defaults, HoconAddMode.Append);
        return SetupOf(config) is { } setup ? builder.AddSetup(setup) : builder;
    }

    /// <summary>What of ours cannot be said in a configuration file; null for nothing.</summary>
    /// <param name="config">Names the provider and the connection.</param>
    public static Setup? SetupOf(Config config)
    {
        var provider = config.GetString($"{Journal}.provider-name", "");
        return provider.StartsWith(ProviderName.SQLite, StringComparison.Ordinal)
            ? new DataOptionsSetup(new DataOptions()
                .UseConnectionString(provider, config.GetString($"{Journal}.connection-string"))
                .UseInterceptor(new SqliteConnections()))
            : null;
    }
}
