namespace MyAgent.Engine.Projections;

/// <summary>A sum of durations that becomes their mean.</summary>
internal struct Mean
{
    private double _seconds;

    /// <summary>How many durations there are.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean, in seconds; null where there are none.</summary>
    public readonly double? Seconds => Count == 0 ? null : _seconds / Count;

    /// <summary>Adds a duration.</summary>
    public void Add(TimeSpan duration)
    {
        _seconds += duration.TotalSeconds;
        Count++;
    }

    /// <summary>Adds the durations of another sum.</summary>
    public void Add(Mean other)
    {
        _seconds += other._seconds;
        Count += other.Count;
    }
}
