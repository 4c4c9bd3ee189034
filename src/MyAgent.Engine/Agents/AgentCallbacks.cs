using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <content>The outcome of a callback: the agent gives it, the queue decides it (rules 22 to 24).</content>
public sealed partial class AgentEntity
{
    private Verdict RuleOutcome(ContactId? contactId, DateTimeOffset? dueAt, Envelope envelope)
    {
        if (NotInHand(contactId) is { } refusal)
            return refusal;
        var held = _state.Held!;
        if (held.Offer.Contact.Kind != ContactKind.Callback)
            return WrongState("notACallback", held.Offer.Contact.ContactId.Value);
        if (!held.NeedsOutcome)
            return WrongState("outcomeKnown");
        if (_talk.Outcome is not null)
            return WrongState("outcomePending");
        var pending = new PendingOutcome(held.Offer.OfferId, dueAt, envelope.Cause);
        return new Verdict(
            new Decision().Noting(new OutcomeAsked(pending)).Noting(new OutcomeAwaited(envelope.ReplyTo)), AnswerWaits: true);
    }

    private Decision HearOutcome(OutcomeRecorded recorded, DateTimeOffset now)
    {
        if (_state.Held is not { NeedsOutcome: true } held || held.Offer.OfferId != recorded.OfferId)
            return new Decision().Noting(new ReportWanted(recorded.OfferId.Queue));
        var contact = held.Offer.Contact.ContactId;
        var decision = new Decision().With(new CallbackOutcomeRecorded(contact, recorded.Outcome, recorded.DueAt));
        if (held.OverAt is null)
            Finished(decision.With(new ContactEnded(contact, ByCaller: false, EndedBy.Agent)), held.PopUpClosed, now);
        return _talk.Outcome is null ? decision : AnsweringTheOutcome(decision, refusal: null);
    }

    private Decision HearRefusal(OutcomeRefused refused) =>
        _talk.Outcome is { } pending && (pending.OfferId, pending.DueAt) == (refused.OfferId, refused.DueAt)
            ? AnsweringTheOutcome(new Decision(), refused.Refusal)
            : new Decision();

    /// <summary>The contact is no longer the agent's, so whoever waits for its outcome hears that.</summary>
    private Decision OutcomeCutShort()
    {
        var decision = new Decision();
        if (_talk.Outcome is null)
            return decision;
        foreach (var waiting in _talk.OutcomeWaiting)
            decision.Answering(waiting, () => WrongState("noContactInHand") with { Case = "taken" });
        return decision.Noting(new OutcomeDecided());
    }

    private Decision AnsweringTheOutcome(Decision decision, Refusal? refusal)
    {
        var cause = _talk.Outcome!.Cause;
        foreach (var waiting in _talk.OutcomeWaiting)
            decision.Answering(waiting, () => refusal ?? (IAnswer)Answer());
        if (refusal is not null && cause.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(cause).Noting(new OutcomeDecided());
    }
}
