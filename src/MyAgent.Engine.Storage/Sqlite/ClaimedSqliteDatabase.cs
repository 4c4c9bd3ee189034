using System.Data.Common;
using MyAgent.Engine.Storage.Projections;
using MyAgent.Engine.Storage.Sql;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>A SQLite file that this process has claimed.</summary>
internal sealed class ClaimedSqliteDatabase : IClaimedDatabase
{
    private readonly LossSignal _loss = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;

    /// <exception cref="JournalInUseException">Another process has it open.</exception>
    /// <exception cref="LostEventsException">Events are missing that were acknowledged.</exception>
    public ClaimedSqliteDatabase(SqliteDatabase database)
    {
        (_database, _journal) = (database, new SqliteJournal(database, _loss.Raise));
        try
        {
            _journal.InTransaction(() => SqliteDatabase.Execute(_journal.Connection, SqlVoiceMessageStore.TakeOver));
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IJournal Journal => _journal;

    /// <inheritdoc/>
    public void WhenLost(Action<Exception> lost) => _loss.Listen(lost);

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages(GroupCommitWriter commits) => new SqlVoiceMessageStore(_database.Access(Between(commits)), TimeProvider.System);

    /// <inheritdoc/>
    public IAccessTokenStore Tokens(GroupCommitWriter commits) => new SqlAccessTokenStore(_database.Access(Between(commits)));

    /// <inheritdoc/>
    public IWebSessionStore Sessions(GroupCommitWriter commits) => new SqlWebSessionStore(_database.Access(Between(commits)));

    /// <inheritdoc/>
    public IProjectionStore Projections(GroupCommitWriter commits) => new SqlProjectionStore(_database.OpenReader, Between(commits));

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    /// <summary>Writes between two batches of events.</summary>
    private Func<Func<DbConnection, int>, Task<int>> Between(GroupCommitWriter commits) => write => commits.RunAsync(() =>
    {
        var changed = 0;
        _journal.InTransaction(() => changed = write(_journal.Connection));
        return changed;
    });
}
