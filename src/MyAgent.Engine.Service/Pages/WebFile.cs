using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace MyAgent.Engine.Service.Pages;

/// <summary>A file of the web pages. It is the same for all clients and has no secret, so that browsers may cache it, if they validate it each
/// time, and it may be compressed.</summary>
internal sealed class WebFile
{
    /// <summary>Less is not worth compressing, in bytes.</summary>
    private const int MinCompressed = 1024;

    private readonly string _mediaType;
    private readonly IReadOnlyList<Form> _forms;

    /// <summary>Reads the file; it is compressed once.</summary>
    /// <param name="content">What is in it.</param>
    /// <param name="mediaType">Its media type.</param>
    public WebFile(byte[] content, string mediaType)
    {
        _mediaType = mediaType;
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12));
        var plain = new Form(null, content, new EntityTagHeaderValue($"\"{hash}\""));
        _forms = content.Length < MinCompressed ? [plain] :
        [
            new Form("br", Compressed(content, stream => new BrotliStream(stream, CompressionLevel.SmallestSize)), new EntityTagHeaderValue($"\"{hash}-br\"")),
            new Form("gzip", Compressed(content, stream => new GZipStream(stream, CompressionLevel.SmallestSize)), new EntityTagHeaderValue($"\"{hash}-gzip\"")),
            plain,
        ];
    }

    /// <summary>The answer to a request for the file: in a form that the client takes, or 304 where it has that already.</summary>
    public IResult Answer(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var taken = http.Request.GetTypedHeaders().AcceptEncoding;
        var form = _forms.First(form => form.Encoding is null || taken.Any(each => each.Value.Equals(form.Encoding, StringComparison.OrdinalIgnoreCase) && each.Quality is not 0));
        if (form.Encoding is not null)
            headers.ContentEncoding = form.Encoding;
        return Results.Bytes(form.Content, _mediaType, entityTag: form.Tag);
    }

    private static byte[] Compressed(byte[] content, Func<Stream, Stream> compress)
    {
        using var compressed = new MemoryStream();
        using (var stream = compress(compressed))
            stream.Write(content);
        return compressed.ToArray();
    }

    private sealed record Form(string? Encoding, byte[] Content, EntityTagHeaderValue Tag);
}
