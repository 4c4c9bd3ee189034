using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Checks a journal against the laws, event by event. Uses its own model, independent of the rules, so that a faulty rule cannot
/// hide its own violation. Not safe for use by several threads.</summary>
/// <param name="options">The tolerances of the checks.</param>
internal sealed class LawChecker(LawOptions options)
{
    private readonly JournalModel _model = new();
    private readonly EventCounter _counts = new();
    private readonly ViolationCollector _violations = new(new JournalClock(options.TravelTime, options.RecoveryGrace));
    private readonly ILawCheck[] _laws =
    [
        new JournalOrder(),
        new CommandIdempotency(),
        new ExclusiveEngagement(),
        new OfferOutcomes(),
        new OfferExpiry(),
        new ContactStateTransitions(),
        new ContactContinuity(),
        new TransferredContacts(),
        new RingingEndsOnHangUp(),
        new OrderKeyStability(),
        new ServiceOrder(),
        new WorkConservation(),
        new DeadlineCorrectness(),
        new WrapUpBlocking(),
        new MissedOfferLimit(),
        new RememberedRequests(),
        new CounterConsistency(),
        new CallbackOfferLimit(),
        new CallbackReentry(),
        new WindowCapacities(),
        new WrapUpCodeRecording(),
        new RecordingLimits(),
        new SupersededCallbacks(),
        new OfferRepetition(),
        new ContactIdUniqueness(),
        new EndedByAttribution(),
        new LostConnectors(),
        new EndpointSharing(),
        new EndpointReadiness(),
        new ConsultationEnds(),
        new AbsentAgents(),
        new PopUpClosing(),
    ];

    /// <summary>The counts so far.</summary>
    public LawCounts Counts => _counts.Of(_model);

    /// <summary>Checks the next event. Events must come in the order of <see cref="JournalRecord.Ordering"/>, from the first of the journal.</summary>
    /// <returns>The violations by this event, and those by earlier events that no event has settled in time. The first event that breaks a
    /// law is therefore the one with the lowest ordering among all violations returned, not the first returned.</returns>
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

    /// <summary>Checks the model at a moment at which no message is under way and no deadline is due: all laws hold without tolerance then.</summary>
    /// <param name="now">The instant.</param>
    public IReadOnlyList<LawViolation> AtRest(DateTimeOffset now)
    {
        _violations.AddPending();
        foreach (var law in _laws)
            law.AtRest(now, _model, _violations);
        return _violations.Collect();
    }

    /// <summary>Checks the model at the end of the journal. What has been unsettled for longer than the travel time is a violation; what is younger
    /// may have been under way.</summary>
    public IReadOnlyList<LawViolation> End()
    {
        _violations.AddOverdue();
        foreach (var law in _laws)
            law.AtEnd(_model, _violations);
        return _violations.Collect();
    }
}
