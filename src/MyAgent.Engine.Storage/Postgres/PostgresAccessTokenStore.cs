using MyAgent.Engine.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Access tokens in the journal's database.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection.</param>
internal sealed class PostgresAccessTokenStore(PostgresDatabase database, PostgresWrite write) : IAccessTokenStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default)
    {
        await using var connection = database.OpenReader();
        await using var command = new NpgsqlCommand(
            """SELECT id, role, agent, hash, created, revoked, queues FROM access_token LEFT JOIN access_token_queues USING (id) ORDER BY created, id COLLATE "C" """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var tokens = new List<AccessToken>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            tokens.Add(new AccessToken(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<byte[]>(3),
                new DateTimeOffset(reader.GetInt64(4), TimeSpan.Zero),
                reader.IsDBNull(5) ? null : new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
                reader.IsDBNull(6) ? null : reader.GetString(6).Split(' ')));
        }
        return tokens;
    }

    /// <inheritdoc/>
    public Task AddAsync(AccessToken token, CancellationToken cancel = default) => WriteAsync(
        "WITH added AS (INSERT INTO access_token (id, role, agent, hash, created, revoked) VALUES ($1, $2, $3, $4, $5, $6)) "
        + "INSERT INTO access_token_queues (id, queues) SELECT $1, $7 WHERE $7 IS NOT NULL",
        new() { Value = token.Id }, new() { Value = token.Role },
        new() { Value = token.Agent ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = token.Hash },
        new() { Value = token.CreatedAt.UtcTicks },
        new() { Value = token.RevokedAt?.UtcTicks ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
        new() { Value = token.Queues is { } queues ? string.Join(' ', queues) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => await WriteAsync(
        "UPDATE access_token SET revoked = $2 WHERE id = $1 AND revoked IS NULL", new() { Value = id }, new() { Value = at.UtcTicks })
        .WaitAsync(cancel).ConfigureAwait(false) == 1;

    private Task<int> WriteAsync(string sql, params NpgsqlParameter[] parameters) => write(connection =>
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command.ExecuteNonQuery();
    });
}
