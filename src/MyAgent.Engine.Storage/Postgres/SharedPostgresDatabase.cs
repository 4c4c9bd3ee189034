using System.Data;
using MyAgent.Engine.Storage.Projections;
using MyAgent.Engine.Storage.Sql;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database that the nodes of a cluster write together.</summary>
internal sealed class SharedPostgresDatabase : ISharedDatabase
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private readonly PostgresDatabase _database;
    private readonly Func<PostgresDatabase, NpgsqlConnection> _share;
    private readonly Action<Exception>? _onFailure;
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _keeping;
    private volatile string? _trouble;

    /// <param name="database">The database.</param>
    /// <param name="onFailure">Receives failures to claim it again, as in <see cref="IEngineDatabase.Share"/>.</param>
    /// <param name="share">Claims it; null (the default) for <see cref="WriterSession.Share"/>.</param>
    /// <exception cref="JournalInUseException">An engine that is not a node of the cluster has claimed it.</exception>
    public SharedPostgresDatabase(PostgresDatabase database, Action<Exception>? onFailure, Func<PostgresDatabase, NpgsqlConnection>? share = null)
    {
        (_database, _onFailure, _share) = (database, onFailure, share ?? WriterSession.Share);
        _keeping = KeepAsync(new SharedClaim(_share(database)));
        Projections = new SqlProjectionStore(database.OpenReader, database.WriteInTransactionAsync);
        var access = database.Access(WriteAsync);
        Sessions = new SqlWebSessionStore(access);
        (VoiceMessages, Tokens) = (new SqlVoiceMessageStore(access, TimeProvider.System), new SqlAccessTokenStore(access));
    }

    /// <inheritdoc/>
    public Task TakenOver => _takenOver.Task;

    /// <inheritdoc/>
    public string? Trouble => _trouble;

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <inheritdoc/>
    public IAccessTokenStore Tokens { get; }

    /// <inheritdoc/>
    public IWebSessionStore Sessions { get; }

    /// <inheritdoc/>
    public SharedJournalFeed Follow(TimeSpan poll, Action<Exception> failed, TimeProvider? time = null) => new(
        () => new PostgresJournalSource(_database), notified => new CommitListener(_database, notified, time ?? TimeProvider.System), poll, failed, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public IProjectionStore Projections { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_closing.IsCancellationRequested)
            return;
        _closing.Cancel();
        _keeping.GetAwaiter().GetResult();
        _closing.Dispose();
        _database.CloseReaders();
    }

    /// <summary>Claims the database again whenever the connection with the claim is lost, and retries after a failure, until an engine outside the cluster has claimed
    /// it.</summary>
    private async Task KeepAsync(SharedClaim claim)
    {
        while (true)
        {
            await Task.WhenAny(claim.Lost, Task.Delay(Timeout.Infinite, _closing.Token)).ConfigureAwait(false);
            claim.Dispose();
            if (_closing.IsCancellationRequested || await ClaimAgainAsync().ConfigureAwait(false) is not { } again)
                return;
            claim = again;
        }
    }

    private async Task<SharedClaim?> ClaimAgainAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var claim = new SharedClaim(await Task.Run(() => _share(_database)).ConfigureAwait(false));
                _trouble = null;
                return claim;
            }
            catch (Exception failure) when (failure is JournalInUseException or NewerDatabaseException)
            {
                Failed(failure, isNews: true);
                _takenOver.TrySetResult();
                return null;
            }
            catch (Exception failure)
            {
                Failed(failure, isNews: _trouble is null);
                await Task.WhenAny(Task.Delay(RetryInterval, _closing.Token)).ConfigureAwait(false);
            }
        }
        return null;
    }

    private void Failed(Exception failure, bool isNews)
    {
        _trouble = $"The claim on the database is lost: {failure.Message}";
        if (isNews)
            _onFailure?.Invoke(failure);
    }

    private Task<int> WriteAsync(Func<NpgsqlConnection, int> write) => Task.Run(() =>
    {
        try
        {
            using var connection = _database.OpenReader();
            return write(connection);
        }
        catch (NpgsqlException failure)
        {
            throw GroupCommitWriter.Unavailable(failure);
        }
    });

    /// <summary>A connection with a shared claim, which prevents engines outside the cluster from claiming the database.</summary>
    private sealed class SharedClaim : IDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SharedClaim(NpgsqlConnection connection)
        {
            _connection = connection;
            connection.StateChange += OnStateChange;
        }

        /// <summary>Completes when the connection is lost.</summary>
        public Task Lost => _lost.Task;

        public void Dispose()
        {
            _connection.StateChange -= OnStateChange;
            WriterSession.Close(_connection);
        }

        private void OnStateChange(object sender, StateChangeEventArgs change)
        {
            if (change.CurrentState is ConnectionState.Broken or ConnectionState.Closed)
                _lost.TrySetResult();
        }
    }
}
