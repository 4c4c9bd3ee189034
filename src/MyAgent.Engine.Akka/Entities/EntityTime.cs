namespace MyAgent.Engine.Akka.Entities;

/// <summary>The time of one entity. It is that of this node's clock, unless the entity's newest event lies ahead of it, because a node with a clock that is ahead
/// wrote it: then time goes on from that event, a tenth slower than the clock, until both agree. It would stand still until then
/// otherwise, and no deadline would come (law 18).</summary>
/// <param name="now">The node's clock. It never goes back.</param>
internal sealed class EntityTime(Func<DateTimeOffset> now)
{
    /// <summary>The part of the time that has passed by which it falls back to the clock.</summary>
    private const int SlowDownBy = 10;

    private DateTimeOffset _since;
    private TimeSpan _lead;

    /// <summary>The instant.</summary>
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

    /// <summary>The entity was read: nothing happens to it before its newest event.</summary>
    /// <param name="newest">The instant of that event.</param>
    /// <returns>By how much it lies ahead of the clock; zero where it does not.</returns>
    public TimeSpan NotBefore(DateTimeOffset newest)
    {
        _since = now();
        return _lead = newest > _since ? newest - _since : TimeSpan.Zero;
    }
}
