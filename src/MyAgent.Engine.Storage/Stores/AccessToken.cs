namespace MyAgent.Engine.Storage;

/// <summary>An access token in the database, which has its hash and not its secret.</summary>
/// <param name="Id">The id by which administrators name the token.</param>
/// <param name="Role">The role that it grants.</param>
/// <param name="Agent">The id of its agent; null if it belongs to none.</param>
/// <param name="Hash">The hash of its secret.</param>
/// <param name="CreatedAt">The instant of its creation.</param>
/// <param name="RevokedAt">The instant of its revocation; null while it is valid.</param>
/// <param name="Queues">The ids of the queues that it is restricted to; null (the default) for all queues.</param>
/// <param name="Agents">Whether it speaks for the telephones of the agents of its queues (rule 31). Default: false.</param>
internal sealed record AccessToken(
    string Id, string Role, string? Agent, byte[] Hash, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, IReadOnlyList<string>? Queues = null,
    bool Agents = false);
