using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MyAgent.Engine.Service.Tests.CrashRecovery;

/// <summary>What a good connector does: each command has its own key, and is repeated under it until it is answered, however often
/// the service dies in between.</summary>
public sealed class SteadyClient(HttpClient http)
{
    private long _keys;
    private (int Count, TaskCompletionSource Reached)? _awaited;

    /// <summary>The keys of every command that reached an entity and was answered.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Asks until there is an answer.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancel) =>
        (await UntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancel)).Body;

    /// <summary>Sends a command until there is an answer, which may be a refusal.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        var key = $"k{Interlocked.Increment(ref _keys)}";
        var answer = await UntilAnsweredAsync(
            () =>
            {
                var request = new HttpRequestMessage(method, path) { Headers = { { "Idempotency-Key", key } } };
                request.Content = body is null ? null : JsonContent.Create(body);
                return request;
            },
            cancel);
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
            Acknowledged.Add(key);
        if (_awaited is { } awaited && Acknowledged.Count >= awaited.Count)
            awaited.Reached.TrySetResult();
        return answer;
    }

    /// <summary>Waits until so many more commands have been answered.</summary>
    public Task AnsweredAsync(int more, CancellationToken cancel)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = (Acknowledged.Count + more, reached);
        return reached.Task.WaitAsync(cancel);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> UntilAnsweredAsync(Func<HttpRequestMessage> request, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                using var response = await http.SendAsync(request(), cancel);
                var text = await response.Content.ReadAsStringAsync(cancel);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                    return (response.StatusCode, JsonNode.Parse(text)!);
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or SocketException or JsonException
                || unanswered is OperationCanceledException && !cancel.IsCancellationRequested)
            {
                // The service is being killed, or does not listen yet, or has not answered in time.
            }
            await Task.Delay(EngineProcess.RetryInterval, cancel);
        }
    }
}
