namespace MyAgent.Engine.Storage;

/// <summary>An access token in the database, which has its hash and not its secret.</summary>
/// <param name="Id">The id by which administrators name the token.</param>
/// <param name="Role">The role that it grants.</param>
/// <param name="Agent">The id of its agent; null if it belongs to none.</param>
/// <param name="Hash">The hash of its secret.</param>
/// <param name="CreatedAt">The instant of its creation.</param>
/// <param name="RevokedAt">The instant of its revocation; null while it is valid.</param>
/// <param name="Queues">The ids of the queues that it is restricted to; null (the default) for all queues.</param>
public sealed record AccessToken(
    string Id, string Role, string? Agent, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<string>? Queues = null);

/// <summary>The access tokens in the journal's database. Safe for use by several threads.</summary>
public interface IAccessTokenStore
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
