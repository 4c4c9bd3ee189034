using System.Diagnostics.Metrics;

namespace MyAgent.Engine.Storage;

/// <summary>What the group-commit writer shows of itself: the meter <c>MyAgent.Engine.Storage</c>, and a word about each commit that took long. The
/// instruments are touched once a batch, never once an event.</summary>
internal sealed class CommitMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "MyAgent.Engine.Storage";

    /// <summary>A commit that takes longer than this is told of: on a healthy disk none does.</summary>
    public static readonly TimeSpan SlowCommit = TimeSpan.FromSeconds(1);

    private static readonly double[] DurationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] SizeBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];

    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _size;
    private readonly Action<TimeSpan, int>? _slow;
    private long _failed;

    /// <summary>Makes the instruments.</summary>
    /// <param name="slow">Hears of a commit that took longer than <see cref="SlowCommit"/>, and of its number of events; called by the writing thread: it must
    /// return soon and not throw.</param>
    public CommitMetrics(Action<TimeSpan, int>? slow = null)
    {
        _slow = slow;
        _duration = Meter.CreateHistogram(
            "myagent.journal.commit.duration", "s", "How long a transaction took that wrote events.",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBuckets });
        _size = Meter.CreateHistogram(
            "myagent.journal.commit.size", "{event}", "How many events were written in one transaction.",
            tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = SizeBuckets });
        // Observed, so that it is there with 0 before anything has failed: a rate sees the first failure then.
        Meter.CreateObservableCounter("myagent.journal.commit.failed", () => Volatile.Read(ref _failed), "{commit}", "Transactions that could not be written.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>Shows how many events a writer has that are not on disk.</summary>
    public void ShowPending(GroupCommitWriter commits) => Meter.CreateObservableUpDownCounter(
        "myagent.journal.pending", () => commits.PendingCount, "{event}", "Events that have been decided and are not on disk yet.");

    /// <summary>A transaction is on disk.</summary>
    public void Committed(TimeSpan took, int events)
    {
        _duration.Record(took.TotalSeconds);
        _size.Record(events);
        if (took > SlowCommit)
            _slow?.Invoke(took, events);
    }

    /// <summary>A transaction could not be written.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>Withdraws the instruments.</summary>
    public void Dispose() => Meter.Dispose();
}
