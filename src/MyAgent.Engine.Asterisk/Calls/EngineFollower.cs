using System.Net;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Engine;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>Follows the engine's events, and keeps the connector's lease. Where the stream breaks off, it goes on behind the last event.</summary>
/// <param name="connection">The connection whose calls they are about.</param>
/// <param name="take">Takes an event; it must not wait.</param>
internal sealed partial class EngineFollower(Connection connection, Action<EngineEvent> take)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>A third of the lease that the engine gives a connector.</summary>
    private static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(5);

    private long _position;
    private CancellationTokenSource _stream = new();

    /// <summary>Follows until the connection is over, or the engine no longer knows the position: its database is another one.</summary>
    public async Task RunAsync(long after)
    {
        _position = after;
        await Task.WhenAll(FollowAsync(), KeepAliveAsync()).ConfigureAwait(false);
    }

    private async Task FollowAsync()
    {
        var isTold = false;
        while (true)
        {
            using var stream = CancellationTokenSource.CreateLinkedTokenSource(connection.Cancel);
            try
            {
                _stream = stream;
                await foreach (var happened in connection.Engine.EventsAsync(_position, stream.Token).ConfigureAwait(false))
                {
                    isTold = false;
                    take(happened);
                    _position = happened.Ordering;
                }
            }
            catch (HttpRequestException failure) when (failure.StatusCode == HttpStatusCode.Conflict)
            {
                LogOtherJournal(connection.Log);
                await connection.EndAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !connection.Cancel.IsCancellationRequested)
            {
                // Once, not twice a second.
                if (!isTold)
                    LogLost(connection.Log, failure.Message);
                isTold = true;
            }
            await Task.Delay(RetryInterval, connection.Clock, connection.Cancel).ConfigureAwait(false);
        }
    }

    private async Task KeepAliveAsync()
    {
        while (true)
        {
            try
            {
                if (await connection.Engine.KeepAliveAsync(connection.Cancel).ConfigureAwait(false) == "claiming")
                    await connection.Engine.ClaimAsync(_position, connection.Live(), connection.Cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !connection.Cancel.IsCancellationRequested)
            {
                // A stream whose other end is gone may not notice.
                await CutAsync().ConfigureAwait(false);
            }
            await Task.Delay(AliveInterval, connection.Clock, connection.Cancel).ConfigureAwait(false);
        }
    }

    private async Task CutAsync()
    {
        try
        {
            await _stream.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It was just over.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The engine is away: {Reason} The calls stay; what they do is told when it is back.")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The engine has another journal than before: the connector starts again.")]
    private static partial void LogOtherJournal(ILogger log);
}
