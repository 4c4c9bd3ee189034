using System.Data.Common;
using MyAgent.Engine.Storage.Schema;
using MyAgent.Engine.Storage.Sql;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database. The connection string must name the server itself, not a pooler in transaction mode: the claim on the journal belongs to a
/// session.</summary>
internal sealed class PostgresDatabase : IEngineDatabase
{
    private const int DefaultPoolSize = 100;
    private const int MaxReaders = 20;

    /// <summary>How often a standby checks whether the journal is free.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The settings of the connections of a cluster's nodes: a transaction of a node that has stopped or disappeared does not block the readers of the journal
    /// for long.</summary>
    private const string NodeSettings = "-c synchronous_commit=on -c statement_timeout=30s -c idle_in_transaction_session_timeout=10s "
        + "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=5 -c tcp_user_timeout=10s";

    private readonly string _writer;
    private readonly string _reader;
    private readonly string _listener;

    /// <param name="connection">The connection string for Npgsql: <c>Host=…;Database=…;Username=…</c>. A password may also come from <c>PGPASSWORD</c> or a
    /// password file.</param>
    /// <exception cref="ArgumentException">The connection string is invalid, or names no host.</exception>
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

    /// <summary>The schema version of its tables, and the migrations.</summary>
    internal PostgresSchema Schema => new(Name, SchemaScript.Postgres);

    /// <inheritdoc/>
    string IEngineDatabase.ConnectionString => ConnectionString;

    /// <inheritdoc/>
    public StoredJournal ReadJournal(TimeProvider? time = null) => new(() => new PostgresJournalSource(this), time);

    /// <summary>Waits until no engine has claimed the journal. Another standby may claim it first.</summary>
    /// <param name="time">Times the checks.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
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

    /// <summary>Opens a connection outside the pool. Its loss is noticed when it is used, and within seconds while it is idle.</summary>
    internal NpgsqlConnection OpenWriter() => Open(new NpgsqlConnection(_writer));

    /// <summary>Opens a connection for notifications. Npgsql checks every 10 seconds that the server can be reached.</summary>
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

    /// <summary>Takes a connection for reading from the pool.</summary>
    internal NpgsqlConnection OpenReader() => Open(new NpgsqlConnection(_reader));

    /// <summary>Access for the stores whose SQL is the same in SQLite.</summary>
    /// <param name="write">Writes over a connection.</param>
    internal SqlAccess Access(Func<Func<DbConnection, int>, Task<int>> write) => new(
        OpenReader, write, (name, bytes) => new NpgsqlParameter<ReadOnlyMemory<byte>>(name, bytes), BinaryCollation: "\"C\"");

    /// <summary>Runs a write in a transaction, over a connection from the pool.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">The database cannot be written at the moment.</exception>
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

    /// <summary>Closes the pool of connections for reading.</summary>
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
