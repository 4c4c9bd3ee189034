using System.Collections.Immutable;
using System.Data.Common;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;
using Akka.Persistence.Sql.Journal;
using Akka.Persistence.Sql.Journal.Dao;
using Akka.Streams;
using MyAgent.Engine.Akka.Telemetry;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Akka.Persistence.Sql's journal, but for two things: it tells of what it has committed (<see cref="CommittedSetup"/>); and where an event of one entity has been written by another node already, only that
/// entity's events fail. There all that were to be written in the same transaction do.</summary>
internal sealed class SqlJournal : SqlWriteJournal
{
    /// <summary>The plugin.</summary>
    internal const string PluginId = "akka.persistence.journal.sql";

    private readonly Config _config;
    private readonly EngineMetrics _metrics = EngineMetrics.Of(Context.System);
    private readonly CommittedSetup? _committed;
    private readonly CancellationTokenSource _stopped = new();
    private ActorMaterializer _materializer = null!;
    private ByteArrayJournalDao _oneByOne = null!;

    /// <summary>Makes the journal.</summary>
    /// <param name="config">The configuration of the plugin.</param>
    public SqlJournal(Config config)
        : base(config)
    {
        _config = config;
        if (Context.System.Settings.Setup.Get<CommittedSetup>() is { HasValue: true, Value: var committed })
            _committed = committed;
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        var config = new JournalConfig(ConfigurationFactory.ParseString("batch-size = 1, parallelism = 1")
            .WithFallback(_config).WithFallback(SqlPersistence.DefaultJournalConfiguration));
        if (SqlJournalHosting.OptionsOf(config.ProviderName, config.ConnectionString) is { } options)
            config = config.WithDataOptions(options);
        _materializer = Context.Materializer();
        _oneByOne = new ByteArrayJournalDao(
            Context.System.Scheduler.Advanced, _materializer, new AkkaPersistenceDataConnectionFactory(config), config,
            Context.System.Serialization, Context.GetLogger(), Guid.NewGuid().ToString("N"), _stopped.Token);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopped.Cancel();
        _materializer.Dispose();
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var (began, failed) = (EngineMetrics.Timestamp, true);
        try
        {
            var results = await WriteAsync(writes, cancellationToken).ConfigureAwait(false);
            _committed?.Tell();
            failed = results?.Any(result => result is not null) == true;
            return results!;
        }
        finally
        {
            _metrics.Written(failed, began);
        }
    }

    /// <summary>An entity has no other events under way meanwhile: what is written a second time keeps its order.</summary>
    private async Task<IImmutableList<Exception>> WriteAsync(List<AtomicWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            return await base.WriteMessagesAsync(writes, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException refused) when (IsTaken(refused))
        {
            // Nothing of the transaction was written. Now each entity has one of its own.
            return await _oneByOne.AsyncWriteMessages(writes, cancellationToken, DateTime.UtcNow.Ticks).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a sequence number of an entity was there already.</summary>
    private static bool IsTaken(DbException refused) => refused switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT } => true,
        _ => false,
    };
}
