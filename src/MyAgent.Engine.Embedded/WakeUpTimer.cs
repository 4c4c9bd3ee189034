using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Embedded;

/// <summary>Wakes the deciding thread at the next deadline. <see cref="Arm"/> is for that thread alone.</summary>
internal sealed class WakeUpTimer : IDisposable
{
    /// <summary>Timers do not reach further than some weeks; a deadline beyond a day is looked at again then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ITimer _timer;
    private DateTimeOffset? _armedFor;
    private volatile bool _fired;

    public WakeUpTimer(TimeProvider time, Action wake) => _timer = time.CreateTimer(
        _ =>
        {
            _fired = true;
            wake();
        },
        state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Sets the timer to a deadline in place of the one before; null for none.</summary>
    /// <returns>False where the deadline has come: there is nothing to wait for.</returns>
    public bool Arm(DateTimeOffset? deadline, EngineClock clock)
    {
        if (_fired)
        {
            _fired = false;
            _armedFor = null;
        }
        if (deadline == _armedFor)
            return true;
        if (deadline is not { } at)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _armedFor = null;
            return true;
        }
        var wait = at - clock.Now;
        if (wait <= TimeSpan.Zero)
            return false;

        // Rounded up to the timers' millisecond: waking a little too early would mean waking twice.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(whole < Longest ? whole : Longest, Timeout.InfiniteTimeSpan);
        _armedFor = at;
        return true;
    }

    public void Dispose() => _timer.Dispose();
}
