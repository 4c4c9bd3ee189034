namespace MyAgent.Engine.Simulation.Faults;

/// <summary>The machine's clocks in virtual time: a steady one, and a wall clock that can be wrong.</summary>
internal sealed class SimulatedTimeProvider(DateTimeOffset start) : TimeProvider
{
    /// <summary>The true instant.</summary>
    public DateTimeOffset Now { get; set; } = start;

    /// <summary>How far the wall clock is behind.</summary>
    public TimeSpan WallIsBehind { get; set; }

    /// <summary>How far the wall clock has jumped ahead.</summary>
    public TimeSpan WallIsAhead { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now - WallIsBehind + WallIsAhead;
}
