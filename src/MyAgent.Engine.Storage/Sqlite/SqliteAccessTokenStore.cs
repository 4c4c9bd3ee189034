using MyAgent.Engine.Storage.Sqlite;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Access tokens in the journal's database.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection, in a transaction.</param>
internal sealed class SqliteAccessTokenStore(SqliteDatabase database, SqliteWrite write) : IAccessTokenStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, role, agent, hash, created, revoked, queues FROM access_token LEFT JOIN access_token_queues USING (id) ORDER BY created, id";
        using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
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
        "INSERT INTO access_token (id, role, agent, hash, created, revoked) VALUES (@id, @role, @agent, @hash, @created, @revoked);"
        + "INSERT INTO access_token_queues (id, queues) SELECT @id, @queues WHERE @queues IS NOT NULL",
        ("@id", token.Id), ("@role", token.Role), ("@agent", token.Agent ?? (object)DBNull.Value), ("@hash", token.Hash),
        ("@created", token.CreatedAt.UtcTicks), ("@revoked", token.RevokedAt?.UtcTicks ?? (object)DBNull.Value),
        ("@queues", token.Queues is { } queues ? string.Join(' ', queues) : DBNull.Value)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => await WriteAsync(
        "UPDATE access_token SET revoked = @at WHERE id = @id AND revoked IS NULL", ("@id", id), ("@at", at.UtcTicks))
        .WaitAsync(cancel).ConfigureAwait(false) == 1;

    private Task<int> WriteAsync(string sql, params (string Name, object Value)[] parameters) => write(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    });
}
