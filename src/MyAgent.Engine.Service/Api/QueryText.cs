using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace MyAgent.Engine.Service.Api;

/// <summary>Reads the text of a parameter of an address, and nothing that is only nearly right.</summary>
internal static class QueryText
{
    /// <summary>Reads a text as a value of a type.</summary>
    public static bool TryParse(string text, Type type, [NotNullWhen(true)] out object? value)
    {
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type == typeof(bool))
            value = text switch { "true" => true, "false" => false, _ => null };
        else if (type == typeof(int))
            value = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        else if (type == typeof(long))
            value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;
        else if (type == typeof(DateTimeOffset))
            value = Instant(text);
        else if (type.IsEnum)
            value = Enum.GetValues(type).Cast<object>().FirstOrDefault(each => NameOf(each) == text);
        else if (type.GetMethod(nameof(IParsable<int>.TryParse), [typeof(string), typeof(IFormatProvider), type.MakeByRefType()]) is { } parse)
            value = Parsed(parse, text);
        else
            throw new NotSupportedException($"No parameter of an address can be a {type.Name}.");
        return value is not null;
    }

    /// <summary>Says what is expected of a text of a type.</summary>
    public static string Expected(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(StreamStart) ? "the id of an event, 0 or newest"
        : type == typeof(DateTimeOffset) ? "an instant, such as 2026-05-04T09:30:00Z"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(NameOf))}"
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(CommaSeparated<>) ? $"a list with commas, each {Expected(type.GetGenericArguments()[0])}"
        : "a text";

    /// <summary>The word for an enumeration's value.</summary>
    public static string NameOf(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);

    private static object? Instant(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.SerializeToUtf8Bytes(text), ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? Parsed(System.Reflection.MethodInfo parse, string text)
    {
        object?[] arguments = [text, CultureInfo.InvariantCulture, null];
        return (bool)parse.Invoke(null, arguments)! ? arguments[2] : null;
    }
}
