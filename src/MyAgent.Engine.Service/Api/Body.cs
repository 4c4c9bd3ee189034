using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using MyAgent.Engine.Service.Limits;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>Reads the bodies of requests: bounded, and all of a body or nothing of it.</summary>
internal static class Body
{
    /// <summary>The largest JSON body, in bytes.</summary>
    public const int MaxJsonBytes = 64 * 1024;

    /// <summary>The media type of a JSON body.</summary>
    public const string Json = "application/json";

    /// <summary>The media type of a JSON merge patch.</summary>
    public const string MergePatch = "application/merge-patch+json";

    private const int FirstRead = 4096;
    private static readonly byte[] NothingGiven = "{}"u8.ToArray();

    /// <summary>Reads a JSON body. An empty one counts as one without any field.</summary>
    /// <exception cref="ProblemException">400 names the field that is not understood, 413 a body that is too large, 415 one that is not JSON.</exception>
    public static async Task<T> ReadJsonAsync<T>(HttpContext http)
        where T : class
    {
        var text = await ReadBytesAsync(http, Limit<T>.Bytes);
        if (text.Length == 0)
            text = NothingGiven;
        else if (!IsOfType(http.Request.ContentType, Json))
            throw WrongMediaType(Json).AsException();
        return Understood(() =>
        {
            using (var document = JsonDocument.Parse(text))
                BodyValidator.Check(document.RootElement, typeof(T));
            return JsonSerializer.Deserialize<T>(text, ApiJson.Options)!;
        });
    }

    /// <summary>Reads a JSON merge patch (RFC 7396) to what a body of a type says: every field may be left out, and null stands for the default.</summary>
    /// <exception cref="ProblemException">As in <see cref="ReadJsonAsync"/>; 400 also where the body is empty.</exception>
    public static async Task<JsonObject> ReadMergePatchAsync<T>(HttpContext http)
        where T : class
    {
        var text = await ReadBytesAsync(http, MaxJsonBytes);
        if (text.Length == 0)
            throw NotUnderstood("$", "The body is empty: a JSON object with the changes is expected.").AsException();
        if (!IsOfType(http.Request.ContentType, MergePatch) && !IsOfType(http.Request.ContentType, Json))
            throw WrongMediaType($"{MergePatch} or {Json}").AsException();
        return Understood(() =>
        {
            using var document = JsonDocument.Parse(text);
            BodyValidator.CheckChanges(document.RootElement, typeof(T));
            return JsonObject.Create(document.RootElement.Clone())!;
        });
    }

    /// <summary>What is made of a body.</summary>
    /// <exception cref="ProblemException">400: names the field that is not of the type that belongs there.</exception>
    public static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException thrown)
        {
            throw NotUnderstood(PathOf(thrown), thrown.Path is null or "$"
                ? "The body is not valid JSON: " + thrown.Message
                : $"'{PathOf(thrown)}' has the wrong type.").AsException();
        }
        catch (InvalidOperationException)
        {
            throw NotUnderstood("$", "The body contains text that is not valid Unicode.").AsException();
        }
    }

    /// <summary>Reads a body of any kind.</summary>
    /// <exception cref="ProblemException">413: it has more than <paramref name="maxBytes"/> bytes.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpContext http, int maxBytes)
    {
        if (http.Request.ContentLength > maxBytes)
            throw TooLarge(maxBytes).AsException();
        var seconds = http.RequestServices.GetRequiredService<ServerLimits>().BodySeconds;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, timeout.Token);
        try
        {
            return await ReadBytesAsync(http.Request, maxBytes, reading.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new Problem(StatusCodes.Status408RequestTimeout, "bodyTooSlow", $"The body did not arrive within {seconds:0} seconds.").AsException();
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        var buffer = new byte[(int)(request.ContentLength ?? FirstRead) + 1];
        var length = 0;
        while (await request.Body.ReadAsync(buffer.AsMemory(length), cancel) is var read and > 0)
        {
            length += read;
            if (length > maxBytes)
                throw TooLarge(maxBytes).AsException();
            if (length == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxBytes + 1));
        }
        return buffer[..length];
    }

    /// <summary>400: a field of the body, or all of it, is not understood.</summary>
    public static Problem NotUnderstood(string field, string detail) => Problem.BadInput("badBody", field, detail);

    /// <summary>413: the body is too large.</summary>
    public static Problem TooLarge(int maxBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "tooLarge", $"The body has more than {maxBytes} bytes.");

    /// <summary>415: the body is of another type than the one expected.</summary>
    public static Problem WrongMediaType(string expected) =>
        new(StatusCodes.Status415UnsupportedMediaType, "wrongMediaType", $"A body of type {expected} is expected.");

    private static bool IsOfType(string? contentType, string expected) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    /// <summary>The largest size of a type's body: looked up once, not with each request.</summary>
    private static class Limit<T>
    {
        public static readonly int Bytes = typeof(T).GetCustomAttribute<MaxBytesAttribute>()?.Bytes ?? MaxJsonBytes;
    }

    private static string PathOf(JsonException thrown) =>
        thrown.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : thrown.Path ?? "$";
}
