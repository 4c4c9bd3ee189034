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
using Microsoft.Data.Sqlite;
using MyAgent.Engine.Akka.Telemetry;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Storage;
using Npgsql;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Akka.Persistence.Sql's journal with three changes: it calls a listener after a commit (<see cref="CommitListenerSetup"/>); it does not
/// query the events of unknown callers (<see cref="UnknownCallers"/>); and if another node has already written an event of one entity, only the write of
/// that entity fails. In Akka.Persistence.Sql all writes of the same transaction fail.</summary>
internal sealed class SqlJournal : SqlWriteJournal
{
    /// <summary>The id of the plugin.</summary>
    internal const string PluginId = "akka.persistence.journal.sql";

    private static readonly TimeSpan FailureCounts = TimeSpan.FromSeconds(5);

    private readonly Config _config;
    private readonly EngineMetrics _metrics = EngineMetrics.Of(Context.System);
    private readonly CommitListenerSetup? _commitListener;
    private readonly EngineStore? _store = EngineStoreSetup.Find(Context.System)?.Store;
    private readonly UnknownCallers? _unknownCallers = SqlJournalHosting.UnknownCallersOf(Context.System);
    private readonly IScheduler _clock = Context.System.Scheduler;
    private readonly CancellationTokenSource _stopped = new();
    private ActorMaterializer _materializer = null!;
    private ByteArrayJournalDao _oneByOne = null!;
    private WriteFailure? _failure;

    /// <summary>Called by Akka.NET.</summary>
    /// <param name="config">The configuration of the plugin.</param>
    public SqlJournal(Config config)
        : base(config)
    {
        _config = config;
        if (Context.System.Settings.Setup.Get<CommitListenerSetup>() is { HasValue: true, Value: var committed })
            _commitListener = committed;
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
    /// <remarks>Failed writes are tried again within seconds, so only a failure of the last few seconds shows the present state of the journal.</remarks>
    public override Task<PersistenceHealthCheckResult> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        Volatile.Read(ref _failure) is { } failure && _clock.MonotonicClock - failure.At < FailureCounts
            ? Task.FromResult(new PersistenceHealthCheckResult(PersistenceHealthStatus.Unhealthy, $"The journal cannot be written: {failure.Cause.Message}", failure.Cause))
            : base.CheckHealthAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        _unknownCallers?.TakeUnknown(persistenceId) == true ? Task.FromResult(0L) : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var (began, failed) = (EngineMetrics.Timestamp, true);
        NoteNewEntities(writes);
        writes.ForEach(write => _unknownCallers?.WriteBegins(write.PersistenceId));
        try
        {
            var results = await WriteAsync(writes, cancellationToken).ConfigureAwait(false);
            _commitListener?.Notify();
            failed = results?.Any(result => result is not null) == true;
            Volatile.Write(ref _failure, null);
            return results!;
        }
        catch (Exception cause) when (cause is not DbException refused || !IsTaken(refused))
        {
            Volatile.Write(ref _failure, new WriteFailure(cause, _clock.MonotonicClock));
            throw;
        }
        finally
        {
            writes.ForEach(write => _unknownCallers?.WriteEnds(write.PersistenceId));
            _metrics.Written(failed, began);
        }
    }

    /// <summary>An entity has one write at a time, so a second attempt keeps the order of its events.</summary>
    private async Task<IImmutableList<Exception>> WriteAsync(List<AtomicWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            return await base.WriteMessagesAsync(writes, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException refused) when (IsTaken(refused))
        {
            // The transaction is rolled back. Now each write has a transaction of its own.
            return await _oneByOne.AsyncWriteMessages(writes, cancellationToken, DateTime.UtcNow.Ticks).ConfigureAwait(false);
        }
    }

    /// <summary>In one process the set of entities with events is kept in memory.</summary>
    private void NoteNewEntities(List<AtomicWrite> writes)
    {
        if (_store is null)
            return;
        foreach (var write in writes)
        {
            if (write.LowestSequenceNr == 1)
                _store.Known.Add(EntityAddress.Parse(write.PersistenceId));
        }
    }

    /// <summary>Whether another node has already written an event with the same sequence number.</summary>
    private static bool IsTaken(DbException refused) => refused switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY } => true,
        _ => false,
    };

    /// <summary>A failed write.</summary>
    /// <param name="Cause">Why it failed.</param>
    /// <param name="At">When it failed, by the scheduler's clock.</param>
    private sealed record WriteFailure(Exception Cause, TimeSpan At);
}
