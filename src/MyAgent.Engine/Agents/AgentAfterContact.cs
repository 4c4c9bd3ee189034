using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <content>After the contact: its end, its pop-up and the wrap-up (rules 1, 2, 3 and 8).</content>
public sealed partial class AgentEntity
{
    /// <summary>The instant at which something ends or becomes overdue by itself. After an outage of the engine an offer and a pop-up have their
    /// grace (rule 33c); a wrap-up and a break end when they would have.</summary>
    private DateTimeOffset? OwnDeadline => _state switch
    {
        { WrapUp: { } wrapUp } => wrapUp.Until,
        { Break: { } rest } => rest.Until,
        { Ringing: { Acceptance: null } ringing } => WithGrace(ringing.ExpiresAt),
        { Status: AgentStatus.PostProcessing, Current: { Overdue: false, Offer.PopUpLimitSeconds: { } limit } } =>
            WithGrace(_state.Since.AddSeconds(limit)),
        _ => null,
    };

    private DateTimeOffset WithGrace(DateTimeOffset deadline) => _protocol.Grace?.Extend(_state.Since, deadline) ?? deadline;

    /// <summary>A deadline acts only in the state that set it, because it is read from that state (law 9).</summary>
    private Decision? MeetDeadline(DateTimeOffset now) => OwnDeadline > now || OwnDeadline is null ? null : _state switch
    {
        { WrapUp: not null, Next: not null } => FollowedByNext(new Decision(), now),
        { WrapUp: not null } or { Break: not null } => new Decision().With(new AgentBecameAvailable(_state.Status, AtDeadline: true)),
        { Ringing: { } ringing } => Miss(ringing, now),
        { Current: { } current } => new Decision().With(new PopUpOverdue(current.Offer.Contact.ContactId)),
        _ => null,
    };

    private Verdict RuleEndContact(EndContact end, DateTimeOffset now)
    {
        if (NotCurrent(end.ContactId) is { } refusal)
            return refusal;
        return _state.Current!.OverAt is not null
            ? new Decision()
            : Finished(new Decision().With(new ContactEnded(_state.Current.Offer.Contact.ContactId, ByCaller: false, end.By ?? EndedBy.Agent)), _state.Current.PopUpClosed, now);
    }

    /// <summary>Rule 22: a callback's pop-up stays open until its outcome is known.</summary>
    private Verdict RuleClosePopUp(ClosePopUp close, DateTimeOffset now)
    {
        if (NotCurrent(close.ContactId) is { } refusal)
            return refusal;
        var current = _state.Current!;
        if (current.NeedsOutcome)
            return Refusals.Rule("outcomeRequired");
        return current.PopUpClosed
            ? new Decision()
            : Finished(new Decision().With(new PopUpClosed(current.Offer.Contact.ContactId)), current.OverAt is not null, now);
    }

    /// <summary>The queue says so again until the agent's report shows it. To an agent whose acceptance is not yet confirmed it is the
    /// confirmation.</summary>
    private Decision OnContactIsOver(OfferId offer, bool finished, EndedBy? by, DateTimeOffset now)
    {
        if (_state.Ringing is { Acceptance: not null } accepted && accepted.Offer.OfferId == offer)
            return OnConfirmation(offer);
        if (_state.Current is not { } current || current.Offer.OfferId != offer || (current.OverAt is not null && !(finished && current.NeedsOutcome)))
            return new Decision().Changing(new ReportWanted(offer.Queue));
        var over = finished && current.NeedsOutcome ? OutcomeCutShort() : new Decision();
        if (finished && current.NeedsOutcome)
            over.With(new CallbackOutcomeRecorded(current.Offer.Contact.ContactId, Outcome: null, DueAt: null));
        return current.OverAt is not null
            ? over
            : Finished(over.With(new ContactEnded(current.Offer.Contact.ContactId, ByCaller: true, by)), current.PopUpClosed, now);
    }

    /// <summary>Rule 1: once the contact is over and its pop-up closed, in either order, wrap-up follows, or available at once.</summary>
    /// <param name="decision">Ends the contact or closes its pop-up.</param>
    /// <param name="otherHalf">Whether the other of the two has happened already.</param>
    /// <param name="now">The instant.</param>
    private Decision Finished(Decision decision, bool otherHalf, DateTimeOffset now)
    {
        if (!otherHalf)
            return decision;
        var offer = _state.Current!.Offer;
        var seconds = _state.AssignmentFor(offer.QueueId)?.WrapUpSeconds ?? 0;
        return seconds > 0
            ? decision.With(new WrapUpStarted(offer.QueueId, now.AddSeconds(seconds)))
            : FollowedByNext(decision.With(new AgentFreed(offer.Contact.ContactId)), now);
    }

    /// <summary>Rule 3: starts a wrap-up while available, adds to it while in it, again and again up to the limit.</summary>
    private Verdict RuleStartOrExtendWrapUp(StartOrExtendWrapUp press, DateTimeOffset now) => _state.Status switch
    {
        AgentStatus.Available => StartWrapUp(press.QueueId ?? _state.LastServed, now),
        AgentStatus.WrapUp => ExtendWrapUp(press.QueueId, _state.WrapUp!),
        _ => WrongState("noWrapUpNow"),
    };

    private Verdict StartWrapUp(QueueId? queue, DateTimeOffset now)
    {
        if (queue is null)
            return Refusals.Rule("noQueueServed") with { Field = "queueId" };
        if (_state.AssignmentFor(queue.Value) is not { } assignment)
            return Refusals.Rule("notAssigned", queue.Value.Value) with { Field = "queueId" };
        var seconds = assignment.WrapUpSeconds > 0 ? assignment.WrapUpSeconds : assignment.WrapUpExtensionSeconds ?? 0;
        return seconds > 0
            ? new Decision().With(new WrapUpStarted(queue.Value, now.AddSeconds(seconds)))
            : Refusals.Rule("noWrapUp", queue.Value.Value);
    }

    private Verdict ExtendWrapUp(QueueId? queue, WrapUp wrapUp)
    {
        if (queue is not null && queue != wrapUp.QueueId)
            return Refusals.Rule("otherWrapUp", wrapUp.QueueId.Value) with { Field = "queueId" };
        var assignment = _state.AssignmentFor(wrapUp.QueueId);
        var seconds = assignment?.WrapUpExtensionSeconds ?? assignment?.WrapUpSeconds ?? 0;
        if (seconds <= 0)
            return Refusals.Rule("noWrapUpExtension", wrapUp.QueueId.Value);
        var until = wrapUp.Until.AddSeconds(seconds);
        var max = assignment!.MaxWrapUpSeconds ?? TimeRange.MaxSeconds;
        return until > wrapUp.StartedAt.AddSeconds(max)
            ? Refusals.Rule("wrapUpLimit", wrapUp.QueueId.Value, max.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : new Decision().With(new WrapUpExtended(until));
    }

    private Refusal? NotCurrent(ContactId? contact) => _state.Current switch
    {
        null => WrongState("noContactInHand"),
        { } current when contact is not null && current.Offer.Contact.ContactId != contact =>
            WrongState("otherContactInHand", current.Offer.Contact.ContactId.Value),
        _ => null,
    };
}
