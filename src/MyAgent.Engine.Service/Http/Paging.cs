using System.Buffers.Text;
using System.Text;

namespace MyAgent.Engine.Service.Http;

/// <summary>The page of a list that a request asks for.</summary>
/// <param name="After">What it begins behind, as the list names it; null to begin with the first.</param>
/// <param name="Limit">How many are given.</param>
internal sealed record Paging(string? After, int Limit)
{
    /// <summary>How many are given where the request does not say.</summary>
    public const int DefaultLimit = 200;

    /// <summary>The most that are given.</summary>
    public const int MaxLimit = 1000;

    private const int MaxCursorLength = 512;

    /// <summary>The parameters, for the OpenAPI document.</summary>
    public static readonly (string Name, string Description)[] Parameters =
    [
        ("limit", $"How many to give, 1 to {MaxLimit}; default {DefaultLimit}."),
        ("cursor", "The next of the page before; left out: the first page."),
    ];

    /// <summary>The page that a request asks for.</summary>
    /// <exception cref="ProblemException">400: a parameter is not understood.</exception>
    public static Paging Of(HttpContext http) => new(
        Query.Text(http, "cursor") is { } cursor ? TextOf(cursor) : null,
        (int)Query.Whole(http, "limit", missing: DefaultLimit, least: 1, most: MaxLimit));

    /// <summary>The cursor that stands for a place in a list. Clients give it back as it is.</summary>
    public static string? CursorOf(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>400: the cursor was not given by this list.</summary>
    public static ProblemException BadCursor() =>
        Problem.BadInput("badCursor", "cursor", "'cursor' must be the next of an earlier page of this list.").AsException();

    private static string TextOf(string cursor)
    {
        if (cursor.Length is 0 or > MaxCursorLength || !Base64Url.IsValid(cursor))
            throw BadCursor();
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (ArgumentException)
        {
            throw BadCursor();
        }
    }
}
