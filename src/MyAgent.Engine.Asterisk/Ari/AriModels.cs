using System.Text.Json.Serialization;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>A channel.</summary>
/// <param name="Id">Its id, which its maker chooses.</param>
/// <param name="Name">Its name, such as <c>PJSIP/2001-00000004</c>: the telephone and a number.</param>
/// <param name="State"><c>Down</c>, <c>Ring</c>, <c>Ringing</c>, <c>Up</c> …</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Dialplan">Where it is in the dialplan.</param>
/// <param name="Creationtime">When it came to be.</param>
internal sealed record Channel(string Id, string Name, string State, CallerId Caller, DialplanPlace? Dialplan, DateTimeOffset Creationtime)
{
    /// <summary>Whether it was answered.</summary>
    [JsonIgnore]
    public bool IsUp => State == "Up";

    /// <summary>The telephone whose channel it is, such as <c>PJSIP/2001</c>.</summary>
    [JsonIgnore]
    public string Endpoint => Name.LastIndexOf('-') is var dash and > 0 ? Name[..dash] : Name;
}

/// <summary>Who calls; the number is empty where it is withheld.</summary>
internal sealed record CallerId(string Number, string Name)
{
    /// <summary>The number; null where it is withheld.</summary>
    [JsonIgnore]
    public string? KnownNumber => Number is { Length: > 0 } ? Number : null;
}

/// <summary>Where a channel is in the dialplan.</summary>
/// <param name="Context">The context.</param>
/// <param name="Exten">The number that was called.</param>
/// <param name="AppName">The application that runs.</param>
/// <param name="AppData">Its arguments.</param>
internal sealed record DialplanPlace(
    string Context, string Exten, [property: JsonPropertyName("app_name")] string AppName = "", [property: JsonPropertyName("app_data")] string AppData = "")
{
    /// <summary>The arguments with which the dialplan has sent the channel into an application; null where it is not there.</summary>
    public string[]? ArgsOf(string application) =>
        AppName == "Stasis" && AppData.Split(',') is [var name, .. var args] && name == application ? args : null;
}

/// <summary>A recording that is being made, or was.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cause">Why it failed.</param>
/// <param name="Duration">Its length in seconds.</param>
internal sealed record LiveRecording(string Name, string? Cause = null, int? Duration = null);

/// <summary>A sound that is being played.</summary>
/// <param name="Id">Its id, which its maker chooses.</param>
/// <param name="State"><c>done</c>, <c>failed</c> …</param>
internal sealed record Playback(string Id, string State);

/// <summary>A telephone; <paramref name="State"/> is <c>online</c>, <c>offline</c> or <c>unknown</c>.</summary>
internal sealed record Endpoint(string Technology, string Resource, string? State, [property: JsonPropertyName("channel_ids")] IReadOnlyList<string> ChannelIds)
{
    /// <summary>As the engine names it, such as <c>PJSIP/2001</c>.</summary>
    [JsonIgnore]
    public string Id => $"{Technology}/{Resource}";
}

/// <summary>The state of a device: <c>NOT_INUSE</c>, <c>INUSE</c>, <c>BUSY</c>, <c>UNAVAILABLE</c> …</summary>
internal sealed record DeviceState(string Name, string State);

/// <summary>A bridge.</summary>
internal sealed record Bridge(string Id, IReadOnlyList<string> Channels);

/// <summary>The value of a channel's variable.</summary>
internal sealed record ChannelVariable(string Value);

/// <summary>What <c>asterisk/info</c> answers.</summary>
internal sealed record AsteriskInfo(AsteriskSystem System, AsteriskStatus Status);

/// <summary>Its version.</summary>
internal sealed record AsteriskSystem(string Version);

/// <summary>Since when it runs.</summary>
internal sealed record AsteriskStatus([property: JsonPropertyName("startup_time")] DateTimeOffset StartupTime);

/// <summary>A module; <paramref name="Status"/> is <c>Running</c> or <c>Not Running</c>.</summary>
internal sealed record AsteriskModule(string Name, string Status);

/// <summary>A sound on Asterisk's disk.</summary>
internal sealed record Sound(string Id);
