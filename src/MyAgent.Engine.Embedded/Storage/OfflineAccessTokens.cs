using MyAgent.Engine.Embedded.Journal;
using MyAgent.Engine.Embedded.Journal.Sqlite;

namespace MyAgent.Engine.Embedded.Storage;

/// <summary>The access tokens of an engine that is not running. While this is open, none can be started on the database.</summary>
public sealed class OfflineAccessTokens : IAccessTokenStore, IDisposable
{
    private const int OneAtATime = 1;

    private readonly SqliteJournal _journal;
    private readonly CommitLine _commits;
    private readonly SqliteAccessTokenStore _store;

    /// <summary>Opens a database; the journal in it is not read.</summary>
    /// <param name="databasePath">The database.</param>
    /// <exception cref="JournalInUseException">An engine has it open.</exception>
    public OfflineAccessTokens(string databasePath)
    {
        var database = new SqliteDatabase(databasePath);
        _journal = new SqliteJournal(database);
        _commits = new CommitLine(_journal, new CommittedTail(), OneAtATime, _ => { });
        _store = new SqliteAccessTokenStore(database, _journal, _commits);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) => _store.ListAsync(cancel);

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default) => _store.AddAsync(token, cancel);

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => _store.RevokeAsync(id, at, cancel);

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        _commits.Dispose();
        _journal.Dispose();
    }
}
