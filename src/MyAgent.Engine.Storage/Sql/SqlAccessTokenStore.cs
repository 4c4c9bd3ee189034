namespace MyAgent.Engine.Storage.Sql;

/// <summary>Access tokens in the journal's database.</summary>
/// <param name="database">The database.</param>
internal sealed class SqlAccessTokenStore(SqlAccess database) : IAccessTokenStore
{
    private const string Insert = "INSERT INTO access_token (id, role, agent, hash, created, revoked) VALUES (@id, @role, @agent, @hash, @created, @revoked)";

    private const string InsertQueues = "INSERT INTO access_token_queues (id, queues) VALUES (@id, @queues)";

    private const string InsertAgents = "INSERT INTO access_token_agents (id) VALUES (@id)";

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) => database.ReadAsync(
        "SELECT id, role, agent, hash, created, revoked, queues, access_token_agents.id IS NOT NULL FROM access_token LEFT JOIN access_token_queues USING (id) "
        + "LEFT JOIN access_token_agents USING (id) "
        + $"ORDER BY created, id COLLATE {database.BinaryCollation}",
        row => new AccessToken(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<byte[]>(3),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
            row.IsDBNull(5) ? null : new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            row.IsDBNull(6) ? null : row.GetString(6).Split(' '),
            row.GetBoolean(7)),
        cancel);

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default)
    {
        (string, object?)[] values =
        [
            ("@id", token.Id), ("@role", token.Role), ("@agent", token.Agent), ("@hash", token.Hash), ("@created", token.CreatedAt.UtcTicks),
            ("@revoked", token.RevokedAt?.UtcTicks),
        ];
        var statements = string.Join("; ", new[] { Insert, token.Queues is null ? null : InsertQueues, token.Agents ? InsertAgents : null }.OfType<string>());
        return database.ExecuteAsync(statements, token.Queues is { } queues ? [.. values, ("@queues", string.Join(' ', queues))] : values).WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => await database.ExecuteAsync(
        "UPDATE access_token SET revoked = @at WHERE id = @id AND revoked IS NULL", ("@id", id), ("@at", at.UtcTicks))
        .WaitAsync(cancel).ConfigureAwait(false) == 1;
}
