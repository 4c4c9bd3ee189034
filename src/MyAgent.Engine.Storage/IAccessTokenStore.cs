namespace MyAgent.Engine.Storage;

/// <summary>An access token, as it is kept: by its hash alone.</summary>
/// <param name="Id">Names it to those who administer tokens.</param>
/// <param name="Role">What it allows.</param>
/// <param name="Agent">The agent it belongs to; null where it belongs to none.</param>
/// <param name="Hash">The hash of its secret.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked; null where it is valid.</param>
/// <param name="Queues">The queues it is bound to; null where it is bound to none.</param>
public sealed record AccessToken(
    string Id, string Role, string? Agent, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<string>? Queues = null);

/// <summary>Keeps access tokens, beside the journal.</summary>
public interface IAccessTokenStore
{
    /// <summary>All tokens, revoked ones too, oldest first.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default);

    /// <summary>Adds a token; on disk when it completes.</summary>
    /// <exception cref="Engine.Hosting.EngineUnavailableException">It could not be written, or its id is taken; nothing has changed.</exception>
    Task AddAsync(AccessToken token, CancellationToken cancel = default);

    /// <summary>Revokes a token.</summary>
    /// <param name="id">The token.</param>
    /// <param name="at">When it stops being valid.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>False where there is no such token, or it was revoked before.</returns>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default);
}
