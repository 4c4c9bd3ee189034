namespace MyAgent.Engine.TestSupport;

/// <summary>A clock with a fixed time. Timers fire at once, except those of ten seconds and more, unless <paramref name="longTimersToo"/> is set.</summary>
public sealed class StandingClock(DateTimeOffset now, bool longTimersToo = false) : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, longTimersToo || dueTime < Long ? TimeSpan.Zero : dueTime, Timeout.InfiniteTimeSpan);
}
