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

/// <summary>Journal and snapshots by Akka.Persistence.Sql.</summary>
internal static class SqlJournalHosting
{
    private const string Journal = "akka.persistence.journal.sql";
    private const int MaxPrepared = 32;

    /// <summary>Akka.Persistence.Sql's own configuration, behind everything else.</summary>
    public static Config Defaults => SqlPersistence.DefaultConfiguration;

    /// <summary>Adds Akka.Persistence.Sql's own configuration, and what of ours cannot be said in a configuration file.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="config">Names the provider and the connection.</param>
    public static AkkaConfigurationBuilder AddSqlJournal(this AkkaConfigurationBuilder builder, Config config)
    {
        builder.AddHocon(Defaults, HoconAddMode.Append);
        foreach (var setup in SetupsOf(config))
            builder.AddSetup(setup);
        return builder;
    }

    /// <summary>What of ours cannot be said in a configuration file.</summary>
    /// <param name="config">Names the provider and the connection.</param>
    public static IEnumerable<Setup> SetupsOf(Config config)
    {
        var (provider, connection) = (config.GetString($"{Journal}.provider-name", ""), config.GetString($"{Journal}.connection-string", ""));
        if (OptionsOf(provider, connection) is { } options)
            yield return new DataOptionsSetup(options);
        if (provider == ProviderName.PostgreSQL15)
            yield return UnknownCallers.OfPostgres(Prepared(connection));
    }

    /// <summary>Tells which callers have no events; null where each is looked for in the journal.</summary>
    /// <param name="system">The actor system.</param>
    public static UnknownCallers? UnknownCallersOf(ActorSystem system) =>
        system.Settings.Setup.Get<UnknownCallers>() is { HasValue: true, Value: var blank } ? blank : null;

    /// <summary>How the database is spoken to; null where that is for Akka.Persistence.Sql to say.</summary>
    /// <param name="provider">linq2db's name of the database.</param>
    /// <param name="connection">How it is reached.</param>
    public static DataOptions? OptionsOf(string provider, string connection) => provider switch
    {
        ProviderName.SQLiteMS => new DataOptions().UseConnectionString(provider, connection).UseInterceptor(new SqliteConnectionInterceptor()),
        ProviderName.PostgreSQL15 => new DataOptions().UseConnectionString(provider, Prepared(connection)).WithOptions<PostgreSQLOptions>(
            postgres => postgres with { BulkCopyType = BulkCopyType.ProviderSpecific }),
        _ => null,
    };

    /// <summary>The same few statements come again and again: they are prepared, and stay so between two uses of a connection, which carries
    /// nothing from one to the other.</summary>
    private static string Prepared(string connection)
    {
        var named = new NpgsqlConnectionStringBuilder(connection) { NoResetOnClose = true };
        if (named.MaxAutoPrepare == 0)
            (named.MaxAutoPrepare, named.AutoPrepareMinUsages) = (MaxPrepared, 2);
        return named.ConnectionString;
    }
}
