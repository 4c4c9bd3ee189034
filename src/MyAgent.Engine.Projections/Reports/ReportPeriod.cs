using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>A stretch of time cut into intervals of equal length; the last one is shorter where they do not come out even.</summary>
internal sealed record ReportPeriod
{
    /// <summary>The most intervals one report may have: 31 days of quarters of an hour.</summary>
    public const int MaxIntervals = 2_976;

    private const int SecondsPerMinute = 60;
    private static readonly long EpochMinute = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMinute;
    private static readonly DateTimeOffset LastMinute = DateTimeOffset.MaxValue.AddMinutes(-1);

    private ReportPeriod(long firstMinute, long endMinute, int intervalMinutes) =>
        (FirstMinute, EndMinute, IntervalMinutes) = (firstMinute, endMinute, intervalMinutes);

    /// <summary>The first minute, counted from 1970.</summary>
    internal long FirstMinute { get; }

    /// <summary>The minute after the last one.</summary>
    internal long EndMinute { get; }

    /// <summary>The number of intervals.</summary>
    internal int Count => (int)((EndMinute - FirstMinute + IntervalMinutes - 1) / IntervalMinutes);

    /// <summary>The length of an interval, in minutes.</summary>
    internal int IntervalMinutes { get; }

    /// <summary>The period between two instants, widened to whole minutes.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end.</param>
    /// <param name="bucketSeconds">The length of one interval, in seconds, a multiple of 60; null for one interval over the whole period.</param>
    /// <param name="period">The period, where nothing is wrong with it.</param>
    /// <returns>The error in the input; null if it is valid.</returns>
    public static Refusal? TryCreate(DateTimeOffset from, DateTimeOffset to, int? bucketSeconds, out ReportPeriod? period)
    {
        period = null;
        var first = MinuteOf(from);
        var end = MinuteOf(to) + (to.UtcTicks % TimeSpan.TicksPerMinute > 0 && to < LastMinute ? 1 : 0);
        if (from >= to || first >= end)
            return Refusal.Invalid("emptyPeriod", "The report's end must be later than its beginning.", "to");
        if (bucketSeconds is { } seconds && (seconds <= 0 || seconds % SecondsPerMinute != 0))
            return Refusal.Invalid("invalidBucket", "bucketSeconds must be a multiple of 60.", "bucketSeconds");
        var wanted = new ReportPeriod(first, end, bucketSeconds / SecondsPerMinute ?? (int)Math.Min(end - first, int.MaxValue));
        if ((end - first) / wanted.IntervalMinutes >= MaxIntervals)
            return Refusal.Invalid("tooManyIntervals", $"A report has {MaxIntervals} intervals at most: choose longer ones.", "bucketSeconds");
        period = wanted;
        return null;
    }

    /// <summary>When an interval begins.</summary>
    internal DateTimeOffset Start(int interval) => InstantOf(FirstMinute + (long)interval * IntervalMinutes);

    /// <summary>When an interval ends.</summary>
    internal DateTimeOffset End(int interval) => InstantOf(Math.Min(FirstMinute + (interval + 1L) * IntervalMinutes, EndMinute));

    /// <summary>The interval that a minute of this period is in.</summary>
    internal int IntervalOf(long minute) => (int)((minute - FirstMinute) / IntervalMinutes);

    /// <summary>The minute that an instant is in, counted from 1970.</summary>
    internal static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute - EpochMinute;

    private static DateTimeOffset InstantOf(long minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);
}
