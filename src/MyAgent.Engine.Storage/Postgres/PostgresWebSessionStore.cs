using Npgsql;
using NpgsqlTypes;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>The sessions of the web pages in the journal's database.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection.</param>
internal sealed class PostgresWebSessionStore(PostgresDatabase database, PostgresWrite write) : IWebSessionStore
{
    /// <inheritdoc/>
    public Task AddAsync(WebSession session, CancellationToken cancel = default) => write.ExecuteAsync(
        "INSERT INTO web_session (id, token_id, proof, expires, ended) VALUES ($1, $2, $3, $4, $5)",
        new() { Value = session.Id }, new() { Value = session.TokenId }, new() { Value = session.Proof }, new() { Value = session.ExpiresAt.UtcTicks },
        new() { Value = session.EndedAt?.UtcTicks ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<WebSession?> FindAsync(string id, CancellationToken cancel = default) => (await database.ReadAsync(
        "SELECT id, token_id, proof, expires, ended FROM web_session WHERE id = $1",
        row => new WebSession(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), Instant(row.GetInt64(3)), row.IsDBNull(4) ? null : Instant(row.GetInt64(4))),
        cancel, new NpgsqlParameter { Value = id }).ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public Task EndAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => write.ExecuteAsync(
        "UPDATE web_session SET ended = $2 WHERE id = $1 AND ended IS NULL", new() { Value = id }, new() { Value = at.UtcTicks }).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListEndedAsync(DateTimeOffset since, CancellationToken cancel = default) =>
        database.ReadAsync("SELECT id FROM web_session WHERE ended >= $1", row => row.GetString(0), cancel, new NpgsqlParameter { Value = since.UtcTicks });

    /// <inheritdoc/>
    public Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        write.ExecuteAsync("DELETE FROM web_session WHERE expires < $1", new NpgsqlParameter { Value = before.UtcTicks }).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProtectionKey>> ListKeysAsync(CancellationToken cancel = default) =>
        database.ReadAsync("SELECT name, xml FROM protection_key ORDER BY name", row => new ProtectionKey(row.GetString(0), row.GetString(1)), cancel);

    /// <inheritdoc/>
    public Task AddKeyAsync(ProtectionKey key, CancellationToken cancel = default) => write.ExecuteAsync(
        "INSERT INTO protection_key (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml",
        new() { Value = key.Name }, new() { Value = key.Xml }).WaitAsync(cancel);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
