using System.Diagnostics.Metrics;
using MyAgent.Engine.Akka;
using MyAgent.Engine.Projections;

namespace MyAgent.Engine.Service.Telemetry;

/// <summary>The server's own metrics, in addition to those of the web framework: the meter <c>MyAgent.Engine.Service</c>. Thread-safe.</summary>
internal sealed class ServiceMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyAgent.Engine.Service";

    private static readonly KeyValuePair<string, object?> Unknown = new("myagent.sign_in.reason", "unknownToken");
    private static readonly KeyValuePair<string, object?> TooMany = new("myagent.sign_in.reason", "tooManyAttempts");

    private int _streams;
    private long _unknownTokens;
    private long _tooManyAttempts;

    /// <summary>Makes the instruments.</summary>
    /// <param name="engine">Whether the engine takes work.</param>
    /// <param name="follower">Whether the views go on.</param>
    public ServiceMetrics(IEngineStatus engine, JournalFollower follower)
    {
        Meter.CreateObservableGauge(
            "myagent.engine.ready", () => engine.Trouble is null && follower.Trouble is null ? 1 : 0, "1", "1 while the engine takes work and its views follow the journal.");
        Meter.CreateObservableUpDownCounter(
            "myagent.event_stream.count", () => Volatile.Read(ref _streams), "{stream}", "Event streams that are open.");
        Meter.CreateObservableCounter(
            "myagent.sign_in.refused",
            () => (Measurement<long>[])[new(Volatile.Read(ref _unknownTokens), Unknown), new(Volatile.Read(ref _tooManyAttempts), TooMany)],
            "{request}", "Requests that were refused because of their token.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>An event stream has been opened; it is over when what this gives is disposed of.</summary>
    public IDisposable StreamOpened()
    {
        Interlocked.Increment(ref _streams);
        return new OpenStream(this);
    }

    /// <summary>A token was refused that is unknown or revoked.</summary>
    public void UnknownToken() => Interlocked.Increment(ref _unknownTokens);

    /// <summary>A token was refused without being looked at, because too many were tried.</summary>
    public void TooManyAttempts() => Interlocked.Increment(ref _tooManyAttempts);

    /// <summary>Withdraws the instruments.</summary>
    public void Dispose() => Meter.Dispose();

    private sealed class OpenStream(ServiceMetrics metrics) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref metrics._streams);
    }
}
