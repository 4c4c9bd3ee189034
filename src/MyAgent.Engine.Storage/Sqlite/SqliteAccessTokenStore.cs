namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Access tokens in the journal's database.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection, in a transaction.</param>
internal sealed class SqliteAccessTokenStore(SqliteDatabase database, SqliteWrite write) : IAccessTokenStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) => database.ReadAsync(
        "SELECT id, role, agent, hash, created, revoked, queues FROM access_token LEFT JOIN access_token_queues USING (id) ORDER BY created, id",
        row => new AccessToken(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<byte[]>(3),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
            row.IsDBNull(5) ? null : new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            row.IsDBNull(6) ? null : row.GetString(6).Split(' ')),
        cancel);

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default) => write.ExecuteAsync(
        "INSERT INTO access_token (id, role, agent, hash, created, revoked) VALUES (@id, @role, @agent, @hash, @created, @revoked);"
        + "INSERT INTO access_token_queues (id, queues) SELECT @id, @queues WHERE @queues IS NOT NULL",
        ("@id", token.Id), ("@role", token.Role), ("@agent", token.Agent ?? (object)DBNull.Value), ("@hash", token.Hash),
        ("@created", token.CreatedAt.UtcTicks), ("@revoked", token.RevokedAt?.UtcTicks ?? (object)DBNull.Value),
        ("@queues", token.Queues is { } queues ? string.Join(' ', queues) : DBNull.Value)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => await write.ExecuteAsync(
        "UPDATE access_token SET revoked = @at WHERE id = @id AND revoked IS NULL", ("@id", id), ("@at", at.UtcTicks))
        .WaitAsync(cancel).ConfigureAwait(false) == 1;
}
