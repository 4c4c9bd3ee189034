using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>What the connector has Asterisk do. What is not there any more (404), or not in that state (409, 412, 422), is done: the caller was quicker.</summary>
internal sealed class AsteriskCommands(AriConnection ari, string application)
{
    /// <summary>Picks up.</summary>
    public Task AnswerAsync(string channel) => DoAsync(HttpMethod.Post, $"channels/{channel}/answer");

    /// <summary>Hangs up.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="reason">normal, busy, congestion, no_answer …; null for normal.</param>
    public Task HangUpAsync(string channel, string? reason = null) =>
        DoAsync(HttpMethod.Delete, $"channels/{channel}", reason is null ? [] : [("reason", reason)]);

    /// <summary>Lets the dialplan go on with a channel, behind Stasis().</summary>
    public Task ContinueAsync(string channel) => DoAsync(HttpMethod.Post, $"channels/{channel}/continue");

    /// <summary>Sets a variable of a channel.</summary>
    public Task SetAsync(string channel, string variable, string value) =>
        DoAsync(HttpMethod.Post, $"channels/{channel}/variable", ("variable", variable), ("value", value));

    /// <summary>A variable of a channel; null where it has none.</summary>
    public async Task<string?> VariableAsync(string channel, string variable)
    {
        var answer = await ari.AskAsync(HttpMethod.Get, $"channels/{channel}/variable", ("variable", variable)).ConfigureAwait(false);
        return answer.IsDone ? JsonSerializer.Deserialize(answer.Body, AriJson.Default.ChannelVariable)?.Value : null;
    }

    /// <summary>Music for who waits.</summary>
    public Task PlayMusicAsync(string channel, string? music = null) =>
        DoAsync(HttpMethod.Post, $"channels/{channel}/moh", music is null ? [] : [("mohClass", music)]);

    /// <summary>Ends the music.</summary>
    public Task StopMusicAsync(string channel) => DoAsync(HttpMethod.Delete, $"channels/{channel}/moh");

    /// <summary>Plays sounds one after the other.</summary>
    /// <param name="channel">Who hears them.</param>
    /// <param name="playback">The id, which the event of its end has.</param>
    /// <param name="sounds">The sounds.</param>
    /// <returns>Whether they are played; else no event of an end comes.</returns>
    public async Task<bool> PlayAsync(string channel, string playback, IReadOnlyList<string> sounds)
    {
        if (sounds.Count == 0)
            return false;
        var answer = await ari.AskAsync(HttpMethod.Post, $"channels/{channel}/play", ("playbackId", playback), ("media", string.Join(',', sounds))).ConfigureAwait(false);
        return answer.IsDone;
    }

    /// <summary>Ends a sound.</summary>
    public Task StopPlayingAsync(string playback) => DoAsync(HttpMethod.Delete, $"playbacks/{playback}");

    /// <summary>Records what a caller says, after a tone, until # or a hang-up. An earlier recording of the name is overwritten.</summary>
    /// <returns>Whether it is recorded; else no event of an end comes.</returns>
    public async Task<bool> RecordAsync(string channel, string name, TimeSpan limit)
    {
        var answer = await ari.AskAsync(
            HttpMethod.Post, $"channels/{channel}/record", ("name", name), ("format", "wav"), ("maxDurationSeconds", Seconds(limit)), ("ifExists", "overwrite"),
            ("beep", "true"), ("terminateOn", "#")).ConfigureAwait(false);
        return answer.IsDone;
    }

    /// <summary>Whether a recording is being made.</summary>
    public async Task<bool> IsRecordingAsync(string name) => (await ari.AskAsync(HttpMethod.Get, $"recordings/live/{name}").ConfigureAwait(false)).IsDone;

    /// <summary>Whether Asterisk has a recording on its disk.</summary>
    public async Task<bool> HasRecordingAsync(string name) => (await ari.AskAsync(HttpMethod.Get, $"recordings/stored/{name}").ConfigureAwait(false)).IsDone;

    /// <summary>Whether Asterisk has its directory of recordings.</summary>
    public async Task<bool> CanRecordAsync() => (await ari.AskAsync(HttpMethod.Get, "recordings/stored").ConfigureAwait(false)).IsDone;

    /// <summary>Ends a recording, and keeps it.</summary>
    public Task StopRecordingAsync(string name) => DoAsync(HttpMethod.Post, $"recordings/live/{name}/stop");

