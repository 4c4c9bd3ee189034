using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage.Sql;

/// <summary>Voice messages in the journal's database. A sound is written in chunks, each in a short transaction of its own, and becomes visible with its row in
/// <c>voice_message</c>. Its row in <c>voice_upload</c> exists from before the first chunk until the sound is known to belong to a contact.</summary>
/// <param name="database">The database.</param>
/// <param name="time">Gives the instant at which an upload begins.</param>
internal sealed class SqlVoiceMessageStore(SqlAccess database, TimeProvider time) : IVoiceMessageStore
{
    /// <summary>The statements that a process runs after it has claimed the database for itself. They remove the incomplete uploads of earlier processes, and give the
    /// complete ones the earliest beginning, because no other process is uploading.</summary>
    public const string TakeOver = """
        UPDATE voice_upload SET started = 0;
        DELETE FROM voice_upload WHERE upload NOT IN (SELECT upload FROM voice_message);
        DELETE FROM voice_message_chunk WHERE upload NOT IN (SELECT upload FROM voice_message)
        """;

    /// <inheritdoc/>
    public async Task<VoiceMessage> StoreAsync(string messageId, string mediaType, Stream sound, long after, CancellationToken cancel = default)
    {
        var upload = UploadNumber.Next();
        cancel.ThrowIfCancellationRequested();
        try
        {
            await database.ExecuteAsync("INSERT INTO voice_upload (upload, message_id, started, after) VALUES (@upload, @id, @started, @after)",
                ("@upload", upload), ("@id", messageId), ("@started", time.GetUtcNow().UtcTicks), ("@after", after)).ConfigureAwait(false);
            var length = await SoundChunks.ReadAsync(sound, (number, chunk) => database.ExecuteAsync(
                "INSERT INTO voice_message_chunk (upload, number, sound) VALUES (@upload, @number, @sound)",
                ("@upload", upload), ("@number", number), ("@sound", chunk)), cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            await database.ExecuteAsync("""
                DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                INSERT INTO voice_message (message_id, media_type, bytes, upload) VALUES (@id, @type, @bytes, @upload)
                ON CONFLICT (message_id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes, upload = excluded.upload
                """, ("@id", messageId), ("@type", mediaType), ("@bytes", length), ("@upload", upload)).ConfigureAwait(false);
            return new VoiceMessage(messageId, mediaType, length);
        }
        catch
        {
            await TryRemoveAsync(upload).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task KeepAsync(string messageId, CancellationToken cancel = default) =>
        database.ExecuteAsync("DELETE FROM voice_upload WHERE message_id = @id", ("@id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default)
    {
        var chunks = await database.ReadAsync(
            """
            SELECT media_type, upload, length(sound) FROM voice_message LEFT JOIN voice_message_chunk USING (upload)
            WHERE message_id = @id ORDER BY number
            """,
            row => (MediaType: row.GetString(0), Upload: row.GetInt64(1), Length: row.IsDBNull(2) ? (int?)null : row.GetInt32(2)),
            cancel, ("@id", messageId)).ConfigureAwait(false);
        if (chunks.Count == 0)
            return null;
        var (mediaType, upload, _) = chunks[0];
        return new StoredSound(
            mediaType, new ChunkedSound([.. chunks.Select(chunk => chunk.Length).OfType<int>()], (number, reading) => ReadChunkAsync(upload, number, reading)));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string messageId, CancellationToken cancel = default) => database.ExecuteAsync("""
        DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_message WHERE message_id = @id
        """, ("@id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default)
    {
        await database.ExecuteAsync("""
            DELETE FROM voice_message_chunk WHERE upload IN (
                SELECT upload FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message));
            DELETE FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message)
            """, ("@before", startedBefore.UtcTicks)).WaitAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(
            "SELECT message_id, after FROM voice_upload WHERE started < @before ORDER BY after",
            row => new UnattachedSound(row.GetString(0), row.GetInt64(1)), cancel, ("@before", startedBefore.UtcTicks)).ConfigureAwait(false);
    }

    /// <summary>Removes an incomplete upload. If that fails, <see cref="RemoveUnfinishedAsync"/> or the next start removes it.</summary>
    private async Task TryRemoveAsync(long upload)
    {
        try
        {
            await database.ExecuteAsync("""
                DELETE FROM voice_message_chunk WHERE upload = @upload;
                DELETE FROM voice_upload WHERE upload = @upload
                """, ("@upload", upload)).ConfigureAwait(false);
        }
        catch (EngineUnavailableException)
        {
            // The caller receives the failure that ended the upload, not this one.
        }
    }

    private async Task<byte[]?> ReadChunkAsync(long upload, int number, CancellationToken cancel) => (await database.ReadAsync(
        "SELECT sound FROM voice_message_chunk WHERE upload = @upload AND number = @number", row => row.GetFieldValue<byte[]>(0), cancel,
        ("@upload", upload), ("@number", number)).ConfigureAwait(false)).SingleOrDefault();
}
