namespace MyAgent.Engine.Storage;

/// <summary>The sessions of the web pages and the keys that protect their cookies, in the journal's database: all engines on one database share them. Safe for use
/// by several threads.</summary>
internal interface IWebSessionStore
{
    /// <summary>Adds a session. It is on disk when the task completes.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written, or its id is taken.</exception>
    Task AddAsync(WebSession session, CancellationToken cancel = default);

    /// <summary>Finds a session by its id; null if there is none.</summary>
    Task<WebSession?> FindAsync(string id, CancellationToken cancel = default);

    /// <summary>Ends a session. Without effect if there is no such session, or it was ended before.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task EndAsync(string id, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>Lists the ids of the sessions that were ended at or after an instant.</summary>
    Task<IReadOnlyList<string>> ListEndedAsync(DateTimeOffset since, CancellationToken cancel = default);

    /// <summary>Deletes the sessions that expired before an instant.</summary>
    Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>Lists all keys, in order of their names.</summary>
    Task<IReadOnlyList<ProtectionKey>> ListKeysAsync(CancellationToken cancel = default);

    /// <summary>Adds a key, or replaces the key of that name.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task AddKeyAsync(ProtectionKey key, CancellationToken cancel = default);
}
