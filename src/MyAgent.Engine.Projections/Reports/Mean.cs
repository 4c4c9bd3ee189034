namespace MyAgent.Engine.Projections.Reports;

/// <summary>A sum of durations that becomes their mean.</summary>
internal struct Mean
{
    /// <summary>The number of durations.</summary>
    public long Count { get; private set; }

    /// <summary>Their sum, in ticks.</summary>
    public long Ticks { get; private set; }

    /// <summary>Their mean, in seconds; null where there are none.</summary>
    public readonly double? Seconds => Count == 0 ? null : TimeSpan.FromTicks(Ticks).TotalSeconds / Count;

    /// <summary>Their sum, in seconds.</summary>
    public readonly double TotalSeconds => TimeSpan.FromTicks(Ticks).TotalSeconds;

    /// <summary>A sum of durations.</summary>
    public static Mean Of(long count, long ticks) => new() { Count = count, Ticks = ticks };

    /// <summary>Adds a duration so many times; −1 takes one back.</summary>
    public void Add(TimeSpan duration, int times = 1)
    {
        Ticks += duration.Ticks * times;
        Count += times;
    }

    /// <summary>Adds the durations of another sum.</summary>
    public void Add(Mean other)
    {
        Ticks += other.Ticks;
        Count += other.Count;
    }
}
