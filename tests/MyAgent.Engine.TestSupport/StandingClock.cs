namespace MyAgent.Engine.TestSupport;

/// <summary>A clock that stands where a test puts it, and whose timers are over at once, but for those that last longer than a test waits.</summary>
public sealed class StandingClock(DateTimeOffset now, bool longTimersToo = false) : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, longTimersToo || dueTime < Long ? TimeSpan.Zero : dueTime, Timeout.InfiniteTimeSpan);
}
