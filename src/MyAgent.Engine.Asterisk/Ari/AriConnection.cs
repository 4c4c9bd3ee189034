using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace MyAgent.Engine.Asterisk.Ari;

/// <summary>One connection to Asterisk: events come in and requests go out over the same WebSocket (from Asterisk 20.14 and 22.4 on). The reader only reads, so that Asterisk,
/// which cuts a slow reader off after 100 ms, never waits for work.</summary>
internal sealed class AriConnection : IAsyncDisposable
{
    /// <summary>How often a connection proves that it is alive, and how long it may fail to.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly WebSocket _socket;
    private readonly System.Threading.Channels.Channel<AriEvent> _events =
        System.Threading.Channels.Channel.CreateUnbounded<AriEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<AriAnswer>> _asked = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _reading;
    private long _requests;
    private long _notUnderstood;
    private bool _isDisposed;

    /// <param name="socket">The open connection, whichever side made it.</param>
    public AriConnection(WebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    /// <summary>The events, in their order; they end when the connection does.</summary>
    public ChannelReader<AriEvent> Events => _events.Reader;

    /// <summary>How many messages it could not read.</summary>
    public long NotUnderstood => Interlocked.Read(ref _notUnderstood);

    /// <summary>Ends when the connection does.</summary>
    public Task Over => _reading;

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below <c>/ari/</c>.</param>
    /// <param name="query">The parameters.</param>
    /// <returns>The answer, whatever its status.</returns>
    /// <exception cref="AriUnavailableException">The connection is over, or there was no answer in 10 seconds.</exception>
    public async Task<AriAnswer> AskAsync(HttpMethod method, string path, params IReadOnlyList<(string Name, string Value)> query)
    {
        var id = Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<AriAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        try
        {
            await SendAsync(Request(id, method, path, query)).ConfigureAwait(false);
            return await answer.Task.WaitAsync(AnswerTimeout, _over.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            throw new AriUnavailableException($"{method} {path} was not answered.", failure);
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _over.CancelAsync().ConfigureAwait(false);
        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _sending.Dispose();
        _over.Dispose();
    }

    private static ReadOnlyMemory<byte> Request(string id, HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> query)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "RESTRequest");
            json.WriteString("request_id", id);
            json.WriteString("method", method.Method);
            json.WriteString("uri", path);
            json.WriteStartArray("query_strings");
            foreach (var (name, value) in query)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> text)
    {
        await _sending.WaitAsync(_over.Token).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _over.Token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.GetMemory(4096), _over.Token).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                buffer.Advance(received.Count);
                if (!received.EndOfMessage)
                    continue;
                TakeIfUnderstood(buffer.WrittenMemory);
                buffer.ResetWrittenCount();
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is over: who reads the events connects again.
        }
        finally
        {
            _events.Writer.TryComplete();
            foreach (var waiting in _asked.Values)
                waiting.TrySetCanceled();
        }
    }

    /// <summary>What another version of Asterisk writes in another way is passed over: one event less is better than no connection.</summary>
    private void TakeIfUnderstood(ReadOnlyMemory<byte> text)
    {
        try
        {
            Take(text);
        }
        catch (Exception other) when (other is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            Interlocked.Increment(ref _notUnderstood);
        }
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        using var message = JsonDocument.Parse(text);
        var root = message.RootElement;
        if (root.GetProperty("type").GetString() != "RESTResponse")
        {
            if (AriEvent.Read(root) is { } happened)
                _events.Writer.TryWrite(happened);
            return;
        }
        if (root.TryGetProperty("request_id", out var id) && _asked.TryGetValue(id.GetString()!, out var waiting))
        {
            waiting.TrySetResult(new AriAnswer(
                (HttpStatusCode)root.GetProperty("status_code").GetInt32(), root.TryGetProperty("message_body", out var body) ? body.GetString() ?? string.Empty : string.Empty));
        }
    }
}

/// <summary>An answer of Asterisk.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body; empty for none.</param>
internal readonly record struct AriAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>Whether it was done.</summary>
    public bool IsDone => (int)Status is >= 200 and < 300;
}
