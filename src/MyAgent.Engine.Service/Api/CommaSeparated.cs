using System.Diagnostics.CodeAnalysis;

namespace MyAgent.Engine.Service.Api;

/// <summary>Several values of one parameter of an address: <c>state=waiting,offered</c>.</summary>
/// <typeparam name="T">One of them: an enumeration or a text.</typeparam>
/// <param name="Values">The values, each once, in the order in which they were given.</param>
internal sealed record CommaSeparated<T>(IReadOnlyList<T> Values) : IParsable<CommaSeparated<T>>
{
    /// <inheritdoc/>
    public static CommaSeparated<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is no list of {typeof(T).Name}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CommaSeparated<T> result)
    {
        var values = new List<T>();
        foreach (var text in (s ?? "").Split(','))
        {
            if (!QueryText.TryParse(text, typeof(T), out var value))
            {
                result = null;
                return false;
            }
            if (!values.Contains((T)value))
                values.Add((T)value);
        }
        result = new CommaSeparated<T>(values);
        return true;
    }
}
