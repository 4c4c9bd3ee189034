using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using MyAgent.Engine.Asterisk.Settings;

namespace MyAgent.Engine.Asterisk.Tests.Stub;

/// <summary>An Asterisk without telephones: it answers the REST interface over its WebSocket as a real one does, and sends the events that a real one sends, in the members
/// that were
/// seen of it. Tests play callers and telephones. Sounds end at once, but for tones.</summary>
internal sealed partial class AsteriskStub(X509Certificate2? certificate = null) : IAsyncDisposable
{
    public const string User = "myagent";
    public const string Password = "secret";

    private static readonly string Application = new AsteriskSettings().Application;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<string, StubChannel> _channels = [];
    private readonly Dictionary<string, StubBridge> _bridges = [];
    private readonly Dictionary<string, string> _liveRecordings = [];
    private readonly Dictionary<string, byte[]> _stored = [];
    private readonly Dictionary<string, string> _playing = [];
    private readonly Dictionary<string, StubTelephone> _telephones = [];
    private readonly Dictionary<string, string> _devices = [];
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<byte[]> _fetched = new();
    private WebApplication? _server;
    private WebSocket? _socket;
    private DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    private int _serial;

    /// <summary>How long a caller speaks, in seconds.</summary>
    public int SecondsSpoken { get; set; } = 5;

    /// <summary>When the event of a # that ends a recording comes.</summary>
    public HashEvent HashOfRecording { get; set; }

    /// <summary>Whether it can record: a full disk cannot.</summary>
    public bool CanRecord { get; set; } = true;

    /// <summary>Whether it can play what it has recorded: a disk with faults cannot.</summary>
    public bool CanReadRecordings { get; set; } = true;

    /// <summary>Whether sounds go on until their hearer hangs up.</summary>
    public bool SoundsLast { get; set; }

    /// <summary>Whether the user may act.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether a telephone that was answered is hung up again before it can be connected.</summary>
    public bool HangsUpAtOnce { get; set; }

    /// <summary>The version that it gives.</summary>
    public string Version { get; set; } = "22.5.0";

    /// <summary>The sounds that it has; null for all that are asked for.</summary>
    public IReadOnlyList<string> Sounds { get; set; } = [];

    /// <summary>The modules that run.</summary>
    public IReadOnlyList<string> Modules { get; set; } = [];

    /// <summary>Where it is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Everything that it was asked, as method and path with the parameters.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The sounds that it has fetched by HTTP, and played.</summary>
    public IReadOnlyList<byte[]> Fetched => [.. _fetched];

    /// <summary>Whether a connector is connected.</summary>
    public bool IsConnected => Volatile.Read(ref _socket) is { State: WebSocketState.Open };

    public IReadOnlyList<StubChannel> Channels
    {
        get
        {
            lock (_lock)
                return [.. _channels.Values];
        }
    }

    /// <param name="port">Where it listens; 0 (the default) for any port.</param>
    /// <param name="certificate">Its certificate, with which it speaks TLS; null (the default) for none.</param>
    public static async Task<AsteriskStub> StartAsync(int port = 0, X509Certificate2? certificate = null)
    {
        var stub = new AsteriskStub(certificate);
        await stub.ListenAsync(port);
        return stub;
    }

    /// <summary>Adds telephones that are registered.</summary>
    public void Register(params string[] endpoints)
    {
        lock (_lock)
        {
            foreach (var endpoint in endpoints)
                _telephones[endpoint] = new StubTelephone { State = "online" };
        }
    }

    /// <summary>A caller comes by the dialplan's <c>Stasis(myagent,args)</c>.</summary>
    public async Task<string> CallAsync(string? number, string args, string from = "PJSIP/trunk")
    {
        StubChannel channel;
        lock (_lock)
        {
            var serial = ++_serial;
            channel = new StubChannel($"17320000.{serial}", $"{from}-{serial:x8}", number ?? string.Empty) { State = "Ring", Args = args };
            _channels[channel.Id] = channel;
        }
        await SendAsync("StasisStart", new JsonObject { ["args"] = new JsonArray([.. args.Split(',').Select(arg => JsonValue.Create(arg))]), ["channel"] = channel.ToJson() });
        return channel.Id;
    }

    /// <summary>The dialplan sends a caller into the application again.</summary>
    public async Task EnterAsync(string channel, string args)
    {
        StubChannel found;
        lock (_lock)
            (found = _channels[channel]).Args = args;
        await SendAsync("StasisStart", new JsonObject { ["args"] = new JsonArray([.. args.Split(',').Select(arg => JsonValue.Create(arg))]), ["channel"] = found.ToJson() });
    }

