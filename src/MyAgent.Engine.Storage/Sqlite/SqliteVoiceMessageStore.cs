using Microsoft.Data.Sqlite;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Storage.Sqlite;

/// <summary>Voice messages in the journal's database. A sound is written in chunks, each in a short transaction of its own, and becomes visible by
/// one last row. The row in <c>voice_upload</c> is there from before the first chunk until the sound is known to belong to a contact.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection, in a transaction.</param>
/// <param name="time">Tells when an upload began.</param>
internal sealed class SqliteVoiceMessageStore(SqliteDatabase database, SqliteWrite write, TimeProvider time) : IVoiceMessageStore
{
    /// <summary>Removes the uploads that another process has left half-written, and has those that it has left whole count as old, whatever
    /// the clock says: no other process writes this database.</summary>
    public static void TakeOver(SqliteConnection connection) => SqliteDatabase.Execute(connection, """
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
            await write.ExecuteAsync("INSERT INTO voice_upload (upload, message_id, started, after) VALUES (@upload, @id, @started, @after)",
                ("@upload", upload), ("@id", messageId), ("@started", time.GetUtcNow().UtcTicks), ("@after", after)).ConfigureAwait(false);
            var length = await SoundChunks.ReadAsync(sound, (number, chunk) => WriteChunkAsync(upload, number, chunk), cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            await write.ExecuteAsync("""
                DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                INSERT OR REPLACE INTO voice_message (message_id, media_type, bytes, upload) VALUES (@id, @type, @bytes, @upload)
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
        write.ExecuteAsync("DELETE FROM voice_upload WHERE message_id = @id", ("@id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public Task<StoredSound?> OpenAsync(string messageId, CancellationToken cancel = default)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT media_type, upload, length(sound) FROM voice_message LEFT JOIN voice_message_chunk USING (upload)
            WHERE message_id = @id ORDER BY number
            """;
        command.Parameters.AddWithValue("@id", messageId);
        using var reader = command.ExecuteReader();
        (string MediaType, long Upload)? found = null;
        var lengths = new List<int>();
        while (reader.Read())
        {
            found ??= (reader.GetString(0), reader.GetInt64(1));
            if (!reader.IsDBNull(2))
                lengths.Add(reader.GetInt32(2));
        }
        return Task.FromResult(found is { } sound
            ? new StoredSound(sound.MediaType, new ChunkedSound(lengths, (number, _) => Task.FromResult(ReadChunk(sound.Upload, number))))
            : null);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string messageId, CancellationToken cancel = default) => write.ExecuteAsync("""
        DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_upload WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_message WHERE message_id = @id
        """, ("@id", messageId)).WaitAsync(cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnattachedSound>> RemoveUnfinishedAsync(DateTimeOffset startedBefore, CancellationToken cancel = default)
    {
        await write.ExecuteAsync("""
            DELETE FROM voice_message_chunk WHERE upload IN (
                SELECT upload FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message));
            DELETE FROM voice_upload WHERE started < @before AND upload NOT IN (SELECT upload FROM voice_message)
            """, ("@before", startedBefore.UtcTicks)).WaitAsync(cancel).ConfigureAwait(false);
        return await database.ReadAsync(
            "SELECT message_id, after FROM voice_upload WHERE started < @before ORDER BY after",
            row => new UnattachedSound(row.GetString(0), row.GetInt64(1)), cancel, ("@before", startedBefore.UtcTicks)).ConfigureAwait(false);
    }

    /// <summary>Removes what has been written of an upload; where that cannot be done, <see cref="RemoveUnfinishedAsync"/> does it later, or the
    /// next start.</summary>
    private async Task TryRemoveAsync(long upload)
    {
        try
        {
            await write.ExecuteAsync("""
                DELETE FROM voice_message_chunk WHERE upload = @upload;
                DELETE FROM voice_upload WHERE upload = @upload
                """, ("@upload", upload)).ConfigureAwait(false);
        }
        catch (EngineUnavailableException)
        {
            // The failure that brought the upload to its end is told, not this one.
        }
    }

    private byte[]? ReadChunk(long upload, int number)
    {
        using var connection = database.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sound FROM voice_message_chunk WHERE upload = @upload AND number = @number";
        command.Parameters.AddWithValue("@upload", upload);
        command.Parameters.AddWithValue("@number", number);
        return (byte[]?)command.ExecuteScalar();
    }

    private Task WriteChunkAsync(long upload, int number, ArraySegment<byte> chunk) => write(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO voice_message_chunk (upload, number, sound) VALUES (@upload, @number, @sound)";
        command.Parameters.AddWithValue("@upload", upload);
        command.Parameters.AddWithValue("@number", number);
        command.Parameters.Add(new SqliteParameter("@sound", SqliteType.Blob) { Value = chunk.Array, Size = chunk.Count });
        return command.ExecuteNonQuery();
    });
}
