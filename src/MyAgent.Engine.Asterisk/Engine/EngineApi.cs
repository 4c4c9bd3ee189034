using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace MyAgent.Engine.Asterisk.Engine;

/// <summary>The engine's HTTP API as the connector uses it. A command is repeated under its own key until it has an answer, so that it takes effect once.</summary>
/// <param name="http">The client, whose base address ends in <c>/v1/</c> and which presents the token.</param>
/// <param name="connector">The connector's name.</param>
/// <param name="clock">Gives the pauses between attempts.</param>
internal sealed class EngineApi(HttpClient http, string connector, TimeProvider clock)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>Longer than the engine takes for an answer, or to say that it has none.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The connector's name.</summary>
    public string Connector => connector;

    /// <summary>The engine's address.</summary>
    public Uri Address { get; } = new(http.BaseAddress!, "../");

    /// <summary>Sends a command until it is answered.</summary>
    /// <param name="path">The path below <c>/v1/</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="key">Its key: made of the contact and the step, so that another run of the connector sends the same one.</param>
    /// <param name="cancel">Ends the attempts.</param>
    public Task<EngineAnswer> SendAsync(string path, JsonObject body, string key, CancellationToken cancel)
    {
        var text = body.ToJsonString();
        return RepeatAsync(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(text), Headers = { { "Idempotency-Key", key } } }, cancel);
    }

    /// <summary>Stores a voice message.</summary>
    public Task<EngineAnswer> StoreMessageAsync(string queue, string contact, byte[] audio, CancellationToken cancel) => RepeatAsync(
        () => new HttpRequestMessage(HttpMethod.Put, $"queues/{queue}/contacts/{contact}/message")
        {
            Content = new ByteArrayContent(audio) { Headers = { ContentType = new MediaTypeHeaderValue("audio/wav") } },
            Headers = { { "Idempotency-Key", $"{contact}/message" } },
        }, cancel);

    /// <summary>A link to a voice message that needs no token, below the engine's address; null where there is none.</summary>
    public async Task<string?> MessageLinkAsync(string queue, string contact, CancellationToken cancel) =>
        (await FindAsync($"queues/{queue}/contacts/{contact}/message/link", EngineJson.Default.MessageLink, cancel).ConfigureAwait(false))?.Url.TrimStart('/');

    /// <summary>Says whether a telephone can ring.</summary>
    public Task<EngineAnswer> ReportEndpointAsync(string endpoint, string state, string? reason, CancellationToken cancel)
    {
        var text = new JsonObject { ["state"] = state, ["reason"] = reason }.ToJsonString();
        return RepeatAsync(() => new HttpRequestMessage(HttpMethod.Put, $"endpoints/{Uri.EscapeDataString(endpoint)}") { Content = Json(text) }, cancel);
    }

    /// <summary>The contacts that are not done.</summary>
    public Task<OpenContacts> OpenContactsAsync(CancellationToken cancel) => GetAsync("contacts?state=waiting,recording,offered,engaged", EngineJson.Default.OpenContacts, cancel);

    /// <summary>What a waiting caller may be told; null where the contact is not known.</summary>
    public Task<Wait?> WaitOfAsync(string contact, CancellationToken cancel) => FindAsync($"contacts/{contact}", EngineJson.Default.Wait, cancel);

    /// <summary>Who is logged in at a telephone; null for no agent.</summary>
    public async Task<string?> AgentAtAsync(string endpoint, CancellationToken cancel) =>
        (await GetAsync($"endpoints/{Uri.EscapeDataString(endpoint)}", EngineJson.Default.EndpointHolder, cancel).ConfigureAwait(false)).AgentId;

    /// <summary>Says which calls Asterisk still has: the engine ends the connector's others.</summary>
    public async Task ClaimAsync(long asOf, IReadOnlyList<string> live, CancellationToken cancel)
    {
        var body = new JsonObject { ["asOf"] = asOf, ["live"] = new JsonArray([.. live.Select(id => JsonValue.Create(id))]) };
        using var content = Json(body.ToJsonString());
        using var inTime = Limit(cancel);
        using var answer = await http.PutAsync($"connectors/{connector}/calls", content, inTime.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Says that the connector is there.</summary>
    /// <returns>Its state: alive, or claiming where it must say which calls it still has.</returns>
    public async Task<string> KeepAliveAsync(CancellationToken cancel)
    {
        using var content = Json("{}");
        using var inTime = Limit(cancel);
        using var answer = await http.PostAsync($"connectors/{connector}/alive", content, inTime.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false), EngineJson.Default.ConnectorState)!.State;
    }

    /// <summary>An agent; null where there is none of that id.</summary>
    public Task<Agent?> AgentAsync(string agent, CancellationToken cancel) => FindAsync($"agents/{agent}", EngineJson.Default.Agent, cancel);

    /// <summary>Whether an agent has no desk, so that its pop-ups close by themselves. Asks until there is an answer.</summary>
    public async Task<bool> HasNoDeskAsync(string agent, CancellationToken cancel)
    {
        var answer = await RepeatAsync(() => new HttpRequestMessage(HttpMethod.Get, $"agents/{agent}"), cancel).ConfigureAwait(false);
        return answer.IsDone && JsonSerializer.Deserialize(answer.Body, EngineJson.Default.Agent)!.AutoClosePopUp;
    }

    /// <summary>Whether there is a queue, and the token may use it.</summary>
    public async Task<bool> HasQueueAsync(string queue, CancellationToken cancel)
    {
        using var inTime = Limit(cancel);
        using var answer = await http.GetAsync($"queues/{queue}/estimate", inTime.Token).ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>The events after one of them.</summary>
    public async IAsyncEnumerable<EngineEvent> EventsAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var answer = await http.GetAsync($"events?after={after}", HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await foreach (var item in SseParser.Create(stream, Event).EnumerateAsync(cancel).ConfigureAwait(false))
        {
            if (item.Data is { } happened)
                yield return happened;
        }
    }

    private static EngineEvent? Event(string type, ReadOnlySpan<byte> data) =>
        type == "journal" ? null : JsonSerializer.Deserialize(data, EngineJson.Default.EngineEvent);

    private static CancellationTokenSource Limit(CancellationToken cancel)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AnswerTimeout);
        return limit;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<EngineAnswer> RepeatAsync(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                using var sent = request();
                using var inTime = Limit(cancel);
                using var answer = await http.SendAsync(sent, inTime.Token).ConfigureAwait(false);
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
                    or HttpStatusCode.InternalServerError))
                    return new EngineAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                // The engine is away, or its answer was lost: again.
            }
            await Task.Delay(RetryInterval, clock, cancel).ConfigureAwait(false);
        }
    }

    private async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        using var inTime = Limit(cancel);
        using var answer = await http.GetAsync(path, inTime.Token).ConfigureAwait(false);
        return answer.IsSuccessStatusCode ? JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false), type) : null;
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        using var inTime = Limit(cancel);
        using var answer = await http.GetAsync(path, inTime.Token).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"GET {path}: {(int)answer.StatusCode} {EngineAnswer.Problem(text)?.Detail}", inner: null, answer.StatusCode);
        return JsonSerializer.Deserialize(text, type)!;
    }
}

/// <summary>An answer of the engine.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
internal readonly record struct EngineAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => (int)Status is >= 200 and < 300;

    /// <summary>The code of the problem; null where it was done.</summary>
    public string? Code => IsDone ? null : Problem(Body)?.Code;

    /// <summary>Reads a problem; null where it is none.</summary>
    public static EngineProblem? Problem(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, EngineJson.Default.EngineProblem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
