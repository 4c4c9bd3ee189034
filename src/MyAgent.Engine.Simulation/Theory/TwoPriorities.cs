namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Cobham's formula: two classes of callers with non-preemptive priority.</summary>
/// <param name="traffic">The traffic of both classes.</param>
/// <param name="highShare">The share of the higher class, from 0 to 1.</param>
internal sealed class TwoPriorities(OfferedTraffic traffic, double highShare)
{
    private readonly double _whenAllBusy = new ErlangC(traffic).ProbabilityOfWaiting * traffic.HandleSeconds / traffic.Agents;
    private readonly double _highLoad = highShare * traffic.LoadPerAgent;

    /// <summary>The mean wait of the higher class, in seconds.</summary>
    public double HighMeanWaitSeconds => _whenAllBusy / (1 - _highLoad);

    /// <summary>The mean wait of the lower class, in seconds.</summary>
    public double LowMeanWaitSeconds => _whenAllBusy / ((1 - _highLoad) * (1 - traffic.LoadPerAgent));
}
