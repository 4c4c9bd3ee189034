using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Holds a journal against the laws, event by event. It folds the events by itself and asks no rule, so a rule that is wrong
/// cannot talk it round. Not safe for use by several threads.</summary>
/// <param name="options">How strictly to judge.</param>
public sealed class LawChecker(LawOptions options)
{
    private readonly World _world = new();
    private readonly Tally _tally = new();
    private readonly Findings _findings = new(new JournalClock(options.TravelTime, options.RecoveryGrace));
    private readonly ILaw[] _laws =
    [
        new JournalOrder(), new CommandsOnce(),
        new OneContactOneAgent(), new OfferEnds(), new OfferExpiry(), new ContactLife(), new NoLimbo(), new NoRingingForNobody(), new OrderKeys(),
        new NobodyPassedOver(), new WorkConservation(), new Deadlines(), new WrapUpBlocks(), new WithdrawnIsNotMissed(),
        new RememberedRequests(), new Counters(), new OfferedCallbacks(), new ScheduledCallbacks(), new RecordingLimits(), new SupersededCallbacks(), new NoOfferLoops(), new IdsOnce(), new Enders(),
    ];

    /// <summary>What has been counted so far.</summary>
    public LawCounts Counts => _tally.Of(_world);

    /// <summary>Judges the next event, in the order of <see cref="JournalRecord.Ordering"/> from the journal's first.</summary>
    /// <returns>What this event breaks, and what an earlier one has broken by having been left without an answer until now. The first event
    /// that breaks a law is therefore the one with the lowest ordering among all that are returned, not the first returned.</returns>
    public IReadOnlyList<LawViolation> Take(JournalRecord record)
    {
        _findings.MoveTo(record);
        foreach (var law in _laws)
            law.Before(record, _world, _findings);
        _world.Apply(record);
        _tally.Count(record.Recorded.Event);
        foreach (var law in _laws)
            law.After(record, _world, _findings);
        return _findings.Collect();
    }

    /// <summary>The engine has been read from its journal and is ready again: from here on what was open meanwhile has its grace.</summary>
    /// <param name="at">The instant.</param>
    public void Resumed(DateTimeOffset at) => _findings.Clock.GraceUntil = at + options.RecoveryGrace;

    /// <summary>Judges the world at a moment at which no message is under way and no deadline is due: then all laws hold outright.</summary>
    /// <param name="now">The instant.</param>
    public IReadOnlyList<LawViolation> AtRest(DateTimeOffset now)
    {
        _findings.CallAll();
        foreach (var law in _laws)
            law.AtRest(now, _world, _findings);
        return _findings.Collect();
    }

    /// <summary>Judges the world as the journal leaves it: what has been left without an answer for longer than the travel time is
    /// broken; what is younger may have been under way.</summary>
    public IReadOnlyList<LawViolation> End()
    {
        _findings.CallOverdue();
        foreach (var law in _laws)
            law.AtEnd(_world, _findings);
        return _findings.Collect();
    }
}
