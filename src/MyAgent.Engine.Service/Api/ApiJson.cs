using System.Text.Json;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Service.Api;

/// <summary>The JSON of the HTTP API: camelCase, instants in UTC, and nothing in a body that is not understood.</summary>
internal static class ApiJson
{
    /// <summary>How answers are written and bodies are read.</summary>
    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>Gives other options the same rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        options.Converters.Add(new UtcInstantConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
