namespace MyAgent.Engine.Storage;

/// <summary>The access tokens of an engine that is not running. While this is open, no engine can start on the database.</summary>
internal sealed class OfflineAccessTokens : IAccessTokenStore, IDisposable
{
    private readonly IClaimedDatabase _database;
    private readonly GroupCommitWriter _commits;
    private readonly IAccessTokenStore _store;

    /// <summary>Claims a database, and brings its tables to the newest version. It does not read the journal.</summary>
    /// <param name="database">The database.</param>
    /// <exception cref="JournalInUseException">An engine has it open.</exception>
    /// <exception cref="NewerDatabaseException">A newer engine has changed the tables.</exception>
    public OfflineAccessTokens(IEngineDatabase database)
    {
        _database = database.Claim();
        _commits = new GroupCommitWriter(_database.Journal, new CommittedTail(new KnownEntities()), _ => { });
        _store = _database.Tokens(_commits);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) => _store.ListAsync(cancel);

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default) => _store.AddAsync(token, cancel);

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => _store.RevokeAsync(id, at, cancel);

    /// <summary>Releases the database.</summary>
    public void Dispose()
    {
        _commits.Dispose();
        _database.Dispose();
    }
}
