namespace MyAgent.Engine.Simulation.Figures;

/// <summary>A figure measured in a simulation.</summary>
/// <param name="Value">The figure; null where there was nothing to measure.</param>
/// <param name="HalfWidth95">How far the true figure is from it at the most, in 95 of 100 simulations; null where that cannot be said.</param>
public readonly record struct Estimate(double? Value, double? HalfWidth95)
{
    /// <summary>The standard error.</summary>
    public double? StandardError => HalfWidth95 / BatchedRatio.StudentT95;
}
