using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Asterisk.Tests.Stub;

/// <summary>What it answers to a connector.</summary>
internal sealed partial class AsteriskStub
{
    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (certificate is not null)
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        builder.WebHost.UseUrls($"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}");
        _server = builder.Build();
        _server.UseWebSockets();
        _server.MapGet("/ari/events", async http =>
        {
            if (!IsKnown(http))
                return;
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await ServeAsync(socket, http.Request.Query["app"].ToString());
        });
        _server.MapGet("/ari/recordings/stored/{name}/file", async (HttpContext http, string name) =>
        {
            byte[]? audio;
            lock (_lock)
                audio = _stored.GetValueOrDefault(name);
            if (!IsKnown(http))
                return;
            http.Response.StatusCode = audio is null ? 404 : 200;
            if (audio is not null)
                await http.Response.Body.WriteAsync(audio);
        });
        await _server.StartAsync();
        Address = new Uri(_server.Urls.First());
    }

    private static bool IsKnown(HttpContext http)
    {
        var isKnown = http.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (!isKnown)
            http.Response.StatusCode = 401;
        return isKnown;
    }

    /// <summary>Answers a connection. Events go to the newest one of the connector's application, which takes it from the one before.</summary>
    private async Task ServeAsync(WebSocket socket, string application)
    {
        if (application == Application)
            Interlocked.Exchange(ref _socket, socket)?.Abort();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Text } received)
            {
                var request = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
                var answer = Answer(request["method"]!.GetValue<string>(), request["uri"]!.GetValue<string>(), Query(request), out var follows);
                answer["type"] = "RESTResponse";
                answer["request_id"] = request["request_id"]!.GetValue<string>();
                await SendAsync(socket, answer);
                if (follows is not null)
                    await follows();
            }
        }
        catch (Exception over) when (over is WebSocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The connector is gone.
        }
    }

    private static Dictionary<string, string> Query(JsonNode request) =>
        request["query_strings"]?.AsArray().ToDictionary(each => each!["name"]!.GetValue<string>(), each => each!["value"]!.GetValue<string>()) ?? [];

    private JsonObject Answer(string method, string path, Dictionary<string, string> query, out Func<Task>? follows)
    {
        _requests.Enqueue($"{method} {path}" + (query.Count == 0 ? "" : "?" + string.Join('&', query.Select(each => $"{each.Key}={each.Value}"))));
        follows = null;
        if (IsReadOnly && method != "GET")
            return Status(403);
        lock (_lock)
        {
            switch (method, path.Split('/'))
            {
                case ("GET", ["channels"]):
                    return Json(new JsonArray([.. _channels.Values.Select(channel => channel.ToJson())]));
                case ("POST", ["channels"]):
                    return Originate(query);
                case ("DELETE", ["channels", var id]) when _channels.ContainsKey(id):
                    follows = () => HangUpAsync(id, cause: 16);
                    return Status(204);
                case ("POST", ["channels", var id, "answer"]) when _channels.TryGetValue(id, out var answered):
                    answered.State = "Up";
                    return Status(204);
                case ("POST", ["channels", var id, "continue"]) when _channels.TryGetValue(id, out var left):
                    left.Args = null;
                    follows = () => SendAsync("StasisEnd", new JsonObject { ["channel"] = left.ToJson() });
                    return Status(204);
                case ("POST", ["channels", var id, "moh"]) when _channels.TryGetValue(id, out var waiting):
                    waiting.HasMusic = true;
                    return Status(204);
                case ("DELETE", ["channels", var id, "moh"]) when _channels.TryGetValue(id, out var quiet):
                    quiet.HasMusic = false;
                    return Status(204);
                case ("GET", ["channels", var id, "variable"]) when _channels.TryGetValue(id, out var asked):
                    return asked.Variables.TryGetValue(query["variable"], out var value) ? Json(new JsonObject { ["value"] = value }) : Status(404);
                case ("POST", ["channels", var id, "variable"]) when _channels.TryGetValue(id, out var set):
                    set.Variables[query["variable"]] = query["value"];
                    return Status(204);
                case ("POST", ["channels", var id, "play"]) when _channels.TryGetValue(id, out var hearing):
                    hearing.HasMusic = false;
                    hearing.Heard.Enqueue(query["media"]);
                    follows = () => PlayAsync(id, query["playbackId"], query["media"]);
                    return Json(new JsonObject { ["id"] = query["playbackId"] }, 201);
                case ("POST", ["channels", var id, "record"]) when _channels.ContainsKey(id):
                    if (!CanRecord)
                        return Status(500);
                    _liveRecordings[query["name"]] = id;
                    return Json(new JsonObject { ["name"] = query["name"], ["state"] = "recording" }, 201);
                case ("GET", ["recordings", "live", var name]):
                    return Status(_liveRecordings.ContainsKey(name) ? 200 : 404);
                case ("POST", ["recordings", "live", var name, "stop"]) when _liveRecordings.ContainsKey(name):
                    follows = () => EndRecordingAsync(name);
                    return Status(204);
                case ("GET", ["recordings", "stored"]):
                    return Status(CanRecord ? 200 : 500);
                case ("GET", ["recordings", "stored", var name]):
                    return Status(_stored.ContainsKey(name) ? 200 : 404);
                case ("POST", ["bridges", var id]):
                    _bridges.TryAdd(id, new StubBridge());
                    return Json(new JsonObject { ["id"] = id });
                case ("GET", ["bridges"]):
                    return Json(new JsonArray([.. _bridges.Select(each => new JsonObject
                    {
                        ["id"] = each.Key, ["channels"] = new JsonArray([.. each.Value.Channels.Select(channel => JsonValue.Create(channel))]),
                    })]));
                case ("DELETE", ["bridges", var id]):
                    return Status(_bridges.Remove(id) ? 204 : 404);
                case ("POST", ["bridges", var id, "addChannel"]) when _bridges.TryGetValue(id, out var bridge):
                    if (HangsUpAtOnce)
                    {
                        var last = query["channel"].Split(',')[^1];
                        follows = () => HangUpAsync(last);
                        return Status(400);
                    }
                    return Join(bridge, query["channel"].Split(','));
                case ("POST", ["bridges", var id, "removeChannel"]) when _bridges.TryGetValue(id, out var emptied):
                    return Status(emptied.Channels.Remove(query["channel"]) ? 204 : 422);
                case ("GET", ["endpoints", _]):
                    return Json(new JsonArray([.. _telephones.Keys.Select(EndpointJson)]));
                case ("GET", ["endpoints", var technology, var resource]) when _telephones.ContainsKey($"{technology}/{resource}"):
                    return Json(EndpointJson($"{technology}/{resource}"));
                case ("GET", ["deviceStates", var device]):
                    return Json(new JsonObject { ["name"] = Uri.UnescapeDataString(device), ["state"] = _devices.GetValueOrDefault(Uri.UnescapeDataString(device), "UNKNOWN") });
                case ("POST", ["applications", _, "subscription"]):
                    return Json(new JsonObject());
                case ("GET", ["asterisk", "info"]):
                    return Json(new JsonObject
                    {
                        ["system"] = new JsonObject { ["version"] = Version }, ["status"] = new JsonObject { ["startup_time"] = StubChannel.Time(_startedAt) },
                    });
                case ("GET", ["asterisk", "modules"]):
                    return Json(new JsonArray([.. Modules.Select(module => new JsonObject { ["name"] = module, ["status"] = "Running" })]));
                case ("GET", ["sounds"]):
                    return Json(new JsonArray([.. Sounds.Select(sound => new JsonObject { ["id"] = sound })]));
                default:
                    return Status(404);
            }
        }
    }

    /// <summary>As a real one, it says nothing of the end of a tone, nor of a recording that it does not have.</summary>
    private async Task PlayAsync(string channel, string playback, string media)
    {
        const string Recording = "recording:", Web = "sound:http";
        var isRecording = media.StartsWith(Recording, StringComparison.Ordinal);
        if (media.StartsWith("tone:", StringComparison.Ordinal) || (isRecording && !_stored.ContainsKey(media[Recording.Length..])))
            return;
        if (SoundsLast)
        {
            lock (_lock)
                _playing[channel] = playback;
            return;
        }
        var isPlayed = isRecording ? CanReadRecordings : !media.StartsWith(Web, StringComparison.Ordinal) || await FetchAsync(new Uri(media["sound:".Length..]));
        await EndSoundAsync(playback, isPlayed ? "done" : "failed");
    }

    /// <summary>Fetches a sound as <c>res_http_media_cache</c> does, which knows its format by its type or by the ending of its address.</summary>
    private async Task<bool> FetchAsync(Uri address)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(address);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "audio/wav" || !address.AbsolutePath.EndsWith(".wav", StringComparison.Ordinal))
                return false;
            _fetched.Enqueue(await answer.Content.ReadAsByteArrayAsync());
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private JsonObject Originate(Dictionary<string, string> query)
    {
        var (endpoint, id) = (query["endpoint"], query["channelId"]);
        if (_channels.ContainsKey(id))
            return Status(409);
        // A call by a trunk: PJSIP/NUMBER@trunk.
        if (!endpoint.Contains('@', StringComparison.Ordinal) && (!_telephones.TryGetValue(endpoint, out var telephone) || telephone.State == "offline"))
            return Status(500);
        var channel = new StubChannel(id, $"{endpoint}-{++_serial:x8}", query["callerId"]) { State = "Ringing", IsDialled = true };
        _channels[id] = channel;
        return Json(channel.ToJson());
    }

    private JsonObject Join(StubBridge bridge, string[] channels)
    {
        if (channels.Any(channel => !_channels.TryGetValue(channel, out var found) || found.State != "Up"))
            return Status(409);
        foreach (var channel in channels)
        {
            foreach (var other in _bridges.Values)
                other.Channels.Remove(channel);
            bridge.Channels.Add(channel);
        }
        return Status(204);
    }

    private JsonObject EndpointJson(string endpoint) => new()
    {
        ["technology"] = endpoint.Split('/')[0], ["resource"] = endpoint.Split('/')[1], ["state"] = _telephones[endpoint].State,
        ["channel_ids"] = new JsonArray([.. _channels.Values.Where(channel => channel.Endpoint == endpoint).Select(channel => JsonValue.Create(channel.Id))]),
    };

    private static JsonObject Status(int status) => new() { ["status_code"] = status, ["reason_phrase"] = "", ["uri"] = "" };

    private static JsonObject Json(JsonNode body, int status = 200)
    {
        var answer = Status(status);
        answer["message_body"] = body.ToJsonString();
        return answer;
    }
}
