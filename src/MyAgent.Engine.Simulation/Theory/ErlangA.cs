namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Palm's formula, M/M/n+M: each caller who waits gives up after an exponential patience. Made from the birth–death chain of
/// the number of callers in the centre.</summary>
internal sealed class ErlangA
{
    /// <summary>States that are less likely than this, compared with the state in which all agents are busy and no caller waits, do not count.</summary>
    private const double Negligible = 1e-18;

    private readonly OfferedTraffic _traffic;
    private readonly double _patienceSeconds;

    /// <summary>The formula for a traffic.</summary>
    /// <param name="traffic">The traffic.</param>
    /// <param name="patienceSeconds">The mean patience, in seconds.</param>
    public ErlangA(OfferedTraffic traffic, double patienceSeconds)
    {
        (_traffic, _patienceSeconds) = (traffic, patienceSeconds);

        // Relative to the state in which all agents are busy and no caller waits.
        var someAgentFree = (1 / ErlangB.Blocking(traffic.Load, traffic.Agents)) - 1;
        var (state, allBusy, waitingStates) = (1.0, 1.0, 0.0);
        var busyRate = traffic.Agents / traffic.HandleSeconds;
        for (var waiting = 1; ; waiting++)
        {
            var step = traffic.ArrivalsPerSecond / (busyRate + (waiting / patienceSeconds));
            state *= step;
            allBusy += state;
            waitingStates += waiting * state;
            if (step < 1 && waiting * state < Negligible * allBusy)
                break;
        }
        ProbabilityOfWaiting = allBusy / (someAgentFree + allBusy);
        MeanQueueLength = waitingStates / (someAgentFree + allBusy);
    }

    /// <summary>The probability that a caller finds every agent busy.</summary>
    public double ProbabilityOfWaiting { get; }

    /// <summary>The mean number of callers in the waiting list.</summary>
    public double MeanQueueLength { get; }

    /// <summary>The mean wait of all callers, of those who gave up too, in seconds.</summary>
    public double MeanWaitSecondsOfAll => MeanQueueLength / _traffic.ArrivalsPerSecond;

    /// <summary>The share of callers who give up.</summary>
    public double Abandonment => MeanWaitSecondsOfAll / _patienceSeconds;
}
