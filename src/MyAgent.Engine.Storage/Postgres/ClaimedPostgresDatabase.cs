namespace MyAgent.Engine.Storage.Postgres;

/// <summary>A PostgreSQL database that is this process's to write.</summary>
internal sealed class ClaimedPostgresDatabase : IClaimedDatabase
{
    private readonly Lock _guard = new();
    private readonly PostgresDatabase _database;
    private readonly PostgresJournal _journal;
    private Action<Exception>? _hear;
    private Exception? _unheard;

    /// <exception cref="JournalInUseException">Another has claimed it.</exception>
    public ClaimedPostgresDatabase(PostgresDatabase database)
    {
        (_database, _journal) = (database, new PostgresJournal(database, Lost));
        try
        {
            PostgresVoiceMessageStore.TakeOver(_journal.Connection);
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
    public void WhenLost(Action<Exception> hear)
    {
        lock (_guard)
            _hear = hear;
        if (_unheard is { } failure)
            hear(failure);
    }

    /// <inheritdoc/>
    public IVoiceMessageStore VoiceMessages(GroupCommitWriter commits) => new PostgresVoiceMessageStore(_database, Between(commits), TimeProvider.System);

    /// <inheritdoc/>
    public IAccessTokenStore Tokens(GroupCommitWriter commits) => new PostgresAccessTokenStore(_database, Between(commits));

    /// <inheritdoc/>
    public IWebSessionStore Sessions(GroupCommitWriter commits) => new PostgresWebSessionStore(_database, Between(commits));

    /// <inheritdoc/>
    public void Dispose() => _journal.Dispose();

    /// <summary>Writes between two batches of events.</summary>
    private PostgresWrite Between(GroupCommitWriter commits) => write => commits.RunAsync(() => write(_journal.Connection));

    private void Lost(Exception failure)
    {
        Action<Exception>? hear;
        lock (_guard)
            (hear, _unheard) = (_hear, _hear is null ? failure : null);
        hear?.Invoke(failure);
    }
}
