using System.Data;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database that the nodes of a cluster write together.</summary>
internal sealed class SharedPostgresDatabase : ISharedDatabase
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(500);

    private readonly PostgresDatabase _database;
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _keeping;

    /// <exception cref="JournalInUseException">An engine that is no such node has claimed it.</exception>
    public SharedPostgresDatabase(PostgresDatabase database)
    {
        _database = database;
        _keeping = KeepAsync(new SharedClaim(WriterSession.Share(database)));
        Sessions = new PostgresWebSessionStore(database, WriteAsync);
        (VoiceMessages, Tokens) = (new PostgresVoiceMessageStore(database, WriteAsync, TimeProvider.System), new PostgresAccessTokenStore(database, WriteAsync));
    }

    /// <inheritdoc/>
    public string ConnectionString => _database.ConnectionString;

    /// <inheritdoc/>
    public Task TakenOver => _takenOver.Task;

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <inheritdoc/>
    public IAccessTokenStore Tokens { get; }

    /// <inheritdoc/>
    public IWebSessionStore Sessions { get; }

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

    /// <summary>Claims it again whenever the connection is lost that does so, until an engine of another kind was faster.</summary>
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
                return new SharedClaim(await Task.Run(() => WriterSession.Share(_database)).ConfigureAwait(false));
            }
            catch (JournalInUseException)
            {
                _takenOver.TrySetResult();
                return null;
            }
            catch (NpgsqlException)
            {
                await Task.WhenAny(Task.Delay(BetweenAttempts, _closing.Token)).ConfigureAwait(false);
            }
        }
        return null;
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

    /// <summary>A connection that keeps others from claiming the database.</summary>
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
