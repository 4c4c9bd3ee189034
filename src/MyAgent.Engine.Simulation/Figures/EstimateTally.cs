namespace MyAgent.Engine.Simulation.Figures;

/// <summary>Compares estimates of waits with the waits.</summary>
internal sealed class EstimateTally
{
    private readonly List<float> _errors = [];
    private long _inBand;
    private double _estimated;
    private double _waited;

    /// <summary>Adds an estimate whose wait has come to its end.</summary>
    public void Add(double seconds, double low, double high, double waited)
    {
        _inBand += low <= waited && waited <= high ? 1 : 0;
        _estimated += seconds;
        _waited += waited;
        _errors.Add((float)Math.Abs(seconds - waited));
    }

    /// <summary>The figures.</summary>
    public EstimateQuality? Quality()
    {
        if (_errors.Count == 0 || _waited <= 0)
            return null;
        _errors.Sort();
        var mean = _waited / _errors.Count;
        return new EstimateQuality(_errors.Count, mean, (double)_inBand / _errors.Count, _errors[_errors.Count / 2] / mean, (_estimated - _waited) / _waited);
    }
}

/// <summary>How good estimates of waits were.</summary>
/// <param name="Estimates">The number of estimates.</param>
/// <param name="MeanWaitSeconds">The mean of the waits from the estimates on, in seconds.</param>
/// <param name="ShareInBand">The share of the waits that fell into their bands, from 0 to 1; the bands are meant to hold 0.8.</param>
/// <param name="MedianError">The median difference between estimate and wait, as a share of the mean wait.</param>
/// <param name="Bias">The mean of the estimates less the mean of the waits, as a share of the mean wait.</param>
internal sealed record EstimateQuality(long Estimates, double MeanWaitSeconds, double ShareInBand, double MedianError, double Bias);

/// <summary>How good the estimates of waits were (rule 35).</summary>
/// <param name="Estimates">The number of estimates at arrival, of contacts that had to wait.</param>
/// <param name="MeanWaitSeconds">The mean of their waits, in seconds.</param>
/// <param name="ShareInBand">The share of the waits that fell into their bands, from 0 to 1; the bands are meant to hold 0.8.</param>
/// <param name="MedianError">The median difference between estimate and wait, as a share of the mean wait.</param>
/// <param name="Bias">The mean of the estimates less the mean of the waits, as a share of the mean wait.</param>
/// <param name="WithoutEstimate">The number of contacts that had to wait and for which there was no estimate at arrival.</param>
/// <param name="WhileWaiting">The same of estimates made later, after 30, 60, 120, 240 and 480 s of waiting; null where there were none.</param>
internal sealed record EstimateFigures(
    long Estimates, double MeanWaitSeconds, double ShareInBand, double MedianError, double Bias, long WithoutEstimate, EstimateQuality? WhileWaiting);
