namespace MyAgent.Engine.Storage;

/// <summary>The access tokens in the journal's database. Safe for use by several threads.</summary>
internal interface IAccessTokenStore
{
    /// <summary>Lists all tokens, including revoked ones, oldest first.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default);

    /// <summary>Adds a token. It is on disk when the task completes.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written, or its id is taken; nothing has changed.</exception>
    Task AddAsync(AccessToken token, CancellationToken cancel = default);

    /// <summary>Revokes a token.</summary>
    /// <param name="id">The token.</param>
    /// <param name="at">The instant of the revocation.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>False if there is no such token, or it was revoked before.</returns>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written.</exception>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default);
}
