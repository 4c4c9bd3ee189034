namespace MyAgent.Engine.Laws;

/// <summary>Time as a journal shows it.</summary>
/// <param name="travelTime">The maximum time for which a message may be under way.</param>
/// <param name="recoveryGrace">How long an offer that was open during an outage stays open after it (rule 33c).</param>
internal sealed class JournalClock(TimeSpan travelTime, TimeSpan recoveryGrace)
{
    /// <summary>A silence in the journal may be an engine that was stopped, and a stopped engine is late for nothing. So one silence
    /// counts for at most this part of the travel time.</summary>
    private const int SilencesInTravelTime = 4;

    /// <summary>The latest instant seen. The clocks of two machines differ, so events of two entities may be out of order.</summary>
    public DateTimeOffset Instant { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>For how long the engine has been seen at work.</summary>
    public TimeSpan Running { get; private set; }

    /// <summary>The maximum time for which a message may be under way.</summary>
    public TimeSpan TravelTime => travelTime;

    /// <summary>How long an offer that was open during an outage stays open after it (rule 33c).</summary>
    public TimeSpan RecoveryGrace => recoveryGrace;

    /// <summary>Until when what was open during the last outage lives. Only a harness that was there knows of an outage; no journal does.</summary>
    public DateTimeOffset GraceUntil { get; set; } = DateTimeOffset.MinValue;

    public void Advance(DateTimeOffset at)
    {
        if (at <= Instant)
            return;
        var silence = at - Instant;
        var most = travelTime / SilencesInTravelTime;
        if (Instant != DateTimeOffset.MinValue)
            Running += silence < most ? silence : most;
        Instant = at;
    }

    /// <summary>Whether two ends of a conversation can have been decided before either side heard of the other.</summary>
    public bool CanHaveCrossed(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() < travelTime;
}
