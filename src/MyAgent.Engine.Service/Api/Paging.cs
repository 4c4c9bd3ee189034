using System.Buffers.Text;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api;

/// <summary>The page of a list that a request asks for.</summary>
internal sealed record Paging
{
    /// <summary>How many are given where the request does not say.</summary>
    public const int DefaultLimit = 200;

    /// <summary>The most that are given.</summary>
    public const int MaxLimit = 1000;

    private const int MaxCursorLength = 512;

    /// <summary>How many are given; null for <see cref="DefaultLimit"/>.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit), DefaultValue(DefaultLimit), Description("The maximum number of entries.")]
    public int? Limit { get; init; }

    /// <summary>The next of the page before; null for the first page.</summary>
    [FromQuery(Name = "cursor"), Description("The next of the previous page; default: the first page.")]
    public string? Cursor { get; init; }

    /// <summary>How many are given.</summary>
    public int Count => Limit ?? DefaultLimit;

    /// <summary>What the page begins behind, as the list names it; null to begin with the first.</summary>
    /// <exception cref="ProblemException">400: the cursor was not given by any list.</exception>
    public string? After()
    {
        if (Cursor is null)
            return null;
        if (Cursor.Length is 0 or > MaxCursorLength || !Base64Url.IsValid(Cursor))
            throw BadCursor();
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(Cursor));
        }
        catch (ArgumentException)
        {
            throw BadCursor();
        }
    }

    /// <summary>The cursor that stands for a place in a list. Clients give it back as it is.</summary>
    public static string? CursorOf(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>400: the cursor was not given by this list.</summary>
    public static ProblemException BadCursor() =>
        Problem.BadInput("badCursor", "cursor", "'cursor' must be the next of an earlier page of this list.").AsException();
}
