using System.Security.Cryptography;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>The body of an upload as it comes. Reading it throws 413 as soon as it has become too large.</summary>
internal sealed class AudioUpload : Stream
{
    private const int HeadBytes = 12;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _body;
    private readonly ReadOnlyMemory<byte> _head;
    private long _read;

    private AudioUpload(Stream body, ReadOnlyMemory<byte> head) => (_body, _head) = (body, head);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Not supported.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of what has been read, in hexadecimal.</summary>
    public string Hash => Convert.ToHexString(_hash.GetCurrentHash());

    /// <summary>Reads the beginning of a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">What its sound is said to be.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="ProblemException">400: it does not begin as its type does; 413: it says that it is too large.</exception>
    public static async Task<AudioUpload> BeginAsync(HttpRequest request, string type, CancellationToken cancel)
    {
        if (request.ContentLength > VoiceMessageRoutes.MaxBytes)
            throw Body.TooLarge(VoiceMessageRoutes.MaxBytes).AsException();
        var head = new byte[HeadBytes];
        var length = await request.Body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancel);
        return AudioFormat.Begins(type, head.AsSpan(0, length))
            ? new AudioUpload(request.Body, head.AsMemory(0, length))
            : throw Problem.BadInput("badSound", "$", $"The body does not begin as {type} must.").AsException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read < _head.Length)
        {
            var rest = _head[(int)_read..];
            var taken = Math.Min(rest.Length, buffer.Length);
            rest[..taken].CopyTo(buffer);
            _hash.AppendData(rest.Span[..taken]);
            _read += taken;
            return taken;
        }
        var read = await _body.ReadAsync(buffer, cancellationToken);
        _read += read;
        _hash.AppendData(buffer.Span[..read]);
        return _read <= VoiceMessageRoutes.MaxBytes ? read : throw Body.TooLarge(VoiceMessageRoutes.MaxBytes).AsException();
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not supported: a request is read asynchronously.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
