using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Service.Problems;

/// <summary>An answer that is not a success, written as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Code">A stable word for programs, in camelCase.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>The media type it is written in.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The field of the input that is meant, as a path: <c>callbacks.horizonDays</c>; <c>$</c> for the body as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>The state that forbids it, where <see cref="Status"/> is 409.</summary>
    public string? State { get; init; }

    /// <summary>The newest event, where one was named that there is not.</summary>
    public long? Newest { get; init; }

    /// <summary>The journal's id, where an event was named that it does not have.</summary>
    public string? Journal { get; init; }

    /// <summary>The starts of the next callback windows that can be booked, where the one that was named cannot.</summary>
    public IReadOnlyList<DateTimeOffset>? FreeWindows { get; init; }

    /// <summary>When to try again, in seconds, where that may help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The input itself is wrong.</summary>
    public static Problem BadInput(string code, string field, string detail) =>
        new(StatusCodes.Status400BadRequest, code, detail) { Field = field };

    /// <summary>409: not in this state.</summary>
    public static Problem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    /// <summary>What is named does not exist.</summary>
    public static Problem NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);

    /// <summary>An event is named that the journal does not have: it was replaced, or restored from a backup.</summary>
    public static Problem UnknownEvent(long named, long newest, string journal) => new(
        StatusCodes.Status409Conflict, "eventIdUnknown", $"The newest event is {newest}: there is no event {named}. The journal was replaced, or restored from a backup.")
    {
        Newest = newest,
        Journal = journal,
    };

    /// <summary>The token does not allow it.</summary>
    public static Problem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", detail);

    /// <summary>The engine takes no work at the moment.</summary>
    public static Problem Unavailable(string detail, int retryAfterSeconds) =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", detail) { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>How the engine's refusal reads over HTTP.</summary>
    public static Problem From(Refusal refusal) => new(StatusOf(refusal.Kind), refusal.Code, RefusalTexts.Of(refusal))
    {
        Field = refusal.Field,
        State = refusal.State,
        FreeWindows = CallbackWindows.FreeIn(refusal),
    };

    /// <summary>Ends the handling of a request with this problem.</summary>
    public ProblemException AsException() => new(this);

    /// <summary>Writes it as the answer.</summary>
    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return http.Response.WriteAsJsonAsync(ToWritten(), WrittenAs, MediaType, http.RequestAborted);
    }

    /// <summary>The document.</summary>
    public JsonNode ToJson() => JsonSerializer.SerializeToNode(ToWritten(), WrittenAs)!;

    private Written ToWritten() => new("about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, Detail, Code, Field, State, Newest, Journal, FreeWindows);

    private static readonly JsonSerializerOptions WrittenAs = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // It is never put into a web page: text stays readable.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.WrongState => StatusCodes.Status409Conflict,
        RefusalKind.Rule => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The members of the document, in the order in which they are written.</summary>
    private sealed record Written(string Type, string Title, int Status, string Detail, string Code, string? Field, string? State, long? Newest, string? Journal,
        IReadOnlyList<DateTimeOffset>? FreeWindows);
}

/// <summary>Carries a <see cref="Problem"/> from where it is found to where it is written.</summary>
/// <param name="problem">The problem.</param>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>The problem.</summary>
    public Problem Problem { get; } = problem;
}
