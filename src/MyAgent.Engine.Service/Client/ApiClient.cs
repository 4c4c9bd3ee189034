using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MyAgent.Engine.Service.Api;

namespace MyAgent.Engine.Service.Client;

/// <summary>A client of the engine's HTTP API.</summary>
internal sealed class ApiClient : IDisposable
{
    /// <summary>Longer than the engine's own response timeout, so that its answer arrives.</summary>
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly string? _tokenSource;

    /// <summary>Creates a client with a token, if there is one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="token">The token; null for none.</param>
    /// <param name="tokenSource">Where it comes from, for people; null for none.</param>
    /// <exception cref="ArgumentException">The token cannot stand in a header.</exception>
    public ApiClient(Uri server, string? token, string? tokenSource = null)
    {
        (Server, _tokenSource) = (server, tokenSource);
        _http = new HttpClient { BaseAddress = AddressOf(server), Timeout = RequestTimeout };
        if (token is not null && !_http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}"))
            throw new ArgumentException("The token has characters that a header cannot contain.");
    }

    /// <summary>The server.</summary>
    public Uri Server { get; }

    /// <summary>The address of a server's API, which ends in <c>/v1/</c>.</summary>
    public static Uri AddressOf(Uri server) => new(server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/"), "v1/");

    /// <summary>Sends a GET.</summary>
    /// <param name="path">The path below <c>/v1/</c>.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public Task<T> GetAsync<T>(string path, CancellationToken cancel) => SendAsync<T>(HttpMethod.Get, path, body: null, cancel);

    /// <summary>Sends a POST, with an empty body where none is given.</summary>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancel) => SendAsync<T>(HttpMethod.Post, path, body, cancel);

    /// <summary>Sends a PUT.</summary>
    public Task PutAsync(string path, object body, CancellationToken cancel) => PutAsync<JsonElement>(path, body, cancel);

    /// <summary>Sends a PUT, and gives what it answers.</summary>
    public Task<T> PutAsync<T>(string path, object body, CancellationToken cancel) => SendAsync<T>(HttpMethod.Put, path, body, cancel);

    /// <summary>Sends a PUT with a body that is not JSON.</summary>
    public async Task PutAsync(string path, byte[] bytes, string mediaType, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = content }, cancel);
    }

    /// <summary>Gets a body that is not JSON.</summary>
    public async Task<byte[]> DownloadAsync(string path, CancellationToken cancel)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancel);
        return await answer.Content.ReadAsByteArrayAsync(cancel);
    }

    /// <summary>Sends a DELETE.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancel)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancel);
    }

    /// <summary>Streams the events in journal order.</summary>
    /// <param name="after">Where the stream starts.</param>
    /// <param name="follow">Whether the stream continues after the newest event of the moment.</param>
    /// <param name="cancel">Ends it.</param>
    public async IAsyncEnumerable<JournalEventDto> EventsAsync(StreamStart after, bool follow, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"events?after={after}{(follow ? "" : "&follow=false")}"), cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        // The first one names the journal.
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancel).Where(item => item.EventType != "journal"))
            yield return JsonSerializer.Deserialize<JournalEventDto>(item.Data, CommandJson.Options)!;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body, CommandJson.Options), Encoding.UTF8, "application/json");
        using var answer = await SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            return JsonSerializer.Deserialize<T>(text, CommandJson.Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ServerUnreachableException("noEngine", $"{Server} does not answer as an engine does. Is the address right?");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        catch (HttpRequestException failure)
        {
            throw new ServerUnreachableException("cannotConnect",
                $"Cannot connect to {Server}: {failure.Message.TrimEnd('.')}. Is the engine running ('myagent serve'), and is this its address (--server)?");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ServerUnreachableException("noAnswer", $"{Server} did not answer within {RequestTimeout.TotalSeconds:0} seconds.");
        }
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw RefusedCallException.Of(Server, _tokenSource, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }
}
