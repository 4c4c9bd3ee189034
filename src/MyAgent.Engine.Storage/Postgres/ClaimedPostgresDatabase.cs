using System.Data.Common;
using MyAgent.Engine.Storage.Projections;
using MyAgent.Engine.Storage.Sql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database that this process has claimed.</summary>
internal sealed class ClaimedPostgresDatabase : IClaimedDatabase
{
    private readonly LossSignal _loss = new();
    private readonly PostgresDatabase _database;
    private readonly PostgresJournal _journal;

    /// <exception cref="JournalInUseException">Another engine has claimed it.</exception>
    public ClaimedPostgresDatabase(PostgresDatabase database)
    {
        (_database, _journal) = (database, new PostgresJournal(database, _loss.Raise));
        try
        {
            WriterSession.Execute(_journal.Connection, SqlVoiceMessageStore.TakeOver);
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
    /// <remarks>It has connections of its own, so that no event waits for it. An engine that has lost its claim can still write here, but only what follows from the
    /// events, and only once.</remarks>
    public IProjectionStore Projections(GroupCommitWriter commits) => new SqlProjectionStore(_database.OpenReader, _database.WriteInTransactionAsync);

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    /// <summary>Writes between two batches of events.</summary>
    private Func<Func<DbConnection, int>, Task<int>> Between(GroupCommitWriter commits) => write => commits.RunAsync(() => write(_journal.Connection));
}
