namespace MyAgent.Engine.Projections.Estimates;

/// <summary>How often something has happened lately: each occurrence counts less, the longer ago it is.</summary>
/// <param name="halfLife">After this time an occurrence counts half.</param>
internal sealed class DecayedRate(TimeSpan halfLife)
{
    private readonly double _decay = Math.Log(2) / halfLife.TotalSeconds;
    private DateTimeOffset? _since;
    private DateTimeOffset _at;
    private double _count;

    /// <summary>It has happened.</summary>
    public void Add(DateTimeOffset at)
    {
        _since ??= at;
        _count = (_count * Decay(at)) + 1;
        _at = at > _at ? at : _at;
    }

    /// <summary>How often it happens now, per second.</summary>
    public double PerSecond(DateTimeOffset now)
    {
        if (_since is not { } since || now <= since)
            return 0;
        var seen = 1 - Math.Exp(-_decay * (now - since).TotalSeconds);
        return _count * Decay(now) * _decay / Math.Max(seen, _decay);
    }

    private double Decay(DateTimeOffset at) => at > _at ? Math.Exp(-_decay * (at - _at).TotalSeconds) : 1;
}
