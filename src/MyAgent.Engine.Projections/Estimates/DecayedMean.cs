namespace MyAgent.Engine.Projections.Estimates;

/// <summary>A mean in which each value counts less, the more have come after it.</summary>
/// <param name="memory">About how many values it remembers: each new one takes one in so many away from the weight of those before.</param>
internal sealed class DecayedMean(double memory)
{
    private double _sum;

    /// <summary>The weight of all values together: their number, as long as that is much less than the memory.</summary>
    public double Weight { get; private set; }

    /// <summary>The mean; 0 where there is no value.</summary>
    public double Value => Weight > 0 ? _sum / Weight : 0;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        var kept = 1 - (1 / memory);
        _sum = (_sum * kept) + value;
        Weight = (Weight * kept) + 1;
    }
}
