using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace MyAgent.Engine.TestSupport;

/// <summary>A fake clock that stands still until a test moves it. Unlike <see cref="FakeTimeProvider"/>, its wall clock can be set apart from timestamps
/// and timers, also backwards, and it counts the timers that are set.</summary>
public sealed class ManualTimeProvider() : FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<CountedTimer, TimeSpan> _set = new();
    private long _wallClockOffset;

    /// <summary>The number of timers that are set.</summary>
    public int SetTimers => _set.Count;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref _wallClockOffset));

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Sets only the wall clock, as an administrator does.</summary>
    public void SetWallClock(DateTimeOffset wall) => Volatile.Write(ref _wallClockOffset, (wall - base.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new CountedTimer(_set);
        timer.Set(dueTime, period);
        timer.Inner = base.CreateTimer(_ => timer.Fire(() => callback(state)), state: null, dueTime, period);
        return timer;
    }

    private sealed class CountedTimer(ConcurrentDictionary<CountedTimer, TimeSpan> set) : ITimer
    {
        public ITimer? Inner { private get; set; }

        public void Set(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                set.TryRemove(this, out _);
            else
                set[this] = period;
        }

        public void Fire(Action callback)
        {
            if (set.TryGetValue(this, out var period) && period <= TimeSpan.Zero)
                set.TryRemove(this, out _);
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime, period);
            return Inner!.Change(dueTime, period);
        }

        public void Dispose()
        {
            set.TryRemove(this, out _);
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
