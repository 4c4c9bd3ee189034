using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <content>The outcome of a callback: the agent gives it, the queue decides it (rules 22 to 24).</content>
public sealed partial class AgentEntity
{
    private Verdict RuleOutcome(ContactId? contactId, DateTimeOffset? dueAt, Envelope envelope)
    {
        if (NotCurrent(contactId) is { } refusal)
            return refusal;
        var current = _state.Current!;
        if (current.Offer.Contact.Kind != ContactKind.Callback)
            return WrongState("notACallback", current.Offer.Contact.ContactId.Value);
        if (!current.NeedsOutcome)
            return WrongState("outcomeKnown");
        if (_protocol.Outcome is not null)
            return WrongState("outcomePending");
        var pending = new PendingOutcome(current.Offer.OfferId, dueAt, envelope.Cause);
        return new Verdict(
            new Decision().Changing(new OutcomeAsked(pending)).Changing(new OutcomeAwaited(envelope.ReplyTo)), AnswerWaits: true);
    }

    private Decision OnOutcome(OutcomeRecorded recorded, DateTimeOffset now)
    {
        if (_state.Current is not { NeedsOutcome: true } current || current.Offer.OfferId != recorded.OfferId)
            return new Decision().Changing(new ReportWanted(recorded.OfferId.Queue));
        var contact = current.Offer.Contact.ContactId;
        var decision = new Decision().With(new CallbackOutcomeRecorded(contact, recorded.Outcome, recorded.DueAt));
        if (current.OverAt is null)
            Finished(decision.With(new ContactEnded(contact, ByCaller: false, EndedBy.Agent)), current.PopUpClosed, now);
        return _protocol.Outcome is null ? decision : AnsweringTheOutcome(decision, refusal: null);
    }

    private Decision OnRefusal(OutcomeRefused refused) =>
        _protocol.Outcome is { } pending && (pending.OfferId, pending.DueAt) == (refused.OfferId, refused.DueAt)
            ? AnsweringTheOutcome(new Decision(), refused.Refusal)
            : new Decision();

    /// <summary>The contact is no longer the agent's, so the clients that wait for its outcome are refused.</summary>
    private Decision OutcomeCutShort()
    {
        var decision = new Decision();
        if (_protocol.Outcome is null)
            return decision;
        foreach (var waiting in _protocol.OutcomeWaiting)
            decision.Answering(waiting, () => WrongState("noContactInHand") with { Case = "taken" });
        return decision.Changing(new OutcomeDecided());
    }

    private Decision AnsweringTheOutcome(Decision decision, Refusal? refusal)
    {
        var cause = _protocol.Outcome!.Cause;
        foreach (var waiting in _protocol.OutcomeWaiting)
            decision.Answering(waiting, () => refusal ?? (IAnswer)Answer());
        if (refusal is not null && cause.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(cause).Changing(new OutcomeDecided());
    }
}
