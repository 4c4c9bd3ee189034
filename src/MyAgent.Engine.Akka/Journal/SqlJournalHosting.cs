using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.PostgreSQL;
using Npgsql;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Adds Akka.Persistence.Sql as journal and snapshot store.</summary>
internal static class SqlJournalHosting
{
    private const string Journal = "akka.persistence.journal.sql";
    private const int MaxPrepared = 32;

    /// <summary>Akka.Persistence.Sql's own configuration: the last fallback.</summary>
    public static Config Defaults => SqlPersistence.DefaultConfiguration;

    /// <summary>Adds Akka.Persistence.Sql's own configuration, and the setups of the engine.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="config">Has the provider and the connection.</param>
    public static AkkaConfigurationBuilder AddSqlJournal(this AkkaConfigurationBuilder builder, Config config)
    {
        builder.AddHocon(Defaults, HoconAddMode.Append);
        foreach (var setup in SetupsOf(config))
            builder.AddSetup(setup);
        return builder;
    }

    /// <summary>The settings that cannot be written in a configuration file.</summary>
    /// <param name="config">Has the provider and the connection.</param>
    public static IEnumerable<Setup> SetupsOf(Config config)
    {
        var (provider, connection) = (config.GetString($"{Journal}.provider-name", ""), config.GetString($"{Journal}.connection-string", ""));
        if (OptionsOf(provider, connection) is { } options)
            yield return new DataOptionsSetup(options);
        if (provider == ProviderName.PostgreSQL15)
            yield return UnknownCallers.OfPostgres(Prepared(connection));
    }

    /// <summary>The unknown callers of an actor system; null if the journal is queried for every caller.</summary>
    /// <param name="system">The actor system.</param>
    public static UnknownCallers? UnknownCallersOf(ActorSystem system) =>
        system.Settings.Setup.Get<UnknownCallers>() is { HasValue: true, Value: var blank } ? blank : null;

    /// <summary>The options of the connections; null for those of Akka.Persistence.Sql.</summary>
    /// <param name="provider">linq2db's name of the database.</param>
    /// <param name="connection">The connection string.</param>
    public static DataOptions? OptionsOf(string provider, string connection) => provider switch
    {
        ProviderName.SQLiteMS => new DataOptions().UseConnectionString(provider, connection).UseInterceptor(new SqliteConnectionInterceptor()),
        ProviderName.PostgreSQL15 => new DataOptions().UseConnectionString(provider, Prepared(connection)).WithOptions<PostgreSQLOptions>(
            postgres => postgres with { BulkCopyType = BulkCopyType.ProviderSpecific }),
        _ => null,
    };

    /// <summary>The same few statements repeat: Npgsql prepares them, and they stay prepared between two uses of a connection, which need no reset because
    /// they leave nothing behind.</summary>
    private static string Prepared(string connection)
    {
        var named = new NpgsqlConnectionStringBuilder(connection) { NoResetOnClose = true };
        if (named.MaxAutoPrepare == 0)
            (named.MaxAutoPrepare, named.AutoPrepareMinUsages) = (MaxPrepared, 2);
        return named.ConnectionString;
    }
}
