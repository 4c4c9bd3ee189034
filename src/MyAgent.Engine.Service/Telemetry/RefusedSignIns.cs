namespace MyAgent.Engine.Service.Telemetry;

/// <summary>Logs refused tokens: the client, never the token. Logs a client at once, and then at most once a minute. Thread-safe.</summary>
/// <param name="metrics">Counts all of them.</param>
/// <param name="clock">Measures the minute.</param>
/// <param name="log">The log.</param>
internal sealed partial class RefusedSignIns(ServiceMetrics metrics, TimeProvider clock, ILogger<RefusedSignIns> log)
{
    /// <summary>The minimum time between two log entries about one client.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int MaxClients = 1_000;
    private const string OtherClients = "other addresses";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Refused> _clients = new(StringComparer.Ordinal);
    private long _forgotAt = clock.GetTimestamp();

    /// <summary>A token was refused that is unknown or revoked.</summary>
    /// <param name="client">The address it came from.</param>
    public void UnknownToken(string client)
    {
        metrics.UnknownToken();
        LogAtInterval(client);
    }

    /// <summary>A token was refused without being looked at, because the client has tried too many.</summary>
    /// <param name="client">The address it came from.</param>
    public void TooManyAttempts(string client)
    {
        metrics.TooManyAttempts();
        LogAtInterval(client);
    }

    private void LogAtInterval(string client)
    {
        if (Count(client) is var (who, count))
            TokensRefused(who, count);
    }

    /// <summary>The client to log and the number of refusals since its last log entry; null if the interval has not passed.</summary>
    private (string Client, long Count)? Count(string client)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (!_clients.TryGetValue(client, out var refused))
            {
                if (_clients.Count >= MaxClients && clock.GetElapsedTime(_forgotAt, now) >= Interval)
                    Forget(now);
                client = _clients.Count < MaxClients ? client : OtherClients;
                if (!_clients.TryGetValue(client, out refused))
                {
                    _clients.Add(client, new Refused { LoggedAt = now });
                    return (client, 1);
                }
            }
            refused.Count++;
            if (clock.GetElapsedTime(refused.LoggedAt, now) < Interval)
                return null;
            var count = refused.Count;
            (refused.Count, refused.LoggedAt) = (0, now);
            return (client, count);
        }
    }

    private void Forget(long now)
    {
        _forgotAt = now;
        foreach (var (client, refused) in _clients)
        {
            if (clock.GetElapsedTime(refused.LoggedAt, now) >= Interval)
                _clients.Remove(client);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Rejected {Count} requests from {Client} since the last entry about this client: tokens unknown or revoked, or too many attempts.")]
    private partial void TokensRefused(string client, long count);

    private sealed class Refused
    {
        /// <summary>The refusals since the last log entry.</summary>
        public long Count { get; set; }

        public required long LoggedAt { get; set; }
    }
}
