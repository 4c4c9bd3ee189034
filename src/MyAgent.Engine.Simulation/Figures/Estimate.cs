namespace MyAgent.Engine.Simulation.Figures;

/// <summary>A figure measured in a simulation.</summary>
/// <param name="Value">The figure; null where there was nothing to measure.</param>
/// <param name="HalfWidth95">The half-width of the 95 % confidence interval; null where it cannot be computed.</param>
internal readonly record struct Estimate(double? Value, double? HalfWidth95)
{
    /// <summary>The standard error.</summary>
    public double? StandardError => HalfWidth95 / BatchedRatio.StudentT95;
}
