namespace MyAgent.Engine.Benchmarks;

/// <summary>Figures of many measurements.</summary>
internal static class Sample
{
    /// <summary>The value below which half of them lie.</summary>
    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <summary>The value below which a share of them lies.</summary>
    /// <param name="sorted">The measurements, in ascending order; at least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