    /// <summary>A telephone that rings is answered.</summary>
    public async Task AnswerAsync(string channel)
    {
        StubChannel found;
        lock (_lock)
            (found = _channels[channel]).State = "Up";
        await SendAsync("StasisStart", new JsonObject { ["args"] = new JsonArray(), ["channel"] = found.ToJson() });
    }

    /// <summary>A caller or an agent hangs up, or a telephone refuses: 17 busy, 19 no answer, 21 declined.</summary>
    public async Task HangUpAsync(string channel, int cause = 16)
    {
        StubChannel? found;
        string? recording, sound;
        lock (_lock)
        {
            if (!_channels.Remove(channel, out found))
                return;
            _playing.Remove(channel, out sound);
            foreach (var bridge in _bridges.Values)
                bridge.Channels.Remove(channel);
            recording = _liveRecordings.FirstOrDefault(live => live.Value == channel).Key;
        }
        if (recording is not null)
            await EndRecordingAsync(recording);
        if (sound is not null)
            await EndSoundAsync(sound, "failed");
        if (found.IsDialled && found.State != "Up")
        {
            await SendAsync("ChannelDestroyed", new JsonObject { ["cause"] = cause, ["channel"] = found.ToJson() });
            return;
        }
        await SendAsync("StasisEnd", new JsonObject { ["channel"] = found.ToJson() });
        if (found.IsDialled)
            await SendAsync("ChannelDestroyed", new JsonObject { ["cause"] = cause, ["channel"] = found.ToJson() });
    }

    /// <summary>Keys are pressed.</summary>
    public async Task PressAsync(string channel, string digits)
    {
        foreach (var digit in digits)
        {
            StubChannel found;
            string? recording = null;
            lock (_lock)
            {
                found = _channels[channel];
                if (digit == '#')
                    recording = _liveRecordings.FirstOrDefault(live => live.Value == channel).Key;
            }
            if (recording is not null && HashOfRecording != HashEvent.BeforeItsEnd)
                await EndRecordingAsync(recording);
            if (recording is null || HashOfRecording != HashEvent.Lost)
                await SendAsync("ChannelDtmfReceived", new JsonObject { ["digit"] = digit.ToString(), ["duration_ms"] = 100, ["channel"] = found.ToJson() });
            if (recording is not null)
                await EndRecordingAsync(recording);
        }
    }

    /// <summary>A telephone puts its call on hold, or takes it off.</summary>
    public Task HoldAsync(string channel, bool isHeld)
    {
        lock (_lock)
            return SendAsync(isHeld ? "ChannelHold" : "ChannelUnhold", new JsonObject { ["channel"] = _channels[channel].ToJson() });
    }

    /// <summary>A telephone registers, or is gone.</summary>
    public Task SetTelephoneAsync(string endpoint, string state)
    {
        JsonObject json;
        lock (_lock)
        {
            _telephones[endpoint] = new StubTelephone { State = state };
            json = EndpointJson(endpoint);
        }
        return SendAsync("EndpointStateChange", new JsonObject { ["endpoint"] = json });
    }

    /// <summary>A device changes.</summary>
    public Task SetDeviceAsync(string device, string state)
    {
        lock (_lock)
            _devices[device] = state;
        return SendAsync("DeviceStateChanged", new JsonObject { ["device_state"] = new JsonObject { ["name"] = device, ["state"] = state } });
    }

    /// <summary>A telephone is in a call of its own.</summary>
    public async Task<string> PrivateCallAsync(string endpoint)
    {
        string id;
        lock (_lock)
        {
            id = $"17320000.{++_serial}";
            _channels[id] = new StubChannel(id, $"{endpoint}-{_serial:x8}", "private") { State = "Up" };
        }
        await SetDeviceAsync(endpoint, "INUSE");
        return id;
    }

    /// <summary>A private call ends.</summary>
    public Task EndPrivateCallAsync(string channel)
    {
        string endpoint;
        lock (_lock)
        {
            endpoint = _channels[channel].Endpoint;
            _channels.Remove(channel);
        }
        return SetDeviceAsync(endpoint, "NOT_INUSE");
    }

    /// <summary>The channel for an agent of a kind of leg (ag-, cb-), once it is there.</summary>
    public async Task<StubChannel> RingingAsync(string prefix = "ag-", string? endpoint = null)
    {
        StubChannel? found = null;
        await Eventually.TrueAsync(
            () => Task.FromResult((found = Channels.LastOrDefault(
                channel => channel.Id.StartsWith(prefix, StringComparison.Ordinal) && channel.State == "Ringing"
                    && (endpoint is null || channel.Endpoint == endpoint))) is not null),
            () => $"No telephone rings ({prefix}{endpoint}). {string.Join('\n', Requests.TakeLast(20))}");
        return found!;
    }

