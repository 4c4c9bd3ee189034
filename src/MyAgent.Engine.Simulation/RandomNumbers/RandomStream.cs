namespace MyAgent.Engine.Simulation.RandomNumbers;

/// <summary>Random numbers that are the same on every machine and in every version: xoshiro256** by Blackman and Vigna. One seed gives any
/// number of streams that have nothing to do with each other, so that what happens to one contact does not depend on what was drawn
/// for another.</summary>
internal sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>One of the streams of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="id">What the stream is for.</param>
    /// <param name="number">Which of those streams.</param>
    public RandomStream(long seed, RandomStreamId id, long number = 0)
    {
        var state = Mixed(Mixed(Mixed((ulong)seed) ^ (ulong)id) ^ (ulong)number);
        _a = Next(ref state);
        _b = Next(ref state);
        _c = Next(ref state);
        _d = Next(ref state);
    }

    /// <summary>The next number from 0 up to, but not, 1: every multiple of 2⁻⁵³ is equally likely.</summary>
    public double NextUnit() => (NextBits() >> 11) * TwoToMinus53;

    /// <summary>True with a probability.</summary>
    /// <param name="probability">From 0, for never, to 1, for always.</param>
    public bool NextBool(double probability) => NextUnit() < probability;

    /// <summary>A time after which something happens that is equally likely at any moment.</summary>
    /// <param name="meanSeconds">Its mean, in seconds.</param>
    public TimeSpan NextExponential(double meanSeconds) =>
        TimeSpan.FromTicks((long)(-Math.Log(1 - NextUnit()) * meanSeconds * TimeSpan.TicksPerSecond));

    /// <summary>A time from zero up to, but not, a longest one; each is equally likely.</summary>
    /// <param name="maxSeconds">The longest, in seconds.</param>
    public TimeSpan NextUpTo(double maxSeconds) => TimeSpan.FromTicks((long)(NextUnit() * maxSeconds * TimeSpan.TicksPerSecond));

    /// <summary>One of several, each equally likely.</summary>
    public T NextOf<T>(IReadOnlyList<T> several) => several[(int)(NextUnit() * several.Count)];

    private ulong NextBits()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>SplitMix64, by which xoshiro's authors want its state filled.</summary>
    private static ulong Next(ref ulong state) => Mixed(state += Golden);

    private static ulong Mixed(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
