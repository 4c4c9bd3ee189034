using System.Globalization;
using System.Text.Json;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Formats values for tables and sentences.</summary>
internal static class DisplayFormat
{
    /// <summary>A time of day, in UTC.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>An instant, in UTC; null reads as nothing.</summary>
    public static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A duration: <c>4.2 s</c>, <c>3:20</c>, <c>2:03:20</c>; null reads as a dash.</summary>
    public static string Duration(double? seconds) => seconds switch
    {
        null => "-",
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => TimeSpan.FromSeconds(seconds.Value).ToString(@"m\:ss", CultureInfo.InvariantCulture),
        < 86400 => TimeSpan.FromSeconds(seconds.Value).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        _ => TimeSpan.FromSeconds(seconds.Value).ToString(@"d' d 'h\:mm\:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>A share as a percentage; null reads as a dash.</summary>
    public static string Share(double? share) => share is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The word for a value of an enumeration, as the HTTP API writes it; null reads as nothing.</summary>
    public static string? Of<T>(T? value)
        where T : struct, Enum =>
        value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}
