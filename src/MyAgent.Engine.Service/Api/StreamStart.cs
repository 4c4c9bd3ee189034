using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MyAgent.Engine.Service.Api;

/// <summary>Where a stream of events starts: after the event with an ordering, or after the newest event.</summary>
/// <param name="Ordering">The event's ordering, 0 for the beginning; null for the newest event.</param>
internal readonly record struct StreamStart(long? Ordering) : IParsable<StreamStart>
{
    /// <summary>What its text looks like.</summary>
    public const string Pattern = "^([0-9]{1,19}|newest)$";

    private const string Newest = "newest";

    /// <summary>The value of the parameter: the ordering, or <c>newest</c>.</summary>
    public override string ToString() => Ordering?.ToString(CultureInfo.InvariantCulture) ?? Newest;

    /// <inheritdoc/>
    public static StreamStart Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is neither an ordering nor 'newest'.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StreamStart result)
    {
        result = default;
        if (s == Newest)
            return true;
        if (!long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var ordering))
            return false;
        result = new StreamStart(ordering);
        return true;
    }
}