    /// <summary>Waits until channels hear each other, and no other.</summary>
    public Task BridgedAsync(params string[] channels) => Eventually.TrueAsync(
        () => Task.FromResult(AreTogether(channels)), () => $"{string.Join(" and ", channels)} do not talk. {string.Join('\n', Requests.TakeLast(20))}");

    /// <summary>Waits until a channel is gone.</summary>
    public Task GoneAsync(string channel) => Eventually.TrueAsync(
        () => Task.FromResult(Channels.All(each => each.Id != channel)), () => $"{channel} is still there. {string.Join('\n', Requests.TakeLast(20))}");

    /// <summary>Waits until something was asked.</summary>
    public Task AskedAsync(string request, int times = 1) => Eventually.TrueAsync(
        () => Task.FromResult(Requests.Count(each => each.StartsWith(request, StringComparison.Ordinal)) >= times),
        () => $"{request} was not asked {times} times. {string.Join('\n', Requests.TakeLast(20))}");

    /// <summary>A channel as it is now; null where it is gone.</summary>
    public StubChannel? Find(string channel) => Channels.FirstOrDefault(each => each.Id == channel);

    /// <summary>The process dies: every call is over, and no event says so. What is on disk stays.</summary>
    public async Task KillAsync()
    {
        Cut();
        var port = Address.Port;
        await _server!.DisposeAsync();
        lock (_lock)
        {
            _channels.Clear();
            _bridges.Clear();
            _liveRecordings.Clear();
            _startedAt = DateTimeOffset.UtcNow;
        }
        await ListenAsync(port);
    }

    /// <summary>Its disk is replaced: the recordings are lost.</summary>
    public void ReplaceDisk()
    {
        lock (_lock)
            _stored.Clear();
    }

    /// <summary>The connection breaks off. The calls go on.</summary>
    public void Cut() => Interlocked.Exchange(ref _socket, null)?.Abort();

    /// <summary>Sends an event that no connector of today can read.</summary>
    public async Task SendStrangeAsync()
    {
        await SendAsync("StasisStart", new JsonObject { ["args"] = 5, ["channel"] = "PJSIP/2001" });
        await SendAsync("ChannelDtmfReceived", []);
        await SendAsync("SomethingNew", []);
    }

    /// <summary>Another program takes the application over.</summary>
    public Task ReplaceAsync() => SendAsync("ApplicationReplaced", []);

    /// <summary>Dials a connector that listens, as an outbound WebSocket does.</summary>
    /// <returns>The HTTP status where it is refused, 0 where no connector listens; null where it is taken.</returns>
    public async Task<int?> DialAsync(Uri connector, string password = Password, X509Certificate2? trusted = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ari");
        if (trusted is not null)
            socket.Options.RemoteCertificateValidationCallback = (_, presented, _, _) => presented is not null && presented.GetCertHashString() == trusted.GetCertHashString();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}")));
        try
        {
            await socket.ConnectAsync(new UriBuilder(connector) { Scheme = trusted is null ? "ws" : "wss" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return (int)socket.HttpStatusCode;
        }
        _ = ServeAsync(socket, Application);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        if (_server is not null)
            await _server.DisposeAsync();
        _sending.Dispose();
    }

    private bool AreTogether(string[] channels)
    {
        lock (_lock)
            return _bridges.Values.Any(bridge => bridge.Channels.SetEquals(channels)) && channels.All(channel => !_channels[channel].HasMusic);
    }

    private async Task EndRecordingAsync(string name)
    {
        lock (_lock)
        {
            if (!_liveRecordings.Remove(name))
                return;
            _stored[name] = [.. "RIFF\0\0\0\0WAVEfmt "u8, .. new byte[28 + SecondsSpoken * 16_000]];
        }
        await SendAsync("RecordingFinished", new JsonObject
        {
            ["recording"] = new JsonObject { ["name"] = name, ["format"] = "wav", ["state"] = "done", ["duration"] = SecondsSpoken },
        });
    }

    private Task EndSoundAsync(string playback, string state) =>
        SendAsync("PlaybackFinished", new JsonObject { ["playback"] = new JsonObject { ["id"] = playback, ["state"] = state } });

    private async Task SendAsync(string type, JsonObject message)
    {
        message["type"] = type;
        message["timestamp"] = StubChannel.Time(DateTimeOffset.UtcNow);
        message["application"] = "myagent";
        if (Volatile.Read(ref _socket) is { } socket)
            await SendAsync(socket, message);
    }

    private async Task SendAsync(WebSocket socket, JsonObject message)
    {
        await _sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception over) when (over is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // As with a real one, who is not connected misses it.
        }
        finally
        {
            _sending.Release();
        }
    }

    private sealed class StubTelephone
    {
        public required string State { get; init; }
    }

    private sealed class StubBridge
    {
        public HashSet<string> Channels { get; } = [];
    }
}
