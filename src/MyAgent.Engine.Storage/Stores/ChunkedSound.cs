namespace MyAgent.Engine.Storage;

/// <summary>A read-only, seekable stream over a stored sound, which reads one chunk at a time from the database. Reading is asynchronous only.</summary>
/// <param name="lengths">The lengths of the chunks in bytes, in order.</param>
/// <param name="readChunk">Reads a chunk by its number, which counts from 0; null when the chunk has been deleted.</param>
internal sealed class ChunkedSound(IReadOnlyList<int> lengths, Func<int, CancellationToken, Task<byte[]?>> readChunk) : Stream
{
    private byte[] _chunk = [];
    private int _number = -1;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; } = lengths.Sum(length => (long)length);

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A position in a sound is 0 or more.");
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        var (number, begin) = ChunkAt(_position);
        if (number != _number)
            (_chunk, _number) = (await ReadChunkAsync(number, cancellationToken).ConfigureAwait(false), number);
        var at = (int)(_position - begin);
        var count = Math.Min(buffer.Length, _chunk.Length - at);
        _chunk.AsMemory(at, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    /// <summary>Not supported: reading waits for the database.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A sound is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private (int Number, long Begin) ChunkAt(long position)
    {
        var begin = 0L;
        for (var number = 0; ; number++)
        {
            if (position < begin + lengths[number])
                return (number, begin);
            begin += lengths[number];
        }
    }

    private async Task<byte[]> ReadChunkAsync(int number, CancellationToken cancel) =>
        await readChunk(number, cancel).ConfigureAwait(false) is { } chunk && chunk.Length == lengths[number]
            ? chunk
            : throw new IOException("The sound has been deleted.");
}
