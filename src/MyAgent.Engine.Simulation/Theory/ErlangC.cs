namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Erlang's second formula, M/M/n: callers wait for as long as it takes, first come first served.</summary>
internal sealed class ErlangC
{
    private readonly OfferedTraffic _traffic;

    /// <summary>The formula for a traffic.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The agents cannot cope with it: the waiting list would grow without limit.</exception>
    public ErlangC(OfferedTraffic traffic)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(traffic.Load, traffic.Agents);
        _traffic = traffic;
        var blocking = ErlangB.Blocking(traffic.Load, traffic.Agents);
        ProbabilityOfWaiting = blocking / (1 - (traffic.LoadPerAgent * (1 - blocking)));
    }

    /// <summary>The probability that a caller has to wait.</summary>
    public double ProbabilityOfWaiting { get; }

    /// <summary>The mean wait of all callers (ASA), in seconds.</summary>
    public double MeanWaitSeconds => ProbabilityOfWaiting * _traffic.HandleSeconds / (_traffic.Agents - _traffic.Load);

    /// <summary>The mean number of callers in the waiting list.</summary>
    public double MeanQueueLength => _traffic.ArrivalsPerSecond * MeanWaitSeconds;

    /// <summary>The share of callers who wait no longer than a time.</summary>
    /// <param name="seconds">The time, in seconds.</param>
    public double ServiceLevel(double seconds) =>
        1 - (ProbabilityOfWaiting * Math.Exp(-(_traffic.Agents - _traffic.Load) * seconds / _traffic.HandleSeconds));
}
