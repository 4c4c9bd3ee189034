using System.Diagnostics.Metrics;

namespace MyAgent.Engine.Storage;

/// <summary>The metrics of a group commit writer: the instruments of the meter <c>MyAgent.Engine.Storage</c>, and a callback for slow commits. It records
/// once for each batch, not for each event.</summary>
internal sealed class CommitMetrics : IDisposable
{
    public const string MeterName = "MyAgent.Engine.Storage";

    /// <summary>A commit that takes longer is reported as slow: 1 second. On a healthy disk no commit does.</summary>
    public static readonly TimeSpan SlowCommit = TimeSpan.FromSeconds(1);

    private static readonly double[] DurationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] SizeBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];

    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Action<TimeSpan, int>? _slow;
    private long _failed;

    /// <param name="slow">Receives the duration and the number of events of each commit that took longer than <see cref="SlowCommit"/>; called by the writing
    /// thread: it must return quickly and not throw. Null (the default) for none.</param>
    public CommitMetrics(Action<TimeSpan, int>? slow = null)
    {
        _slow = slow;
        _duration = Meter.CreateHistogram(
            "myagent.journal.commit.duration", "s", "How long a transaction took that wrote events.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets });
        _size = Meter.CreateHistogram(
            "myagent.journal.commit.size", "{event}", "How many events were written in one transaction.",
            tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = SizeBuckets });
        // Observed, so that it is exported as 0 before the first failure: a rate over it then counts that failure.
        Meter.CreateObservableCounter("myagent.journal.commit.failed", () => Volatile.Read(ref _failed), "{commit}", "Transactions that could not be written.");
    }

    public Meter Meter { get; } = new(MeterName);

    /// <summary>Adds an instrument for the number of events that a writer has not written yet.</summary>
    public void ShowPending(GroupCommitWriter commits) => Meter.CreateObservableUpDownCounter(
        "myagent.journal.pending", () => commits.PendingCount, "{event}", "Events that have been decided and are not on disk yet.");

    /// <summary>Records a transaction that is on disk.</summary>
    public void Committed(TimeSpan took, int events)
    {
        _duration.Record(took.TotalSeconds);
        _size.Record(events);
        if (took > SlowCommit)
            _slow?.Invoke(took, events);
    }

    /// <summary>Counts a transaction that could not be written.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
