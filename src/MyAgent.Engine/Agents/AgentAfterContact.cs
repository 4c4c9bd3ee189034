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
        { Status: AgentStatus.PostProcessing, Held: { Overdue: false, Offer.PopUpLimitSeconds: { } limit } } =>
            WithGrace(_state.Since.AddSeconds(limit)),
        _ => null,
    };

    private DateTimeOffset WithGrace(DateTimeOffset deadline) => _talk.Grace?.Extend(_state.Since, deadline) ?? deadline;

    /// <summary>A deadline acts only in the state that set it, because it is read from that state (law 9).</summary>
    private Decision? MeetDeadline(DateTimeOffset now) => OwnDeadline > now || OwnDeadline is null ? null : _state switch
    {
        { WrapUp: not null, Next: not null } => FollowedByNext(new Decision(), now),
        { WrapUp: not null } or { Break: not null } => new Decision().With(new AgentBecameAvailable(_state.Status, AtDeadline: true)),
        { Ringing: { } ringing } => Miss(ringing, now),
        { Held: { } held } => new Decision().With(new PopUpOverdue(held.Offer.Contact.ContactId)),
        _ => null,
    };

    private Verdict RuleEndContact(EndContact end, DateTimeOffset now)
    {
        if (NotInHand(end.ContactId) is { } refusal)
            return refusal;
        return _state.Held!.OverAt is not null
            ? new Decision()
            : Finished(new Decision().With(new ContactEnded(_state.Held.Offer.Contact.ContactId, ByCaller: false, end.By ?? EndedBy.Agent)), _state.Held.PopUpClosed, now);
    }

    /// <summary>Rule 22: a callback's pop-up stays open until its outcome is known.</summary>
    private Verdict RuleClosePopUp(ClosePopUp close, DateTimeOffset now)
    {
        if (NotInHand(close.ContactId) is { } refusal)
            return refusal;
        var held = _state.Held!;
        if (held.NeedsOutcome)
            return Refusals.Rule("outcomeRequired");
        return held.PopUpClosed
            ? new Decision()
            : Finished(new Decision().With(new PopUpClosed(held.Offer.Contact.ContactId)), held.OverAt is not null, now);
    }

    /// <summary>The queue says so again until the agent's report shows it. To an agent whose acceptance is not yet confirmed it is the
    /// confirmation.</summary>
    private Decision HearContactIsOver(OfferId offer, bool finished, EndedBy? by, DateTimeOffset now)
    {
        if (_state.Ringing is { Acceptance: not null } accepted && accepted.Offer.OfferId == offer)
            return HearConfirmation(offer);
        if (_state.Held is not { } held || held.Offer.OfferId != offer || (held.OverAt is not null && !(finished && held.NeedsOutcome)))
            return new Decision().Noting(new ReportWanted(offer.Queue));
        var over = finished && held.NeedsOutcome ? OutcomeCutShort() : new Decision();
        if (finished && held.NeedsOutcome)
            over.With(new CallbackOutcomeRecorded(held.Offer.Contact.ContactId, Outcome: null, DueAt: null));
        return held.OverAt is not null
            ? over
            : Finished(over.With(new ContactEnded(held.Offer.Contact.ContactId, ByCaller: true, by)), held.PopUpClosed, now);
    }

    /// <summary>Rule 1: once the contact is over and its pop-up closed, in either order, wrap-up follows, or available at once.</summary>
    /// <param name="decision">Ends the contact or closes its pop-up.</param>
    /// <param name="otherHalf">Whether the other of the two has happened already.</param>
    /// <param name="now">The instant.</param>
    private Decision Finished(Decision decision, bool otherHalf, DateTimeOffset now)
    {
        if (!otherHalf)
            return decision;
        var offer = _state.Held!.Offer;
        var seconds = _state.AssignmentFor(offer.QueueId)?.WrapUpSeconds ?? 0;
        return seconds > 0
            ? decision.With(new WrapUpStarted(offer.QueueId, now.AddSeconds(seconds)))
            : FollowedByNext(decision.With(new AgentFreed(offer.Contact.ContactId)), now);
    }

    /// <summary>Rule 3: starts a wrap-up while available, adds to it while in it, again and again up to the limit.</summary>
    private Verdict RuleWrapUpButton(PressWrapUp press, DateTimeOffset now) => _state.Status switch
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

    private Refusal? NotInHand(ContactId? contact) => _state.Held switch
    {
        null => WrongState("noContactInHand"),
        { } held when contact is not null && held.Offer.Contact.ContactId != contact =>
            WrongState("otherContactInHand", held.Offer.Contact.ContactId.Value),
        _ => null,
    };
}
