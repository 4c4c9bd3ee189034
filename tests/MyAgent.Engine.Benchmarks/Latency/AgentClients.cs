using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace MyAgent.Engine.Benchmarks.Latency;

/// <summary>The agents' side: sees each offer on the event stream, answers it, and finishes the contact after a moment.</summary>
/// <param name="client">The server.</param>
internal sealed class AgentClients(HttpClient client)
{
    private static readonly TimeSpan Handling = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, long> _due = [];

    /// <summary>How long each contact took from the instant at which it was due to its offer, in milliseconds.</summary>
    public ConcurrentQueue<double> Waits { get; } = new();

    /// <summary>How many contacts have not been offered yet.</summary>
    public int Open => _due.Count;

    /// <summary>What was answered with something else than success.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>A contact is about to be sent.</summary>
    public void Expect(string contact, long due) => _due[contact] = due;

    /// <summary>Follows the event stream until cancelled.</summary>
    /// <param name="after">The ordering after which to begin.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task FollowAsync(long after, CancellationToken cancel)
    {
        try
        {
            using var response = await client.GetAsync($"/v1/events?after={after}", HttpCompletionOption.ResponseHeadersRead, cancel);
            using var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancel));
            for (var offered = false; await lines.ReadLineAsync(cancel) is { } line;)
            {
                if (offered && line.StartsWith("data: ", StringComparison.Ordinal))
                    Rings(JsonNode.Parse(line["data: ".Length..])!, cancel);
                offered = line == "event: offer-received";
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Sends a command.</summary>
    public async Task PostAsync(string path, string? body, CancellationToken cancel)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, content, cancel);
        if (!response.IsSuccessStatusCode)
            Failures.Enqueue($"{path}: {response.StatusCode}");
    }

    private void Rings(JsonNode record, CancellationToken cancel)
    {
        var offer = record["data"]!["offer"]!;
        if (_due.TryRemove((string)offer["contact"]!["contactId"]!, out var due))
            Waits.Enqueue(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
        var agent = ((string)record["entity"]!)["agent-".Length..];
        _ = Task.Run(() => TakeAsync($"/v1/agents/{agent}", (string)offer["offerId"]!, cancel), cancel);
    }

    private async Task TakeAsync(string agent, string offer, CancellationToken cancel)
    {
        await PostAsync($"{agent}/accept", $$"""{"offerId":"{{offer}}"}""", cancel);
        await Task.Delay(Handling, cancel);
        await PostAsync($"{agent}/end-contact", body: null, cancel);
        await PostAsync($"{agent}/close-pop-up", body: null, cancel);
    }
}
