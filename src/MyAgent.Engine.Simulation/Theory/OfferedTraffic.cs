namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Poisson arrivals at a number of agents.</summary>
/// <param name="ArrivalsPerHour">The rate of arrivals.</param>
/// <param name="HandleSeconds">The mean handle time (AHT), in seconds.</param>
/// <param name="Agents">How many agents there are.</param>
internal readonly record struct OfferedTraffic(double ArrivalsPerHour, double HandleSeconds, int Agents)
{
    /// <summary>The rate of arrivals, per second.</summary>
    public double ArrivalsPerSecond => ArrivalsPerHour / 3600;

    /// <summary>The offered load <c>a</c>, in erlangs.</summary>
    public double Load => ArrivalsPerSecond * HandleSeconds;

    /// <summary>The load of one agent if no caller gives up: <c>a/n</c>.</summary>
    public double LoadPerAgent => Load / Agents;

    /// <summary>Whether the waiting list stays finite although no caller gives up.</summary>
    public bool IsStable => Load < Agents;
}
