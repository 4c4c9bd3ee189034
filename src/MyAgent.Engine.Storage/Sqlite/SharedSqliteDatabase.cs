using Microsoft.Data.Sqlite;
using MyAgent.Engine.Storage.Integrity;
using MyAgent.Engine.Storage.Projections;
using MyAgent.Engine.Storage.Sql;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>A SQLite file in which the entities write the journal themselves, all in this process.</summary>
internal sealed class SharedSqliteDatabase : ISharedDatabase
{
    private readonly SqliteDatabase _database;
    private readonly DatabaseLock _lock;
    private readonly SqliteConnection _connection;
    private readonly HighWaterFile _mark;
    private readonly SemaphoreSlim _one = new(1);
    private bool _closed;

    /// <exception cref="JournalInUseException">Another process has it open.</exception>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public SharedSqliteDatabase(SqliteDatabase database)
    {
        _database = database;
        _lock = new DatabaseLock(database.Path);
        try
        {
            (_connection, _mark) = SqliteHighWater.Open(database);
            SqliteDatabase.Execute(_connection, "BEGIN IMMEDIATE");
            SqliteDatabase.Execute(_connection, SqlVoiceMessageStore.TakeOver);
            SqliteDatabase.Execute(_connection, "COMMIT");
        }
        catch
        {
            _connection?.Dispose();
            _mark?.Dispose();
            _lock.Dispose();
            throw;
        }
        Projections = new SqlProjectionStore(database.OpenReader, WriteAsync);
        var access = database.Access(WriteAsync);
        Sessions = new SqlWebSessionStore(access);
        (VoiceMessages, Tokens) = (new SqlVoiceMessageStore(access, TimeProvider.System), new SqlAccessTokenStore(access));
    }

    /// <summary>Never completes: the operating system keeps the lock.</summary>
    public Task TakenOver { get; } = new TaskCompletionSource().Task;

    /// <inheritdoc/>
    public string? Trouble => null;

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages { get; }

    /// <inheritdoc/>
    public IAccessTokenStore Tokens { get; }

    /// <inheritdoc/>
    public IWebSessionStore Sessions { get; }

    /// <inheritdoc/>
    public SharedJournalFeed Follow(TimeSpan poll, Action<Exception> failed, TimeProvider? time = null) =>
        new(_database.OpenSource, listen: null, poll, failed, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public IProjectionStore Projections { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, true))
            return;
        try
        {
            _mark.Write(SqliteHighWater.NewestIn(_connection));
        }
        finally
        {
            _connection.Dispose();
            _mark.Dispose();
            _lock.Dispose();
            _one.Dispose();
        }
    }

    private async Task<int> WriteAsync(Func<SqliteConnection, int> write)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() =>
            {
                SqliteDatabase.Execute(_connection, "BEGIN IMMEDIATE");
                try
                {
                    var changed = write(_connection);
                    SqliteDatabase.Execute(_connection, "COMMIT");
                    return changed;
                }
                catch
                {
                    SqliteDatabase.RollBack(_connection);
                    throw;
                }
            }).ConfigureAwait(false);
        }
        catch (SqliteException failure)
        {
            throw GroupCommitWriter.Unavailable(failure);
        }
        finally
        {
            _one.Release();
        }
    }
}