    /// <summary>Dials a telephone. The channel comes into the application when it is answered.</summary>
    /// <param name="endpoint">The telephone, such as PJSIP/2001.</param>
    /// <param name="channel">The id of the new channel.</param>
    /// <param name="caller">What the telephone shows; empty for nothing.</param>
    /// <param name="timeout">How long it rings.</param>
    /// <param name="originator">The channel whose formats it should have; null for none.</param>
    /// <returns>Whether it rings; false where Asterisk knows no such telephone, or cannot reach it.</returns>
    public async Task<bool> DialAsync(string endpoint, string channel, string caller, TimeSpan timeout, string? originator)
    {
        List<(string, string)> query = [("endpoint", endpoint), ("app", application), ("channelId", channel), ("callerId", caller), ("timeout", Seconds(timeout))];
        if (originator is not null)
            query.Add(("originator", originator));
        var answer = await ari.AskAsync(HttpMethod.Post, "channels", query).ConfigureAwait(false);
        // The originator may be gone by now, which is a 400.
        if (answer.Status == HttpStatusCode.BadRequest && originator is not null)
            return await DialAsync(endpoint, channel, caller, timeout, originator: null).ConfigureAwait(false);
        return answer.IsDone || answer.Status == HttpStatusCode.Conflict;
    }

    /// <summary>Makes a bridge, or finds it.</summary>
    public Task MakeBridgeAsync(string bridge) => DoAsync(HttpMethod.Post, $"bridges/{bridge}", ("type", "mixing,dtmf_events"));

    /// <summary>Brings channels into a bridge, from others that they may be in.</summary>
    /// <returns>Whether all are there; false where one of them is gone.</returns>
    public async Task<bool> JoinAsync(string bridge, params IEnumerable<string> channels)
    {
        var answer = await ari.AskAsync(HttpMethod.Post, $"bridges/{bridge}/addChannel", ("channel", string.Join(',', channels))).ConfigureAwait(false);
        return answer.IsDone;
    }

    /// <summary>Takes a channel out of a bridge.</summary>
    public Task LeaveAsync(string bridge, string channel) => DoAsync(HttpMethod.Post, $"bridges/{bridge}/removeChannel", ("channel", channel));

    /// <summary>Takes a bridge away; the channels stay.</summary>
    public Task RemoveBridgeAsync(string bridge) => DoAsync(HttpMethod.Delete, $"bridges/{bridge}");

    /// <summary>Has the events of telephones and devices sent too.</summary>
    public Task SubscribeAsync(string source) => DoAsync(HttpMethod.Post, $"applications/{application}/subscription", ("eventSource", source));

    /// <summary>The channels.</summary>
    public Task<List<Channel>> ChannelsAsync() => GetAsync("channels", AriJson.Default.ListChannel);

    /// <summary>The bridges.</summary>
    public Task<List<Bridge>> BridgesAsync() => GetAsync("bridges", AriJson.Default.ListBridge);

    /// <summary>The telephones of a technology, such as PJSIP.</summary>
    public Task<List<Endpoint>> EndpointsAsync(string technology) => GetAsync($"endpoints/{technology}", AriJson.Default.ListEndpoint);

    /// <summary>A telephone; null where Asterisk has none of that name.</summary>
    public async Task<Endpoint?> EndpointAsync(string endpoint)
    {
        var answer = await ari.AskAsync(HttpMethod.Get, $"endpoints/{endpoint}").ConfigureAwait(false);
        return answer.IsDone ? JsonSerializer.Deserialize(answer.Body, AriJson.Default.Endpoint) : null;
    }

    /// <summary>The state of a device.</summary>
    public Task<DeviceState> DeviceStateAsync(string device) => GetAsync($"deviceStates/{Uri.EscapeDataString(device)}", AriJson.Default.DeviceState);

    /// <summary>The modules.</summary>
    public Task<List<AsteriskModule>> ModulesAsync() => GetAsync("asterisk/modules", AriJson.Default.ListAsteriskModule);

    /// <summary>The sounds.</summary>
    public Task<List<Sound>> SoundsAsync() => GetAsync("sounds", AriJson.Default.ListSound);

    /// <summary>Asterisk's version, and since when it runs.</summary>
    public Task<AsteriskInfo> InfoAsync() => GetAsync("asterisk/info", AriJson.Default.AsteriskInfo);

    private static string Seconds(TimeSpan time) => Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private async Task DoAsync(HttpMethod method, string path, params IReadOnlyList<(string Name, string Value)> query)
    {
        var answer = await ari.AskAsync(method, path, query).ConfigureAwait(false);
        if (!answer.IsDone && (int)answer.Status is not (404 or 409 or 412 or 422))
            throw new AriRefusedException($"{method} {path}: {(int)answer.Status} {answer.Body}");
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type)
    {
        var answer = await ari.AskAsync(HttpMethod.Get, path).ConfigureAwait(false);
        return answer.IsDone ? JsonSerializer.Deserialize(answer.Body, type)! : throw new AriRefusedException($"GET {path}: {(int)answer.Status} {answer.Body}");
    }
}
