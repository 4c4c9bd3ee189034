using System.Text.Json;
using System.Text.Json.Serialization;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>An event of Asterisk's REST interface, as far as the connector reads it: members that it does not name are passed over, and so are events of other types.</summary>
internal abstract record AriEvent
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>Reads an event; null for one of a type that the connector does not use.</summary>
    /// <exception cref="JsonException">It is no event.</exception>
    public static AriEvent? Read(JsonElement message) => message.GetProperty("type").GetString() switch
    {
        "StasisStart" => message.Deserialize(AriJson.Default.StasisStart),
        "StasisEnd" => message.Deserialize(AriJson.Default.StasisEnd),
        "ChannelDestroyed" => message.Deserialize(AriJson.Default.ChannelDestroyed),
        "ChannelDtmfReceived" => message.Deserialize(AriJson.Default.ChannelDtmfReceived),
        "ChannelHold" => message.Deserialize(AriJson.Default.ChannelHold),
        "ChannelUnhold" => message.Deserialize(AriJson.Default.ChannelUnhold),
        "RecordingFinished" => message.Deserialize(AriJson.Default.RecordingFinished),
        "RecordingFailed" => message.Deserialize(AriJson.Default.RecordingFailed),
        "PlaybackFinished" => message.Deserialize(AriJson.Default.PlaybackFinished),
        "EndpointStateChange" => message.Deserialize(AriJson.Default.EndpointStateChange),
        "DeviceStateChanged" => message.Deserialize(AriJson.Default.DeviceStateChanged),
        "ApplicationReplaced" => message.Deserialize(AriJson.Default.ApplicationReplaced),
        _ => null,
    };
}

/// <summary>A channel has come into the application.</summary>
internal sealed record StasisStart(Channel Channel, IReadOnlyList<string> Args) : AriEvent;

/// <summary>A channel has left the application, by a hang-up or because the dialplan goes on.</summary>
internal sealed record StasisEnd(Channel Channel) : AriEvent;

/// <summary>A channel that the connector dialled is gone. Reliable only for those.</summary>
internal sealed record ChannelDestroyed(Channel Channel, int Cause) : AriEvent;

/// <summary>A key was pressed.</summary>
internal sealed record ChannelDtmfReceived(Channel Channel, string Digit) : AriEvent;

/// <summary>A telephone has put its call on hold.</summary>
internal sealed record ChannelHold(Channel Channel) : AriEvent;

/// <summary>A telephone has taken its call off hold.</summary>
internal sealed record ChannelUnhold(Channel Channel) : AriEvent;

/// <summary>A recording is complete, and on Asterisk's disk.</summary>
internal sealed record RecordingFinished(LiveRecording Recording) : AriEvent;

/// <summary>A recording could not be made.</summary>
internal sealed record RecordingFailed(LiveRecording Recording) : AriEvent;

/// <summary>A sound was played to its end, or could not be.</summary>
internal sealed record PlaybackFinished(Playback Playback) : AriEvent;

/// <summary>A telephone has registered, or is gone.</summary>
internal sealed record EndpointStateChange(Endpoint Endpoint) : AriEvent;

/// <summary>A device is in use, or free again.</summary>
internal sealed record DeviceStateChanged([property: JsonPropertyName("device_state")] DeviceState DeviceState) : AriEvent;

/// <summary>Another connector has taken the application over.</summary>
internal sealed record ApplicationReplaced : AriEvent;

/// <summary>The JSON of Asterisk's REST interface.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(AriTime)])]
[JsonSerializable(typeof(StasisStart))]
[JsonSerializable(typeof(StasisEnd))]
[JsonSerializable(typeof(ChannelDestroyed))]
[JsonSerializable(typeof(ChannelDtmfReceived))]
[JsonSerializable(typeof(ChannelHold))]
[JsonSerializable(typeof(ChannelUnhold))]
[JsonSerializable(typeof(RecordingFinished))]
[JsonSerializable(typeof(RecordingFailed))]
[JsonSerializable(typeof(PlaybackFinished))]
[JsonSerializable(typeof(EndpointStateChange))]
[JsonSerializable(typeof(DeviceStateChanged))]
[JsonSerializable(typeof(ApplicationReplaced))]
[JsonSerializable(typeof(List<Channel>))]
[JsonSerializable(typeof(List<Bridge>))]
[JsonSerializable(typeof(List<Endpoint>))]
[JsonSerializable(typeof(Endpoint))]
[JsonSerializable(typeof(DeviceState))]
[JsonSerializable(typeof(List<AsteriskModule>))]
[JsonSerializable(typeof(List<Sound>))]
[JsonSerializable(typeof(LiveRecording))]
[JsonSerializable(typeof(ChannelVariable))]
[JsonSerializable(typeof(AsteriskInfo))]
internal sealed partial class AriJson : JsonSerializerContext;

/// <summary>Asterisk writes the offset of a time without a colon: 2026-05-04T12:00:00.123+0000.</summary>
internal sealed class AriTime : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        DateTimeOffset.ParseExact(reader.GetString()!, Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture).Remove(26, 1));
}
