using System.Buffers;

namespace MyAgent.Engine.Benchmarks.Readers;

/// <summary>Those who watch the engine over HTTP: desks, each with the stream of one agent, and wallboards as <c>/wall</c> is one: each is told that
/// something has happened and asks for queues, agents and figures whenever something has happened, every 400 ms at most.</summary>
/// <param name="client">The server, with a token that may see everything.</param>
internal sealed class ReadOnlyClients(HttpClient client) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _watching = [];
    private long _bytes;
    private long _refreshes;

    /// <summary>How many bytes of events the clients have received.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How often a wallboard has refreshed.</summary>
    public long Refreshes => Interlocked.Read(ref _refreshes);

    /// <summary>Opens the stream of an agent's desk.</summary>
    public async Task OpenDeskAsync(string agent) => _watching.Add(ReadAsync(await FollowAsync($"/v1/events?after=newest&agent={agent}"), () => { }));

    /// <summary>Opens a wallboard.</summary>
    public async Task OpenWallboardAsync()
    {
        var changed = new SemaphoreSlim(0, 1);
        _watching.Add(ReadAsync(await FollowAsync("/v1/events?after=newest&noticeSeconds=0.4"), () =>
        {
            if (changed.CurrentCount == 0)
                changed.Release();
        }));
        _watching.Add(RefreshAsync(changed));
    }

    /// <summary>Closes all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_watching);
        _over.Dispose();
    }

    private async Task<Stream> FollowAsync(string path)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, _over.Token);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_over.Token);
    }

    private async Task ReadAsync(Stream events, Action happened)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        await using (events)
        {
            try
            {
                while (await events.ReadAsync(buffer, _over.Token) is > 0 and var read)
                {
                    Interlocked.Add(ref _bytes, read);
                    happened();
                }
                throw new InvalidOperationException("The server has ended a stream.");
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                // The run is over.
            }
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task RefreshAsync(SemaphoreSlim changed)
    {
        var today = Uri.EscapeDataString(DateTime.UtcNow.Date.ToString("yyyy-MM-ddTHH:mm:ssZ"));
        string[] shown = ["/v1/queues?waiting=6", "/v1/agents", $"/v1/reports/queues?from={today}"];
        try
        {
            while (true)
            {
                await changed.WaitAsync(_over.Token);
                await Task.WhenAll(shown.Select(path => client.GetByteArrayAsync(path, _over.Token)));
                Interlocked.Increment(ref _refreshes);
                await Task.Delay(BetweenRefreshes, _over.Token);
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The run is over.
        }
    }
}
