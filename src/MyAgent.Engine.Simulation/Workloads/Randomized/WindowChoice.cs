using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Which callback window is asked for: mostly one of the next, so that some are full; at times one that has begun, or an instant at which none begins.</summary>
internal static class WindowChoice
{
    private const int MaxAhead = 4;

    /// <summary>The start of the window; null where none is asked for.</summary>
    /// <param name="chance">Decides.</param>
    /// <param name="share">How often one is asked for, 0 to 1.</param>
    /// <param name="now">The instant.</param>
    public static DateTimeOffset? Of(RandomStream chance, double share, DateTimeOffset now)
    {
        if (!chance.NextBool(share))
            return null;
        var length = TimeSpan.FromMinutes(TopologyQueues.WindowMinutes);
        var current = now - TimeSpan.FromTicks(now.UtcTicks % length.Ticks);
        var start = current + (length * Math.Floor(chance.NextUnit() * MaxAhead));
        return chance.NextBool(0.05) ? start + TimeSpan.FromMinutes(1) : start;
    }
}
