using System.Text.Json.Nodes;

namespace MyAgent.Engine.Service.Tests.Http.Contract;

/// <summary>Holds every request that succeeds and every answer to the published document.</summary>
/// <param name="contract">The document.</param>
internal sealed class ContractHandler(ApiContract contract)
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) })
{
    private static ApiContract? _published;

    /// <summary>The document that every server of this program publishes, read from the first one that is asked.</summary>
    public static async Task<ApiContract> PublishedAsync(string address) => _published ??= await ReadAsync(address);

    /// <summary>Reads the document of a server.</summary>
    public static async Task<ApiContract> ReadAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        return new ApiContract(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!);
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var operation = contract.Find(request.Method.Method, path);
        var sent = operation is null ? null : await JsonOfAsync(request.Content, cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        if (operation is null)
            return answer;
        if (answer.IsSuccessStatusCode && sent is not null)
            contract.WrongWithRequest(operation, request.Content!.Headers.ContentType!.MediaType!, sent).ShouldBeNull($"{request.Method} {path}: {sent.ToJsonString()}");
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        if (mediaType is not "text/event-stream")
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var json = await JsonOfAsync(answer.Content, cancellationToken);
        contract.WrongWithAnswer(operation, (int)answer.StatusCode, mediaType, json).ShouldBeNull($"{request.Method} {path}: {json?.ToJsonString()}");
        return answer;
    }

    private static async Task<JsonNode?> JsonOfAsync(HttpContent? content, CancellationToken cancel)
    {
        if (content?.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            return null;
        try
        {
            return JsonNode.Parse(await content.ReadAsByteArrayAsync(cancel));
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
