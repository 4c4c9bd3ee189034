using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Access tokens in the journal's database.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection.</param>
internal sealed class PostgresAccessTokenStore(PostgresDatabase database, PostgresWrite write) : IAccessTokenStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default) => database.ReadAsync(
        """SELECT id, role, agent, hash, created, revoked, queues FROM access_token LEFT JOIN access_token_queues USING (id) ORDER BY created, id COLLATE "C" """,
        row => new AccessToken(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<byte[]>(3),
            new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
            row.IsDBNull(5) ? null : new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero),
            row.IsDBNull(6) ? null : row.GetString(6).Split(' ')),
        cancel);

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default) => write.ExecuteAsync(
        "WITH added AS (INSERT INTO access_token (id, role, agent, hash, created, revoked) VALUES ($1, $2, $3, $4, $5, $6)) "
        + "INSERT INTO access_token_queues (id, queues) SELECT $1, $7 WHERE $7 IS NOT NULL",
        new() { Value = token.Id }, new() { Value = token.Role },
        new() { Value = token.Agent ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = token.Hash },
        new() { Value = token.CreatedAt.UtcTicks },
        new() { Value = token.RevokedAt?.UtcTicks ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
        new() { Value = token.Queues is { } queues ? string.Join(' ', queues) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => await write.ExecuteAsync(
        "UPDATE access_token SET revoked = $2 WHERE id = $1 AND revoked IS NULL", new() { Value = id }, new() { Value = at.UtcTicks })
        .WaitAsync(cancel).ConfigureAwait(false) == 1;
}
