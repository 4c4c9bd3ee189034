using System.Diagnostics.Metrics;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections.Metrics;

/// <summary>Measures how far the views are behind the journal. It is folded after all others.</summary>
internal sealed class ProjectionMetrics : IProjection, IDisposable
{
    private static readonly double[] LagBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Meter _meter = new(ContactMetrics.MeterName);
    private readonly Histogram<double> _lag;
    private readonly TimeProvider _clock;
    private long _position;
    private long _countAfter = long.MaxValue;

    /// <summary>Creates the instruments. Nothing is measured before <see cref="CountAfter"/>.</summary>
    /// <param name="clock">Tells the instant.</param>
    public ProjectionMetrics(TimeProvider clock)
    {
        _clock = clock;
        _lag = _meter.CreateHistogram(
            "myagent.projection.lag", "s", "From an event until the board, the reports and the event streams' filters know it.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBuckets });
        _meter.CreateObservableGauge("myagent.projection.position", () => Volatile.Read(ref _position), "{event}", "The ordering of the newest event that the views know.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter => _meter;

    /// <summary>Events behind this one are measured.</summary>
    /// <param name="ordering">The newest event when the process started.</param>
    public void CountAfter(long ordering) => Volatile.Write(ref _countAfter, ordering);

    /// <inheritdoc/>
    public Task<long?> LoadAsync(CancellationToken cancel) => Task.FromResult<long?>(null);

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        Volatile.Write(ref _position, record.Ordering);
        if (record.Ordering > Volatile.Read(ref _countAfter))
            _lag.Record(Math.Max(0, (_clock.GetUtcNow() - record.Recorded.At).TotalSeconds));
    }

    /// <summary>Withdraws the instruments.</summary>
    public void Dispose() => _meter.Dispose();
}
