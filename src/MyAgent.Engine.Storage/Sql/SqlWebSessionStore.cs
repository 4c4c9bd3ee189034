namespace MyAgent.Engine.Storage.Sql;

/// <summary>The sessions of the web pages in the journal's database.</summary>
/// <param name="database">The database.</param>
internal sealed class SqlWebSessionStore(SqlAccess database) : IWebSessionStore
{
    /// <inheritdoc/>
    public Task AddAsync(WebSession session, CancellationToken cancel = default) => database.ExecuteAsync(
        "INSERT INTO web_session (id, token_id, proof, expires, ended) VALUES (@id, @token, @proof, @expires, @ended)",
        ("@id", session.Id), ("@token", session.TokenId), ("@proof", session.Proof), ("@expires", session.ExpiresAt.UtcTicks),
        ("@ended", session.EndedAt?.UtcTicks)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<WebSession?> FindAsync(string id, CancellationToken cancel = default) => (await database.ReadAsync(
        "SELECT id, token_id, proof, expires, ended FROM web_session WHERE id = @id",
        row => new WebSession(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), Instant(row.GetInt64(3)), row.IsDBNull(4) ? null : Instant(row.GetInt64(4))),
        cancel, ("@id", id)).ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public Task EndAsync(string id, DateTimeOffset at, CancellationToken cancel = default) =>
        database.ExecuteAsync("UPDATE web_session SET ended = @at WHERE id = @id AND ended IS NULL", ("@id", id), ("@at", at.UtcTicks)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListEndedAsync(DateTimeOffset since, CancellationToken cancel = default) =>
        database.ReadAsync("SELECT id FROM web_session WHERE ended >= @since", row => row.GetString(0), cancel, ("@since", since.UtcTicks));

    /// <inheritdoc/>
    public Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancel = default) =>
        database.ExecuteAsync("DELETE FROM web_session WHERE expires < @before", ("@before", before.UtcTicks)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProtectionKey>> ListKeysAsync(CancellationToken cancel = default) =>
        database.ReadAsync("SELECT name, xml FROM protection_key ORDER BY name", row => new ProtectionKey(row.GetString(0), row.GetString(1)), cancel);

    /// <inheritdoc/>
    public Task AddKeyAsync(ProtectionKey key, CancellationToken cancel = default) => database.ExecuteAsync(
        "INSERT INTO protection_key (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml",
        ("@name", key.Name), ("@xml", key.Xml)).WaitAsync(cancel);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
