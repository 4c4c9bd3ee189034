using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Primitives;

/// <summary>Writes an enumeration by its camelCase names; numbers are not accepted.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class CamelCaseEnum<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
