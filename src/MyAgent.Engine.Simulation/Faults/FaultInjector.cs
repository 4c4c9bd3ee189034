using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Faults;

/// <summary>Decides which faults occur. Each fault follows from the seed, the instant and what it affects, not from earlier faults: a
/// shorter run that reaches the same moments has the same faults there.</summary>
/// <param name="seed">The seed.</param>
internal sealed class FaultInjector(long seed)
{
    private const double Loss = 0.02;
    private const double Doubling = 0.02;
    private const double Delay = 0.05;
    private const double MaxDelaySeconds = 3;
    private const double FailedCommits = 0.003;
    private const double LostAnswers = 0.02;
    private const double ReusedCommandIds = 0.05;
    private const double SecondsBetweenStops = 1200;
    private const double StopSeconds = 5;
    private const double MaxStopSeconds = 20;
    private const double SecondsBetweenClockSteps = 3600;
    private const double MaxClockStepSeconds = 600;
    private const double SecondsUntilClockIsRight = 600;
    private const double SecondsBetweenClockJumps = 3600;
    private const double MaxClockJumpSeconds = 2 * 86400;
    private const double MaxClockJumpDurationSeconds = 240;

    private readonly RandomStream _stops = new(seed, RandomStreamId.Stops);
    private readonly RandomStream _clock = new(seed, RandomStreamId.ClockSteps);
    private readonly RandomStream _jumps = new(seed, RandomStreamId.ClockJumps);

    /// <summary>After how long each copy of a message arrives: none where it is lost.</summary>
    public TimeSpan[] Of(Envelope message, DateTimeOffset now)
    {
        var chance = At(now, $"{message.To} {ManifestName.Of(message.Message.GetType())} {message.Cause.By}");
        var what = chance.NextUnit();
        if (what < Loss)
            return [];
        if (what < Loss + Doubling)
            return [TimeSpan.Zero, Late(chance)];
        return what < Loss + Doubling + Delay ? [Late(chance)] : [TimeSpan.Zero];
    }

    /// <summary>Whether what a step has led to does not reach the disk.</summary>
    public bool CommitFails(EntityAddress entity, DateTimeOffset now) => At(now, $"commit {entity}").NextBool(FailedCommits);

    /// <summary>Whether the replies of a step are lost although its events are committed.</summary>
    public bool AnswerIsLost(EntityAddress entity, DateTimeOffset now) => At(now, $"answer {entity}").NextBool(LostAnswers);

    /// <summary>Whether a client uses the id of a command that was answered for another command.</summary>
    public bool IdIsReused(EntityAddress entity, DateTimeOffset now) => At(now, $"id {entity}").NextBool(ReusedCommandIds);

    /// <summary>Whether what was under way between entities is gone with a host that stopped.</summary>
    public bool MessagesAreLost(DateTimeOffset now) => At(now, "mail").NextBool(0.5);

    /// <summary>After how long the host stops next, and for how long.</summary>
    public (TimeSpan After, TimeSpan For) NextStop() =>
        (_stops.NextExponential(SecondsBetweenStops), Shorter(_stops.NextExponential(StopSeconds), TimeSpan.FromSeconds(MaxStopSeconds)));

    /// <summary>After how long the wall clock steps back next, by how much, and for how long it stays wrong.</summary>
    public (TimeSpan After, TimeSpan By, TimeSpan For) NextClockStep() =>
        (_clock.NextExponential(SecondsBetweenClockSteps), TimeSpan.FromSeconds(_clock.NextUnit() * MaxClockStepSeconds), _clock.NextExponential(SecondsUntilClockIsRight));

    /// <summary>After how long the wall clock jumps ahead next, by how much, and after how long that is taken back: sooner than the engine follows.</summary>
    public (TimeSpan After, TimeSpan By, TimeSpan For) NextClockJump() =>
        (_jumps.NextExponential(SecondsBetweenClockJumps), _jumps.NextUpTo(MaxClockJumpSeconds), _jumps.NextUpTo(MaxClockJumpDurationSeconds));

    private RandomStream At(DateTimeOffset now, string what)
    {
        var hash = now.UtcTicks;
        foreach (var letter in what)
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        return new RandomStream(seed, RandomStreamId.Fault, hash);
    }

    private static TimeSpan Late(RandomStream chance) => TimeSpan.FromSeconds(chance.NextUnit() * MaxDelaySeconds);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
