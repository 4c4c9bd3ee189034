namespace MyAgent.Engine.Storage;

/// <summary>The engine's clock. It never goes back, and it follows the wall clock:
/// <list type="bullet">
/// <item>forwards by up to <see cref="MaxStep"/> at once;</item>
/// <item>forwards by more, as a false time server or a slip of the hand makes it jump, only after the jump has lasted for <see cref="Confirmation"/>: until then it
/// goes on at the pace of the machine's monotonic clock, so that nothing acts before its time, and a jump that is taken back leaves no trace. A machine that has
/// really slept is followed that much later;</item>
/// <item>while the wall clock is behind (it was set back, or the journal's newest event is later), it goes a tenth slower than the monotonic clock until both
/// agree: a deadline of 20 s takes 22 s then, and nothing stands still.</item>
/// </list>
/// Whole milliseconds. Safe for use by several threads.</summary>
public sealed class EngineClock
{
    /// <summary>A step of the wall clock that is followed at once, and a difference from it that is not worth a word: 10 seconds.</summary>
    public static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(10);

    /// <summary>How long a longer step forwards must last, by the monotonic clock, before it is followed: 5 minutes.</summary>
    public static readonly TimeSpan Confirmation = TimeSpan.FromMinutes(5);

    /// <summary>How often <see cref="Watch"/> compares the clocks.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>The part of the time that has passed by which the clock falls back to a wall clock that is behind.</summary>
    private const int SlowDownBy = 10;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private DateTimeOffset _now;
    private DateTimeOffset _wall;
    private long _timestamp;
    private long? _jumpedAt;
    private TimeSpan _jump;

    /// <summary>A clock that starts at the wall clock's instant, but not before another one.</summary>
    /// <param name="time">The clocks it is made from.</param>
    /// <param name="notBefore">The newest instant in the journal: nothing may happen before it.</param>
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

    /// <summary>How the clock differs from the wall clock and what comes of it, as a sentence; null where it does not, but for <see cref="MaxStep"/>.</summary>
    public string? Notice
    {
        get
        {
            lock (_lock)
            {
                Advance();
                if (_jumpedAt is not null)
                    return $"The wall clock has jumped ahead by {Text(_jump)}. The engine goes on at its own pace and follows when the jump has lasted for {Text(Confirmation)}.";
                return _now - _wall > MaxStep
                    ? $"The engine's clock is {Text(_now - _wall)} ahead of the wall clock, and comes back to it by a tenth of the time that passes. Dates come that much too early until then."
                    : null;
            }
        }
    }

    /// <summary>Compares the clocks every second, also while nobody asks for the time, and tells of what changes.</summary>
    /// <param name="tell">Receives <see cref="Notice"/> whenever one begins, on any thread; null when it has ended.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Watch(Action<string?> tell)
    {
        var (told, busy) = (Kind.Right, 0);
        return _time.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref busy, 1) == 1)
                    return;
                var (kind, notice) = (KindNow(), Notice);
                if (kind != told)
                    tell(notice);
                told = kind;
                Volatile.Write(ref busy, 0);
            },
            state: null, TimeSpan.Zero, WatchInterval);
    }

    private Kind KindNow()
    {
        lock (_lock)
        {
            Advance();
            return _jumpedAt is not null ? Kind.Jumped : _now - _wall > MaxStep ? Kind.Ahead : Kind.Right;
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

    /// <summary>Whether a step has lasted long enough. Another one begins anew.</summary>
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

    /// <summary>How the clock stands to the wall clock.</summary>
    private enum Kind
    {
        Right,
        Jumped,
        Ahead,
    }
}
