using System.Text.Json;

namespace MyAgent.Engine.Projections.Metrics;

/// <summary>The tags of an enumeration's values, as the API writes them; made once.</summary>
/// <typeparam name="TEnum">An enumeration whose values count from 0.</typeparam>
/// <param name="key">The key of the tags.</param>
internal sealed class EnumTags<TEnum>(string key)
    where TEnum : struct, Enum
{
    private readonly KeyValuePair<string, object?>[] _tags =
        [.. Enum.GetNames<TEnum>().Select(name => new KeyValuePair<string, object?>(key, JsonNamingPolicy.CamelCase.ConvertName(name)))];

    /// <summary>The tag of a value.</summary>
    public KeyValuePair<string, object?> this[TEnum value] => _tags[System.Runtime.CompilerServices.Unsafe.BitCast<TEnum, int>(value)];
}
