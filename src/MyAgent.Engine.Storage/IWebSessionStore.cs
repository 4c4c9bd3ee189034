namespace MyAgent.Engine.Storage;

/// <summary>A browser that has signed in to the web pages.</summary>
/// <param name="Id">The hash of what the browser presents, in hexadecimal.</param>
/// <param name="TokenId">The access token it has signed in with.</param>
/// <param name="Proof">Binds the session to the text of that token. It tells nothing of the token without what the browser presents.</param>
/// <param name="ExpiresAt">When it is over.</param>
/// <param name="EndedAt">When it was ended before that; null where it was not.</param>
public sealed record WebSession(string Id, string TokenId, byte[] Proof, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt = null);

/// <summary>A key by which cookies are protected.</summary>
/// <param name="Name">Names it.</param>
/// <param name="Xml">The key, as ASP.NET Core's Data Protection writes it.</param>
public sealed record ProtectionKey(string Name, string Xml);

/// <summary>Keeps the sessions of the web pages and the keys that protect their cookies, beside the journal: whoever opens the same database knows
/// them.</summary>
public interface IWebSessionStore
{
    /// <summary>Adds a session; on disk when it completes.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written, or its id is taken.</exception>
    Task AddAsync(WebSession session, CancellationToken cancel = default);

    /// <summary>Finds a session; null where there is none.</summary>
    Task<WebSession?> FindAsync(string id, CancellationToken cancel = default);

    /// <summary>Ends a session; without effect where there is none, or it was ended before.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task EndAsync(string id, DateTimeOffset at, CancellationToken cancel = default);

    /// <summary>The sessions that were ended since an instant.</summary>
    Task<IReadOnlyList<string>> ListEndedAsync(DateTimeOffset since, CancellationToken cancel = default);

    /// <summary>Deletes the sessions that were over before an instant.</summary>
    Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancel = default);

    /// <summary>All keys.</summary>
    Task<IReadOnlyList<ProtectionKey>> ListKeysAsync(CancellationToken cancel = default);

    /// <summary>Adds a key, or replaces the one of that name.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task AddKeyAsync(ProtectionKey key, CancellationToken cancel = default);
}
