using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MyAgent.Engine.Asterisk.Tests.Stub;

/// <summary>A channel of the stub.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its name: the telephone and a number.</param>
/// <param name="number">The caller's number; empty where it is withheld.</param>
internal sealed class StubChannel(string id, string name, string number)
{
    private readonly DateTimeOffset _created = DateTimeOffset.UtcNow;

    public string Id => id;

    public string Endpoint => name[..name.LastIndexOf('-')];

    /// <summary>What the telephone shows, or who calls.</summary>
    public string Number => number;

    public required string State { get; set; }

    /// <summary>Whether the connector has dialled it.</summary>
    public bool IsDialled { get; init; }

    /// <summary>The arguments of Stasis(), while the dialplan is in it.</summary>
    public string? Args { get; set; }

    public bool HasMusic { get; set; }

    /// <summary>The sounds that it has heard.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public ConcurrentDictionary<string, string> Variables { get; } = new();

    public JsonObject ToJson() => new()
    {
        ["id"] = id, ["name"] = name, ["state"] = State, ["protocol_id"] = "", ["accountcode"] = "", ["language"] = "en",
        ["caller"] = new JsonObject { ["name"] = "", ["number"] = number }, ["connected"] = new JsonObject { ["name"] = "", ["number"] = "" },
        ["dialplan"] = new JsonObject
        {
            ["context"] = "from-trunk", ["exten"] = "s", ["priority"] = 2, ["app_name"] = Args is null ? "" : "Stasis", ["app_data"] = Args is null ? "" : $"myagent,{Args}",
        },
        ["creationtime"] = Time(_created),
    };

    /// <summary>A time as Asterisk writes it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
