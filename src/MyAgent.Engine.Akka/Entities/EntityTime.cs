namespace MyAgent.Engine.Akka.Entities;

/// <summary>The time of one entity: that of this node's clock, unless the entity's newest event lies ahead of it, because a node whose clock is ahead
/// wrote the event. Then time goes on from that event, a tenth slower than the clock, until both agree. Otherwise it would stand still until then,
/// and no deadline would act (law 18).</summary>
/// <param name="now">The node's clock. It never goes back.</param>
internal sealed class EntityTime(Func<DateTimeOffset> now)
{
    /// <summary>The lead falls by the elapsed time divided by this.</summary>
    private const int SlowDownBy = 10;

    private DateTimeOffset _since;
    private TimeSpan _lead;

    /// <summary>The entity's present instant.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var clock = now();
            if (_lead <= TimeSpan.Zero)
                return clock;
            var left = _lead - ((clock - _since) / SlowDownBy);
            if (left <= TimeSpan.Zero)
                _lead = TimeSpan.Zero;
            return left <= TimeSpan.Zero ? clock : clock + TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        }
    }

    /// <summary>The entity has recovered: its time does not begin before its newest event.</summary>
    /// <param name="newest">The instant of that event.</param>
    /// <returns>The lead of that event over the clock; zero if it has none.</returns>
    public TimeSpan NotBefore(DateTimeOffset newest)
    {
        _since = now();
        return _lead = newest > _since ? newest - _since : TimeSpan.Zero;
    }
}
