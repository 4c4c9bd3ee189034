namespace MyAgent.Engine.Projections.Estimates;

/// <summary>The departures from the head of a waiting list: their mean number and its variance, followed from one instant to the next.</summary>
/// <param name="input">What they depend on.</param>
internal sealed class Departures(WaitInput input)
{
    /// <summary>Higher priorities leave at least this share of the agents' speed.</summary>
    private const double MinShareLeft = 0.05;

    private readonly double _cycle = Math.Max(input.TalkSeconds + input.AfterSeconds, 0.001);
    private double _time;
    private double _abandoned;
    private double _variance;
    private double _takenVariance;

    /// <summary>The probability that the wait lasts longer than a time; and the same where the speed is not quite known. Times must not go back.</summary>
    public (double Lasts, double Wide) At(double time)
    {
        var step = time - _time;
        _time = time;
        var (taken, takenVariance) = Taken(time);
        var others = Math.Min(input.AheadPerSecond * time, (1 - MinShareLeft) * taken);
        var ahead = Math.Max(0, input.Services - 0.5 - (taken + _abandoned - others));
        var leaving = input.AbandonmentPerSecond * ahead * step;
        _abandoned += leaving;
        _variance += Math.Max(0, takenVariance - _takenVariance) + leaving + (input.AheadPerSecond * step);
        _variance *= Math.Exp(-2 * input.AbandonmentPerSecond * step);
        _takenVariance = takenVariance;
        var net = taken + _abandoned - others;
        // A service that begins at a known moment begins then, and not half a service later.
        var services = input.Services - (0.5 * (1 - Math.Min(1, taken > 0 ? takenVariance / taken : 1)));
        return (WaitDistribution.Fewer(services, net, _variance), WaitDistribution.Fewer(services, net, _variance + (input.Uncertainty * net * net)));
    }

    /// <summary>How many contacts the agents take within a time: the mean and the variance.</summary>
    private (double Mean, double Variance) Taken(double time)
    {
        var variation = input.TalkSeconds / _cycle;
        var squared = variation * variation;
        var late = (1 - squared) / 2;
        var (taken, random) = (0.0, 0.0);
        foreach (var group in input.Agents)
        {
            var first = group.Freed(time);
            var again = Math.Max(0, (group.FreeFor(time) / _cycle) - (late * first));
            taken += group.Count * (first + again);
            random += group.Count * ((group.MeanSeconds > 0 ? first : 0) + again);
        }
        // Over a short time many agents together become free as by chance, whatever the length of their cycle; over a long one it shows.
        var chance = squared + ((1 - squared) * Math.Exp(-time / _cycle));
        return (taken, chance * random);
    }
}
