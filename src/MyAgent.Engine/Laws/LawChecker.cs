using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Holds a journal against the laws, event by event. It folds the events by itself and asks no rule, so a rule that is wrong
/// cannot talk it round. Not safe for use by several threads.</summary>
/// <param name="options">How strictly to judge.</param>
public sealed class LawChecker(LawOptions options)
{
    private readonly JournalModel _model = new();
    private readonly EventCounter _counts = new();
    private readonly ViolationCollector _violations = new(new JournalClock(options.TravelTime, options.RecoveryGrace));
    private readonly ILawCheck[] _laws =
    [
        new JournalOrder(), new CommandIdempotency(),
        new ExclusiveEngagement(), new OfferOutcomes(), new OfferExpiry(), new ContactStateTransitions(), new ContactContinuity(), new RingingEndsOnHangUp(), new OrderKeyStability(),
        new ServiceOrder(), new WorkConservation(), new DeadlineCorrectness(), new WrapUpBlocking(), new MissedOfferLimit(),
        new RememberedRequests(), new CounterConsistency(), new CallbackOfferLimit(), new CallbackReentry(), new RecordingLimits(), new SupersededCallbacks(), new OfferRepetition(), new ContactIdUniqueness(), new EndedByAttribution(),
    ];

    /// <summary>What has been counted so far.</summary>
    public LawCounts Counts => _counts.Of(_model);

    /// <summary>Judges the next event, in the order of <see cref="JournalRecord.Ordering"/> from the journal's first.</summary>
    /// <returns>What this event breaks, and what an earlier one has broken by having been left without an answer until now. The first event
    /// that breaks a law is therefore the one with the lowest ordering among all that are returned, not the first returned.</returns>
    public IReadOnlyList<LawViolation> Check(JournalRecord record)
    {
        _violations.MoveTo(record);
        foreach (var law in _laws)
            law.Before(record, _model, _violations);
        _model.Apply(record);
        _counts.Count(record.Recorded.Event);
        foreach (var law in _laws)
            law.After(record, _model, _violations);
        return _violations.Collect();
    }

    /// <summary>The engine has been read from its journal and is ready again: from here on what was open meanwhile has its grace.</summary>
    /// <param name="at">The instant.</param>
    public void Resumed(DateTimeOffset at) => _violations.Clock.GraceUntil = at + options.RecoveryGrace;

    /// <summary>Judges the world at a moment at which no message is under way and no deadline is due: then all laws hold outright.</summary>
    /// <param name="now">The instant.</param>
    public IReadOnlyList<LawViolation> AtRest(DateTimeOffset now)
    {
        _violations.AddPending();
        foreach (var law in _laws)
            law.AtRest(now, _model, _violations);
        return _violations.Collect();
    }

    /// <summary>Judges the world as the journal leaves it: what has been left without an answer for longer than the travel time is
    /// broken; what is younger may have been under way.</summary>
    public IReadOnlyList<LawViolation> End()
    {
        _violations.AddOverdue();
        foreach (var law in _laws)
            law.AtEnd(_model, _violations);
        return _violations.Collect();
    }
}
