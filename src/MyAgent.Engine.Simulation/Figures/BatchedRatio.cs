namespace MyAgent.Engine.Simulation.Figures;

/// <summary>A share or a mean, with its precision from batch means: the time is divided into equal batches that are long enough to be
/// nearly independent, and the variance between them gives the standard error.</summary>
internal sealed class BatchedRatio
{
    /// <summary>How many batches there are.</summary>
    public const int Batches = 30;

    /// <summary>Student's t at 97.5 % with one degree of freedom less than there are batches.</summary>
    public const double StudentT95 = 2.045230;

    private readonly double[] _sums = new double[Batches];
    private readonly double[] _counts = new double[Batches];

    /// <summary>Counts one more.</summary>
    /// <param name="batch">The batch it belongs to, from 0.</param>
    /// <param name="value">Its value; for a share, 1 where it is meant and 0 where it is not.</param>
    public void Add(int batch, double value)
    {
        _sums[batch] += value;
        _counts[batch]++;
    }

    /// <summary>The mean of all values, which is their sum divided by their number whatever the batch.</summary>
    public Estimate Estimate()
    {
        var count = _counts.Sum();
        if (count == 0)
            return default;
        var ratio = _sums.Sum() / count;
        if (_counts.Count(inBatch => inBatch > 0) < Batches)
            return new Estimate(ratio, HalfWidth95: null);
        var squares = _sums.Zip(_counts, (sum, inBatch) => sum - (ratio * inBatch)).Sum(off => off * off);
        var standardError = Math.Sqrt(squares / (Batches * (Batches - 1))) / (count / Batches);
        return new Estimate(ratio, StudentT95 * standardError);
    }
}
