namespace MyAgent.Engine.Entities;

/// <summary>How long a time that a setting or command names may be, in seconds.</summary>
internal static class TimeRange
{
    /// <summary>The longest: ten years. Added to any instant of an engine's life it stays within the calendar.</summary>
    public const double MaxSeconds = 3650 * 86400.0;

    /// <summary>Refuses a time that is shorter than <paramref name="min"/>, longer than <see cref="MaxSeconds"/>, or no number.</summary>
    /// <param name="seconds">The time; null where none is set, which is never refused.</param>
    /// <param name="field">The field that names it.</param>
    /// <param name="min">The shortest.</param>
    /// <returns>The refusal; null where there is none.</returns>
    public static Refusal? Refuse(double? seconds, string field, double min = 0) =>
        seconds is null || (seconds >= min && seconds <= MaxSeconds)
            ? null
            : Refusals.Invalid("outOfRange", field, field, Text(min), Text(MaxSeconds));

    private static string Text(double number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
