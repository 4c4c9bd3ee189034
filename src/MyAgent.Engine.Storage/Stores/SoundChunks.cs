using System.Buffers;

namespace MyAgent.Engine.Storage;

/// <summary>Splits a sound into chunks while it is uploaded. One chunk is in memory at a time.</summary>
internal static class SoundChunks
{
    /// <summary>The size of a chunk in bytes. Writing one takes about a millisecond, during which commands wait.</summary>
    public const int Bytes = 256 * 1024;

    /// <summary>Reads a sound to its end.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="write">Writes a chunk, whose number counts from 0. The bytes are valid until it completes.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>The length of the sound in bytes.</returns>
    public static async Task<long> ReadAsync(Stream sound, Func<int, ArraySegment<byte>, Task> write, CancellationToken cancel)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(Bytes);
        try
        {
            var length = 0L;
            for (var number = 0; ; number++)
            {
                var read = await sound.ReadAtLeastAsync(chunk.AsMemory(0, Bytes), Bytes, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                if (read == 0)
                    return length;
                cancel.ThrowIfCancellationRequested();
                await write(number, new ArraySegment<byte>(chunk, 0, read)).ConfigureAwait(false);
                length += read;
                if (read < Bytes)
                    return length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
