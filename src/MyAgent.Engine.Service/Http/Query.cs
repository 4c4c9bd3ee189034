using System.Globalization;

namespace MyAgent.Engine.Service.Http;

/// <summary>Reads the parameters of a request's address.</summary>
internal static class Query
{
    /// <summary>A parameter's text; null where it is not given.</summary>
    /// <exception cref="ProblemException">400: it is given more than once.</exception>
    public static string? Text(HttpContext http, string name)
    {
        var values = http.Request.Query[name];
        return values.Count <= 1 ? values.FirstOrDefault() : throw Bad(name, $"'{name}' is given more than once.");
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="ProblemException">400: it is none, or out of range.</exception>
    public static long Whole(HttpContext http, string name, long missing, long least, long most) =>
        Text(http, name) is not { } text ? missing
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Bad(name, $"'{name}' must be a whole number from {least} to {most}.");

    /// <summary>true or false.</summary>
    /// <exception cref="ProblemException">400: it is neither.</exception>
    public static bool Flag(HttpContext http, string name, bool missing) => Text(http, name) switch
    {
        null => missing,
        "true" => true,
        "false" => false,
        _ => throw Bad(name, $"'{name}' must be true or false."),
    };

    /// <summary>An instant with its offset from UTC; null where it is not given.</summary>
    /// <exception cref="ProblemException">400: it is none.</exception>
    public static DateTimeOffset? Instant(HttpContext http, string name)
    {
        if (Text(http, name) is not { } text)
            return null;
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<DateTimeOffset>(
                System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text), ApiJson.Options);
        }
        catch (System.Text.Json.JsonException)
        {
            throw Bad(name, $"'{name}' must be an instant, such as 2026-05-04T09:30:00Z.");
        }
    }

    /// <summary>400: a parameter is not understood.</summary>
    public static ProblemException Bad(string name, string detail) => Problem.BadInput("badQuery", name, detail).AsException();
}
