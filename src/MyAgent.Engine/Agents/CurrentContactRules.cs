using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>The end of the current contact, and its pop-up (rules 1, 8, 22 and 33a).</summary>
internal sealed class CurrentContactRules(AgentContext agent, WrapUpRules wrapUps, CallbackOutcomes outcomes)
{
    /// <summary>Rule 8: when the pop-up in post-processing is overdue; null where it cannot be, or is already. Extended by the grace (rule 33c).</summary>
    public DateTimeOffset? NextDeadline =>
        State is { Status: AgentStatus.PostProcessing, Current: { Overdue: false, Offer.PopUpLimitSeconds: { } limit } }
            ? agent.WithGrace(State.Since.AddSeconds(limit))
            : null;

    private AgentState State => agent.State;

    /// <summary>The agent, or a client for the agent, ends the contact.</summary>
    public Verdict End(EndContact end, DateTimeOffset now)
    {
        if (agent.NotCurrent(end.ContactId) is { } refusal)
            return refusal;
        var current = State.Current!;
        return current.OverAt is not null
            ? new Decision()
            : wrapUps.FollowedByWrapUpIfPopUpCloses(
                new Decision().With(new ContactEnded(current.Offer.Contact.ContactId, ByCaller: false, end.By ?? EndedBy.Agent)), current.NeedsOutcome, now);
    }

    /// <summary>Rule 33a: the contact goes back to its place; there was no conversation, so neither post-processing nor wrap-up follows.</summary>
    public Verdict Requeue(RequeueContact requeue, DateTimeOffset now)
    {
        return NotOnTelephone(requeue.ContactId) is { } refusal
            ? refusal
            : outcomes.CutShort().With(new ContactRequeued(requeue.ContactId, requeue.Reason)).FollowedByNext(State, now);
    }

    /// <summary>Rule 33: the telephone says that the call is on hold.</summary>
    public Verdict Hold(ContactId? contact) => NotOnTelephone(contact) is { } refusal ? refusal
        : State.Current!.HeldSince is not null ? new Decision()
        : new Decision().With(new ContactHeld(State.Current.Offer.Contact.ContactId));

    /// <summary>Rule 33: the telephone says that the call is no longer on hold.</summary>
    public Verdict Resume(ContactId? contact) => NotOnTelephone(contact) is { } refusal ? refusal
        : State.Current!.HeldSince is null ? new Decision()
        : new Decision().With(new ContactResumed(State.Current.Offer.Contact.ContactId));

    /// <summary>Rule 22: a callback's pop-up stays open until its outcome is known.</summary>
    public Verdict ClosePopUp(ClosePopUp close, DateTimeOffset now)
    {
        if (agent.NotCurrent(close.ContactId) is { } refusal)
            return refusal;
        var current = State.Current!;
        if (current.NeedsOutcome)
            return Refusals.Rule("outcomeRequired");
        if (current.PopUpClosed)
            return new Decision();
        var closed = new Decision().With(new PopUpClosed(current.Offer.Contact.ContactId));
        return current.OverAt is null ? closed : wrapUps.FollowedByWrapUp(closed, now);
    }

    /// <summary>A queue says that the contact is over; it repeats this until the agent's report shows it.</summary>
    public Decision OnOver(OfferId offer, bool finished, EndedBy? by, DateTimeOffset now)
    {
        if (State.Current is not { } current || current.Offer.OfferId != offer || (current.OverAt is not null && !(finished && current.NeedsOutcome)))
            return new Decision().Changing(new ReportWanted(offer.Queue));
        var over = new Decision();
        if (finished && current.NeedsOutcome)
            over = outcomes.CutShort().With(new CallbackOutcomeRecorded(current.Offer.Contact.ContactId, Outcome: null, DueAt: null));
        if (current.OverAt is null)
            over.With(new ContactEnded(current.Offer.Contact.ContactId, ByCaller: true, by));
        return wrapUps.FollowedByWrapUpIfPopUpCloses(over, current.NeedsOutcome && !finished, now);
    }

    /// <summary>Rule 8: raises the flag, and nothing else.</summary>
    public Decision? RaiseOverdue(DateTimeOffset now) =>
        NextDeadline <= now ? new Decision().With(new PopUpOverdue(State.Current!.Offer.Contact.ContactId)) : null;

    /// <summary>Why a command about the telephone leg is refused: the contact is not the current one, is over, or has no such leg. Null where it has.</summary>
    private Refusal? NotOnTelephone(ContactId? contact) => agent.NotInProgress(contact)
        ?? (State.Current!.Offer.Contact is { RingsTelephone: false, ContactId: var id } ? Refusals.Rule("noTelephoneLeg", id.Value) : null);
}
