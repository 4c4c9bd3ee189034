namespace MyAgent.Engine.Storage;

/// <summary>The engine's clock. It never goes back, and it follows the wall clock:
/// <list type="bullet">
/// <item>A step forwards of at most <see cref="MaxStep"/> is followed at once.</item>
/// <item>A longer step forwards (a wrong time server, a wrong entry) is followed only after it has lasted for <see cref="Confirmation"/>. Until then the clock runs at
/// the rate of the machine's monotonic clock, so that no deadline fires early, and a step that is corrected has no effect. After a real suspension of the machine
/// the clock therefore follows that much later.</item>
/// <item>While the wall clock is behind (it was set back, or the journal's newest event is later), the clock runs a tenth slower than the monotonic clock until both
/// agree: a deadline of 20 s takes 22 s then, and no deadline stops.</item>
/// </list>
/// Whole milliseconds. Safe for use by several threads.</summary>
internal sealed class EngineClock
{
    /// <summary>The longest step of the wall clock that is followed at once, and the largest difference from it without a <see cref="Notice"/>: 10 seconds.</summary>
    public static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(10);

    /// <summary>The time, by the monotonic clock, that a longer step forwards must last before it is followed: 5 minutes.</summary>
    public static readonly TimeSpan Confirmation = TimeSpan.FromMinutes(5);

    /// <summary>How often <see cref="Watch"/> compares the clocks.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>While the wall clock is behind, the clock runs slower by one part in this many.</summary>
    private const int SlowDownBy = 10;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _now;
    private DateTimeOffset _wall;
    private long _timestamp;
    private long? _jumpedAt;
    private TimeSpan _jump;

    /// <summary>Starts the clock at the wall clock's instant, or at <paramref name="notBefore"/> if that is later.</summary>
    /// <param name="time">The wall clock and the monotonic clock.</param>
    /// <param name="notBefore">The newest instant in the journal: no later event may have an earlier one.</param>
    public EngineClock(TimeProvider time, DateTimeOffset notBefore)
    {
        _time = time;
        _timestamp = time.GetTimestamp();
        _wall = time.GetUtcNow();
        _now = Later(notBefore, _wall);
    }

    /// <summary>The instant, in UTC, never earlier than one given before.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return new DateTimeOffset(_now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
            }
        }
    }

    /// <summary>Describes how the clock differs from the wall clock and the consequence, in one sentence; null while the difference is at most <see cref="MaxStep"/>.</summary>
    public string? Notice
    {
        get
        {
            lock (_lock)
            {
                Advance();
                if (_jumpedAt is not null)
                    return $"The wall clock has jumped ahead by {Text(_jump)}. The engine's clock follows when the jump has lasted for {Text(Confirmation)}.";
                return _now - _wall > MaxStep
                    ? $"The engine's clock is {Text(_now - _wall)} ahead of the wall clock, and runs a tenth slower until both agree. "
                        + "Until then, scheduled callbacks and opening hours are early by this difference."
                    : null;
            }
        }
    }

    /// <summary>Compares the clocks every second, also while no code reads <see cref="Now"/>, and reports changes.</summary>
    /// <param name="report">Called on any thread: with the <see cref="Notice"/> when a difference begins, with null when it has ended.</param>
    /// <returns>Stops watching when it is disposed of.</returns>
    public IDisposable Watch(Action<string?> report)
    {
        var (reported, busy) = (Difference.None, 0);
        return _time.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref busy, 1) == 1)
                    return;
                var (difference, notice) = (CurrentDifference(), Notice);
                if (difference != reported)
                    report(notice);
                reported = difference;
                Volatile.Write(ref busy, 0);
            },
            state: null, TimeSpan.Zero, WatchInterval);
    }

    private Difference CurrentDifference()
    {
        lock (_lock)
        {
            Advance();
            return _jumpedAt is not null ? Difference.WallClockJumped : _now - _wall > MaxStep ? Difference.WallClockBehind : Difference.None;
        }
    }

    private void Advance()
    {
        var timestamp = _time.GetTimestamp();
        var elapsed = _time.GetElapsedTime(_timestamp, timestamp);
        var steady = _now + elapsed;
        (_timestamp, _wall) = (timestamp, _time.GetUtcNow());
        var step = _wall - steady;
        if (step > MaxStep && !IsConfirmed(step, timestamp))
        {
            _now = steady;
            return;
        }
        _jumpedAt = null;
        _now = Later(_wall, steady - (elapsed / SlowDownBy));
    }

    /// <summary>Whether a step has lasted for <see cref="Confirmation"/>. A step of another size starts the period again.</summary>
    private bool IsConfirmed(TimeSpan step, long timestamp)
    {
        if (_jumpedAt is not { } since || (step - _jump).Duration() > MaxStep)
        {
            (_jumpedAt, _jump) = (timestamp, step);
            return false;
        }
        return _time.GetElapsedTime(since, timestamp) >= Confirmation;
    }

    private static string Text(TimeSpan time) => time.ToString(time.Days > 0 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>The difference from the wall clock that is reported.</summary>
    private enum Difference
    {
        None,
        WallClockJumped,
        WallClockBehind,
    }
}
