namespace MyAgent.Engine.Simulation.Theory;

/// <summary>Lee and Longton's approximation of M/G/n: a handle time that varies less than an exponential one makes the wait shorter in the
/// proportion in which it does for one agent, where it is exact (Pollaczek and Khinchine).</summary>
/// <param name="traffic">The traffic.</param>
/// <param name="wrapUpSeconds">The fixed part of the handle time, in seconds; the rest is exponential.</param>
internal sealed class FixedWrapUp(OfferedTraffic traffic, double wrapUpSeconds)
{
    private readonly ErlangC _exponential = new(traffic);

    /// <summary>The probability that a caller has to wait, which hardly depends on how the handle time varies.</summary>
    public double ProbabilityOfWaiting => _exponential.ProbabilityOfWaiting;

    /// <summary>The mean wait of all callers, in seconds.</summary>
    public double MeanWaitSeconds
    {
        get
        {
            var variation = (traffic.HandleSeconds - wrapUpSeconds) / traffic.HandleSeconds;
            return (1 + (variation * variation)) / 2 * _exponential.MeanWaitSeconds;
        }
    }
}
