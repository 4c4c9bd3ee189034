namespace MyAgent.Engine.Storage;

/// <summary>A session of a browser that has signed in to the web pages.</summary>
/// <param name="Id">The hash, in hexadecimal, of the secret in the browser's cookie.</param>
/// <param name="TokenId">The id of the access token that the browser signed in with.</param>
/// <param name="Proof">Binds the session to the text of that token. Without the secret in the cookie it reveals nothing about the token.</param>
/// <param name="ExpiresAt">The instant at which the session expires.</param>
/// <param name="EndedAt">The instant at which it was ended before that; null (the default) if it was not.</param>
public sealed record WebSession(string Id, string TokenId, byte[] Proof, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt = null);

/// <summary>A key that protects cookies.</summary>
/// <param name="Name">The unique name of the key.</param>
/// <param name="Xml">The key, as ASP.NET Core's Data Protection writes it.</param>
public sealed record ProtectionKey(string Name, string Xml);

/// <summary>The sessions of the web pages and the keys that protect their cookies, in the journal's database: all engines on one database share them. Safe for use
/// by several threads.</summary>
public interface IWebSessionStore
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
