using MyAgent.Engine.Entities;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>The header by which a client makes a repeated POST, PUT or PATCH harmless.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The longest key, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The request's key; null where it has none, or where it is of another method than POST, PUT and PATCH.</summary>
    /// <exception cref="ProblemException">400: the key is not 1 to 128 visible ASCII characters, or there are several.</exception>
    public static string? Of(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) && !HttpMethods.IsPut(http.Request.Method) && !HttpMethods.IsPatch(http.Request.Method))
            return null;
        var keys = http.Request.Headers[Header];
        if (keys.Count == 0)
            return null;
        var key = keys[0] ?? "";
        if (keys.Count > 1 || key.Length is 0 or > MaxLength || key.Any(character => character is <= ' ' or > '~'))
            throw Problem.BadInput("badIdempotencyKey", Header, $"{Header} must be one key of 1 to {MaxLength} visible ASCII characters.").AsException();
        return key;
    }

    /// <summary>422: the key was used for another command.</summary>
    public static ProblemException Reused() => new Problem(
        StatusCodes.Status422UnprocessableEntity, Refusal.KeyReusedCode, "This key was used for another command, so nothing was done. Use a new key for each command.")
    {
        Field = Header,
    }.AsException();
}
