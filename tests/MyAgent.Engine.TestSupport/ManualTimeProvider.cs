namespace MyAgent.Engine.TestSupport;

/// <summary>Time that stands still until it is moved. The wall clock can be set on its own, also backwards.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _guard = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private long _elapsedTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_guard)
            return _elapsedTicks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_guard)
            return _wall;
    }

    /// <summary>Sets the wall clock alone, as an administrator does.</summary>
    public void SetWallClock(DateTimeOffset wall)
    {
        lock (_guard)
            _wall = wall;
    }

    /// <summary>Lets time go on, and timers fire.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_guard)
        {
            _wall += by;
            _elapsedTicks += by.Ticks;
            due = _timers.Where(timer => timer.DueAt <= _elapsedTicks).ToList();
            foreach (var timer in due)
                timer.DueAt = timer.Period > TimeSpan.Zero ? _elapsedTicks + timer.Period.Ticks : null;
        }
        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>How many timers are set.</summary>
    public int SetTimers
    {
        get
        {
            lock (_guard)
                return _timers.Count(timer => timer.DueAt is not null);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (_guard)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTimeProvider time, Action callback) : ITimer
    {
        public long? DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._guard)
            {
                Period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsedTicks + dueTime.Ticks;
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._guard)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
