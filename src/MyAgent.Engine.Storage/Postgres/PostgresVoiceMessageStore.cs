using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Voice messages in the journal's database. A sound is written in chunks, each in a short transaction of its own, and becomes visible by
/// one last row. The row in <c>voice_upload</c> is there from before the first chunk until the sound is known to belong to a contact.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection.</param>
/// <param name="time">Tells when an upload began.</param>
internal sealed class PostgresVoiceMessageStore(PostgresDatabase database, PostgresWrite write, TimeProvider time) : IVoiceMessageStore
{
    /// <summary>Removes the uploads that another process has left half-written, and has those that it has left whole count as old, whatever
    /// the clock says: no other process writes this database.</summary>
    public static void TakeOver(NpgsqlConnection connection) => WriterSession.Execute(connection, """
        UPDATE voice_upload SET started = 0;
        DELETE FROM voice_upload WHERE upload NOT IN (SELECT upload FROM voice_message);
        DELETE FROM voice_message_chunk WHERE upload NOT IN (SELECT upload FROM voice_message)
        """);

    /// <inheritdoc/>
    public async Task<VoiceMessage> StoreAsync(string messageId, string mediaType, Stream sound, long after, CancellationToken cancel = default)
    {
        var upload = UploadNumber.Next();
        cancel.ThrowIfCancellationRequested();
        try
        {
            await WriteAsync("INSERT INTO voice_upload (upload, message_id, started, after) VALUES (@upload, @id, @started, @after)",
                ("upload", upload), ("id", messageId), ("started", time.GetUtcNow().UtcTicks), ("after", after)).ConfigureAwait(false);
            var length = await SoundChunks.ReadAsync(sound, (number, chunk) => WriteAsync(
                "INSERT INTO voice_message_chunk (upload, number, sound) VALUES (@upload, @number, @sound)",
                ("upload", upload), ("number", number), ("sound", (ReadOnlyMemory<byte>)chunk)), cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            await WriteAsync("""
                DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                INSERT INTO voice_message (message_id, media_type, bytes, upload) VALUES (@id, @type, @bytes, @upload)
                ON CONFLICT (message_id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes, upload = excluded.upload
                """, ("id", messageId), ("type", mediaType), ("bytes", length), ("upload", upload)).ConfigureAwait(false);
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
        WriteAsync("DELETE FROM voice_upload WHERE message_id = @id", ("id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default)
    {
        await using var connection = database.OpenReader();
        await using var command = new NpgsqlCommand("""
            SELECT media_type, upload, octet_length(sound) FROM voice_message LEFT JOIN voice_message_chunk USING (upload)
            WHERE message_id = @id ORDER BY number
            """, connection);
        command.Parameters.AddWithValue("id", messageId);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        (string MediaType, long Upload)? found = null;
        var lengths = new List<int>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            found ??= (reader.GetString(0), reader.GetInt64(1));
            if (!reader.IsDBNull(2))
                lengths.Add(reader.GetInt32(2));
        }
        return found is { } sound
            ? new StoredSound(sound.MediaType, new ChunkedSound(lengths, (number, reading) => ReadChunkAsync(sound.Upload, number, reading)))
            : null;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string messageId, CancellationToken cancel = default) => WriteAsync("""
        DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_message WHERE message_id = @id
        """, ("id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default)
    {
        await WriteAsync("""
            DELETE FROM voice_message_chunk WHERE upload IN (
                SELECT upload FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message));
            DELETE FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message)
            """, ("before", startedBefore.UtcTicks)).WaitAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(
            "SELECT message_id, after FROM voice_upload WHERE started < @before ORDER BY after",
            row => new UnattachedSound(row.GetString(0), row.GetInt64(1)), cancel, new NpgsqlParameter("before", startedBefore.UtcTicks)).ConfigureAwait(false);
    }

    /// <summary>Removes what has been written of an upload; where that cannot be done, <see cref="RemoveUnfinishedAsync"/> does it later, or the
    /// next start.</summary>
    private async Task TryRemoveAsync(long upload)
    {
        try
        {
            await WriteAsync("""
                DELETE FROM voice_message_chunk WHERE upload = @upload;
                DELETE FROM voice_upload WHERE upload = @upload
                """, ("upload", upload)).ConfigureAwait(false);
        }
        catch (EngineUnavailableException)
        {
            // The failure that brought the upload to its end is told, not this one.
        }
    }

    private async Task<byte[]?> ReadChunkAsync(long upload, int number, CancellationToken cancel)
    {
        await using var connection = database.OpenReader();
        await using var command = new NpgsqlCommand("SELECT sound FROM voice_message_chunk WHERE upload = @upload AND number = @number", connection);
        command.Parameters.AddWithValue("upload", upload);
        command.Parameters.AddWithValue("number", number);
        return (byte[]?)await command.ExecuteScalarAsync(cancel).ConfigureAwait(false);
    }

    private Task<int> WriteAsync(string sql, params (string Name, object Value)[] parameters) =>
        write.ExecuteAsync(sql, [.. parameters.Select(parameter => new NpgsqlParameter(parameter.Name, parameter.Value))]);
}
