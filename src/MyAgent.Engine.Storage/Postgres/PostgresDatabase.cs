using System.Data.Common;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.Storage.Sql;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database. The connection string must lead to the server itself, not through a pooler that lends a session for one
/// transaction only: the claim on the journal belongs to a session.</summary>
public sealed class PostgresDatabase : IEngineDatabase
{
    private const int DefaultPoolSize = 100;
    private const int MaxReaders = 20;

    /// <summary>How often a standby checks whether the journal is free.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>What holds for the transactions of a cluster's nodes: one whose node stands still or has gone does not keep the readers of the journal
    /// waiting for long.</summary>
    private const string NodeSettings = "-c synchronous_commit=on -c statement_timeout=30s -c idle_in_transaction_session_timeout=10s "
        + "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=5 -c tcp_user_timeout=10s";

    private readonly string _writer;
    private readonly string _reader;
    private readonly string _listener;

    /// <param name="connection">How it is reached, in Npgsql's words: <c>Host=…;Database=…;Username=…</c>. A password may also come from
    /// <c>PGPASSWORD</c> or a password file.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read or names no host.</exception>
    public PostgresDatabase(string connection)
    {
        var named = new NpgsqlConnectionStringBuilder(connection);
        if (string.IsNullOrEmpty(named.Host))
            throw new ArgumentException("It names no Host.", nameof(connection));
        Name = $"postgresql://{named.Host}:{named.Port}/{named.Database ?? named.Username}";
        named.ApplicationName ??= "myagent";
        named.Enlist = false;
        ConnectionString = new NpgsqlConnectionStringBuilder(named.ConnectionString) { Options = $"{NodeSettings} {named.Options}".TrimEnd() }.ConnectionString;
        _writer = new NpgsqlConnectionStringBuilder(named.ConnectionString) { Pooling = false, KeepAlive = 1 }.ConnectionString;
        _listener = new NpgsqlConnectionStringBuilder(named.ConnectionString) { Pooling = false, KeepAlive = 10 }.ConnectionString;
        _reader = new NpgsqlConnectionStringBuilder(named.ConnectionString)
        {
            Pooling = true,
            MaxPoolSize = named.MaxPoolSize == DefaultPoolSize ? MaxReaders : named.MaxPoolSize,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;
    }

    /// <inheritdoc/>
    public string Name { get; }

    private string ConnectionString { get; }

    /// <summary>The version of its tables.</summary>
    internal PostgresSchema Schema => new(Name, SchemaScript.Postgres);

    /// <inheritdoc/>
    string IEngineDatabase.ConnectionString => ConnectionString;

    /// <inheritdoc/>
    public StoredJournal ReadJournal(TimeProvider? time = null) => new(() => new PostgresJournalSource(this), time);

    /// <summary>Waits until nobody has claimed the journal. Somebody else who waits may be faster to claim it then.</summary>
    /// <param name="time">Times the looking.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="NpgsqlException">The database cannot be asked.</exception>
    public async Task UntilFreeAsync(TimeProvider time, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(_writer);
        await connection.OpenAsync(cancel).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Interval, time);
        await using var look = new NpgsqlCommand(WriterSession.TryLock, connection);
        while (await look.ExecuteScalarAsync(cancel).ConfigureAwait(false) is not true)
            await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false);
        await using var release = new NpgsqlCommand(WriterSession.Unlock, connection);
        await release.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    IJournalSource IEngineDatabase.OpenSource() => new PostgresJournalSource(this);

    /// <inheritdoc/>
    IClaimedDatabase IEngineDatabase.Claim() => new ClaimedPostgresDatabase(this);

    /// <inheritdoc/>
    public ISharedDatabase Share(Action<Exception>? onFailure = null) => new SharedPostgresDatabase(this, onFailure);

    /// <summary>Opens a connection of its own, whose end the caller hears of when it is used, or within seconds where it is idle.</summary>
    internal NpgsqlConnection OpenWriter() => Open(new NpgsqlConnection(_writer));

    /// <summary>Opens a connection on which somebody waits for notifications. Npgsql asks now and then whether the server is still there.</summary>
    internal async Task<NpgsqlConnection> OpenListenerAsync(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(_listener);
        try
        {
            await connection.OpenAsync(cancel).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes a connection for reading from those that are kept open.</summary>
    internal NpgsqlConnection OpenReader() => Open(new NpgsqlConnection(_reader));

    /// <summary>The database as the stores see it whose SQL is the same in SQLite.</summary>
    /// <param name="write">Writes over a connection.</param>
    internal SqlAccess Access(Func<Func<DbConnection, int>, Task<int>> write) => new(
        OpenReader, write, (name, bytes) => new NpgsqlParameter<ReadOnlyMemory<byte>>(name, bytes), BinaryCollation: "\"C\"");

    /// <summary>Does all of something or nothing, over a connection of its own.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It cannot be written at the moment.</exception>
    internal Task<int> WriteInTransactionAsync(Func<NpgsqlConnection, int> write) => Task.Run(() =>
    {
        try
        {
            using var connection = OpenReader();
            using var transaction = connection.BeginTransaction();
            var changed = write(connection);
            transaction.Commit();
            return changed;
        }
        catch (NpgsqlException failure)
        {
            throw GroupCommitWriter.Unavailable(failure);
        }
    });

    /// <summary>Closes the connections for reading that are kept open.</summary>
    internal void CloseReaders() => NpgsqlConnection.ClearPool(new NpgsqlConnection(_reader));

    private static NpgsqlConnection Open(NpgsqlConnection connection)
    {
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
