namespace MyAgent.Engine.Projections.Estimates;

/// <summary>Agents who become free alike.</summary>
/// <param name="Count">How many.</param>
/// <param name="AfterSeconds">No sooner than in this time, in seconds.</param>
/// <param name="MeanSeconds">After that in a time that is exponential with this mean, in seconds; 0: at that moment.</param>
internal readonly record struct FreeingAgents(double Count, double AfterSeconds, double MeanSeconds)
{
    /// <summary>The probability that one of them has become free within a time.</summary>
    public double Freed(double seconds) =>
        seconds < AfterSeconds ? 0 : MeanSeconds > 0 ? 1 - Math.Exp(-(seconds - AfterSeconds) / MeanSeconds) : 1;

    /// <summary>The mean time for which one of them has been free by then, were there nothing more to do.</summary>
    public double FreeFor(double seconds) =>
        seconds < AfterSeconds ? 0 : seconds - AfterSeconds - (MeanSeconds * Freed(seconds));
}

/// <summary>What a wait depends on.</summary>
/// <param name="Services">How many contacts the agents must take until this one has been taken, itself counted; not necessarily whole.</param>
/// <param name="Agents">The agents.</param>
/// <param name="TalkSeconds">For how long an agent is engaged, in seconds, as a mean; it varies as an exponential time does.</param>
/// <param name="AfterSeconds">How long the agent then takes to become free, in seconds; it hardly varies.</param>
/// <param name="AbandonmentPerSecond">How often one of those ahead gives up, per second.</param>
/// <param name="AheadPerSecond">How often another comes in ahead, per second.</param>
/// <param name="Uncertainty">The relative variance of the agents' speed, as it is known.</param>
internal sealed record WaitInput(
    double Services, IReadOnlyList<FreeingAgents> Agents, double TalkSeconds, double AfterSeconds, double AbandonmentPerSecond, double AheadPerSecond, double Uncertainty);

/// <summary>The distribution of a wait. Departures from the head of the waiting list are a counting process: agents become free, take the first contact, and are busy
/// again (renewals); those ahead give up (a death process); others come in ahead. Its mean and variance are followed through time. The wait lasts longer than a time
/// where fewer have departed by then than are ahead: by a gamma distribution with that mean and variance, which is exact where all times are exponential.</summary>
internal static class WaitDistribution
{
    private const double LowProbability = 0.1;
    private const double Negligible = 0.002;
    private const int MaxSteps = 600;
    private const int StepsToMean = 40;
    private const double Growth = 1.03;

    /// <summary>The mean of the wait, and the times that one wait in ten is shorter and longer than, in seconds; null where it has no end in sight.</summary>
    public static (double Mean, double Low, double High)? Of(WaitInput input)
    {
        var (mean, low, high) = (0.0, (double?)null, (double?)null);
        var departures = new Departures(input);
        var (longer, wide) = departures.At(0);
        var step = FirstStep(input);
        if (wide <= 1 - LowProbability)
            low = 0;
        if (wide <= LowProbability)
            high = 0;
        for (var (steps, time) = (0, 0.0); steps < MaxSteps; steps++)
        {
            if (longer <= Negligible && high is { } end)
                return (mean, Math.Min(low ?? 0, end), end);
            var (from, before, beforeWide) = (time, longer, wide);
            time += step;
            var (next, nextWide) = departures.At(time);
            (longer, wide) = (Math.Min(next, before), Math.Min(nextWide, beforeWide));
            mean += step * (before + longer) / 2;
            low ??= Crossing(1 - LowProbability, from, beforeWide, time, wide);
            high ??= Crossing(LowProbability, from, beforeWide, time, wide);
            step *= Growth;
        }
        return null;
    }

    private static double FirstStep(WaitInput input)
    {
        var (agents, cycle) = (input.Agents.Sum(group => group.Count), input.TalkSeconds + input.AfterSeconds);
        return Math.Max(0.02, input.Services * Math.Max(cycle, 1) / Math.Max(agents, 1e-6) / StepsToMean);
    }

    private static double? Crossing(double probability, double from, double before, double to, double after) =>
        after > probability ? null : before <= probability ? from : from + ((to - from) * (before - probability) / Math.Max(before - after, 1e-12));

    /// <summary>The probability that fewer than so many have departed, of a number with this mean and variance.</summary>
    public static double Fewer(double services, double departed, double variance)
    {
        if (departed <= 0)
            return 1;
        var dispersion = variance / departed;
        if (dispersion < 1e-6)
            return departed >= services ? 0 : 1;
        return GammaTail(services / dispersion, departed / dispersion);
    }

    /// <summary>The probability that a standard gamma variable is greater than a value, after Wilson and Hilferty: the cube root is nearly normal.</summary>
    private static double GammaTail(double shape, double value)
    {
        var spread = 1 / (9 * shape);
        return NormalTail((Math.Cbrt(value / shape) - (1 - spread)) / Math.Sqrt(spread));
    }

    /// <summary>The probability that a standard normal variable is greater than a value (Abramowitz and Stegun 26.2.17).</summary>
    private static double NormalTail(double value)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(value)));
        var tail = Math.Exp(-value * value / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return value >= 0 ? tail : 1 - tail;
    }
}
