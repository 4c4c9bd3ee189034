using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Service.Client;

/// <summary>The JSON that commands read from a server and write to standard output. Fields that a newer server sends are passed over.</summary>
internal static class CommandJson
{
    /// <summary>Reads and writes camelCase, instants in UTC, indented.</summary>
    public static readonly JsonSerializerOptions Options = Make(indented: true);

    /// <summary>The same on one line.</summary>
    public static readonly JsonSerializerOptions OneLine = Make(indented: false);

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            NumberHandling = JsonNumberHandling.Strict,

            // Written to a terminal or a file, never into a web page: text stays readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new UtcInstantConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
