namespace MyAgent.Engine.Simulation.Theory;

/// <summary>M/M/n+G after Baccelli and Hébuterne: of the callers who have to wait, some wait for as long as it takes (those who turned into
/// callback requests), the others give up after an exponential patience. Integrates the density of the wait that a caller of endless
/// patience would have: <c>v(x) = v(0)·exp(λ∫₀ˣP(patience &gt; u)du − nμx)</c>.</summary>
internal sealed class ImpatientCallers
{
    /// <summary>Simpson's rule takes so many steps; even.</summary>
    private const int Steps = 20_000;

    /// <summary>The integral ends where the density has fallen to e to the minus this, compared with its highest value.</summary>
    private const double Depth = 45;

    private readonly OfferedTraffic _traffic;
    private readonly double _patienceSeconds;
    private readonly double _patientShare;
    private readonly double _highest;
    private readonly double _end;
    private readonly double _scale;

    /// <summary>The formula for a traffic.</summary>
    /// <param name="traffic">The traffic.</param>
    /// <param name="patienceSeconds">The mean patience of the impatient, in seconds.</param>
    /// <param name="patientShare">The share of callers who never give up, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The agents cannot cope with those who never give up.</exception>
    public ImpatientCallers(OfferedTraffic traffic, double patienceSeconds, double patientShare)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(traffic.Load * patientShare, traffic.Agents);
        (_traffic, _patienceSeconds, _patientShare) = (traffic, patienceSeconds, patientShare);
        (_highest, _end) = Range();

        // The agents' side of the balance: a wait of just above zero is what finding all agents but one busy, and taking it, leads to.
        var allBusy = Integral(_ => 1, _end);
        var someAgentFree = ((1 / ErlangB.Blocking(traffic.Load, traffic.Agents)) - 1) * Math.Exp(-_highest) * traffic.HandleSeconds / traffic.Agents;
        _scale = 1 / (allBusy + someAgentFree);
        ProbabilityOfWaiting = allBusy * _scale;
        var lasting = Integral(Lasts, _end) * _scale;
        var waitOfServed = Integral(x => x * Lasts(x), _end) * _scale;
        Abandonment = (1 - patientShare) * (ProbabilityOfWaiting - lasting);
        MeanWaitSecondsOfAll = _scale * Integral(x => (patientShare * x) + ((1 - patientShare) * (1 - Lasts(x)) * patienceSeconds), _end);
        PatientMeanWaitSeconds = Integral(x => x, _end) * _scale / ProbabilityOfWaiting;
        var impatientAnswered = 1 - ProbabilityOfWaiting + ((1 - patientShare) * lasting);
        ImpatientMeanWaitSeconds = (1 - patientShare) * waitOfServed / impatientAnswered;
        MeanWaitSeconds = ((patientShare * ProbabilityOfWaiting * PatientMeanWaitSeconds) + ((1 - patientShare) * waitOfServed)) / (1 - Abandonment);
    }

    /// <summary>The probability that a caller finds every agent busy.</summary>
    public double ProbabilityOfWaiting { get; }

    /// <summary>The share of callers who give up.</summary>
    public double Abandonment { get; }

    /// <summary>The mean wait of those who did not give up, in seconds.</summary>
    public double MeanWaitSeconds { get; }

    /// <summary>The mean wait of all callers, in seconds.</summary>
    public double MeanWaitSecondsOfAll { get; }

    /// <summary>The mean wait of those who had to wait and would never give up, in seconds.</summary>
    public double PatientMeanWaitSeconds { get; }

    /// <summary>The mean wait of the others, of those who did not give up, in seconds.</summary>
    public double ImpatientMeanWaitSeconds { get; }

    /// <summary>The share of all callers who are answered within a time.</summary>
    /// <param name="seconds">The time, in seconds.</param>
    public double ServiceLevel(double seconds) =>
        1 - ProbabilityOfWaiting + (_scale * Integral(x => _patientShare + ((1 - _patientShare) * Lasts(x)), Math.Min(seconds, _end)));

    /// <summary>The probability that an impatient caller still waits.</summary>
    private double Lasts(double seconds) => Math.Exp(-seconds / _patienceSeconds);

    /// <summary>The logarithm of <c>v(x)/v(0)</c>.</summary>
    private double Exponent(double x) =>
        (_traffic.ArrivalsPerSecond * ((_patientShare * x) + ((1 - _patientShare) * (1 - Lasts(x)) * _patienceSeconds)))
        - (_traffic.Agents / _traffic.HandleSeconds * x);

    /// <summary>The density's highest exponent, and where the density has faded.</summary>
    private (double Highest, double End) Range()
    {
        var spare = (_traffic.Agents / _traffic.Load) - _patientShare;
        var peak = spare >= 1 - _patientShare ? 0 : -_patienceSeconds * Math.Log(spare / (1 - _patientShare));
        var highest = Exponent(peak);
        var (near, far) = (peak, peak + _traffic.HandleSeconds);
        while (Exponent(far) > highest - Depth)
            far = peak + (2 * (far - peak));
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (near + far) / 2;
            (near, far) = Exponent(middle) > highest - Depth ? (middle, far) : (near, middle);
        }
        return (highest, far);
    }

    private double Integral(Func<double, double> weight, double until)
    {
        var width = until / Steps;
        var sum = 0.0;
        for (var step = 0; step <= Steps; step++)
        {
            var factor = step is 0 or Steps ? 1 : step % 2 == 0 ? 2 : 4;
            var x = step * width;
            sum += factor * weight(x) * Math.Exp(Exponent(x) - _highest);
        }
        return sum * width / 3;
    }
}
