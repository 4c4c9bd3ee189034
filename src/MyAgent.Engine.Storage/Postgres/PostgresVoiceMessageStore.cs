using MyAgent.Engine.Contacts;
using MyAgent.Engine.Storage.Postgres;
using Npgsql;

namespace MyAgent.Engine.Storage.Postgres;

/// <summary>Voice messages in the journal's database. A sound is written in chunks, each in a short transaction of its own, and becomes visible by
/// one last row.</summary>
/// <param name="database">Where they are.</param>
/// <param name="write">Writes something over a connection.</param>
internal sealed class PostgresVoiceMessageStore(PostgresDatabase database, PostgresWrite write) : IVoiceMessageStore
{
    /// <summary>How much is written at once, in bytes: a few milliseconds, for which commands wait.</summary>
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Removes what uploads have left that were cut short.</summary>
    public static void RemoveHalfWritten(PostgresJournal journal) => WriterSession.Execute(
        journal.Connection, "DELETE FROM voice_message_chunk WHERE upload NOT IN (SELECT upload FROM voice_message)");

    /// <inheritdoc/>
    public async Task<VoiceMessage> StoreAsync(
        string messageId, string mediaType, ReadOnlyMemory<byte> sound, CancellationToken cancel = default)
    {
        var upload = UploadNumber.Next();
        try
        {
            for (var at = 0; at < sound.Length; at += ChunkBytes)
            {
                cancel.ThrowIfCancellationRequested();
                var (number, chunk) = (at / ChunkBytes, sound.Slice(at, Math.Min(ChunkBytes, sound.Length - at)));
                await WriteAsync("INSERT INTO voice_message_chunk (upload, number, sound) VALUES (@upload, @number, @sound)",
                    ("upload", upload), ("number", number), ("sound", chunk)).ConfigureAwait(false);
            }
            cancel.ThrowIfCancellationRequested();
            await WriteAsync("""
                DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
                INSERT INTO voice_message (message_id, media_type, bytes, upload) VALUES (@id, @type, @bytes, @upload)
                ON CONFLICT (message_id) DO UPDATE SET media_type = excluded.media_type, bytes = excluded.bytes, upload = excluded.upload
                """, ("id", messageId), ("type", mediaType), ("bytes", (long)sound.Length), ("upload", upload)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await WriteAsync("DELETE FROM voice_message_chunk WHERE upload = @upload", ("upload", upload)).ConfigureAwait(false);
            throw;
        }
        return new VoiceMessage(messageId, mediaType, sound.Length);
    }

    /// <inheritdoc/>
    public async Task<StoredSound?> FindAsync(string messageId, CancellationToken cancel = default)
    {
        await using var connection = database.OpenReader();
        await using var command = new NpgsqlCommand("""
            SELECT media_type, bytes, sound FROM voice_message LEFT JOIN voice_message_chunk USING (upload)
            WHERE message_id = @id ORDER BY number
            """, connection);
        command.Parameters.AddWithValue("id", messageId);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        string? mediaType = null;
        byte[] sound = [];
        for (var filled = 0; await reader.ReadAsync(cancel).ConfigureAwait(false);)
        {
            if (mediaType is null)
                (mediaType, sound) = (reader.GetString(0), new byte[reader.GetInt64(1)]);
            if (!reader.IsDBNull(2))
                filled += (int)reader.GetBytes(2, 0, sound, filled, sound.Length - filled);
        }
        return mediaType is null ? null : new StoredSound(mediaType, sound);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string messageId, CancellationToken cancel = default) => WriteAsync("""
        DELETE FROM voice_message_chunk WHERE upload IN (SELECT upload FROM voice_message WHERE message_id = @id);
        DELETE FROM voice_message WHERE message_id = @id
        """, ("id", messageId)).WaitAsync(cancel);

    /// <summary>Statements that are sent together are one transaction.</summary>
    private Task<int> WriteAsync(string sql, params (string Name, object Value)[] parameters) => write(connection =>
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    });
}
