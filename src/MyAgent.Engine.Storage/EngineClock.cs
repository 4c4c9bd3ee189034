namespace MyAgent.Engine.Storage;

/// <summary>The engine's clock. It follows the wall clock forwards and never goes back: while the wall clock is behind, it goes on at
/// the pace of the machine's monotonic clock. Whole milliseconds. Safe for use by several threads.</summary>
public sealed class EngineClock
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _now;
    private long _timestamp;

    /// <summary>A clock that starts at the wall clock's instant, but not before another one.</summary>
    /// <param name="time">The clocks it is made from.</param>
    /// <param name="notBefore">The newest instant in the journal: nothing may happen before it.</param>
    public EngineClock(TimeProvider time, DateTimeOffset notBefore)
    {
        _time = time;
        _timestamp = time.GetTimestamp();
        _now = Later(notBefore, time.GetUtcNow());
    }

    /// <summary>The instant, in UTC, never earlier than one given before.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var timestamp = _time.GetTimestamp();
                _now = Later(_now + _time.GetElapsedTime(_timestamp, timestamp), _time.GetUtcNow());
                _timestamp = timestamp;
                return new DateTimeOffset(_now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
