using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>The outcome of a callback: the agent gives it, the queue decides (rules 22 to 24 and 37). The queue is asked until it has decided; which outcome it is
/// asked to record, and which clients wait for its decision, is volatile.</summary>
internal sealed class CallbackOutcomes(AgentContext agent, AgentAnswerBuilder answers, WrapUpRules wrapUps)
{
    private PendingOutcome? _pending;
    private DateTimeOffset? _requestedAt;
    private List<string>? _waitingClients;

    /// <summary>When the queue is asked again; null where it is not asked.</summary>
    public DateTimeOffset? NextDeadline => _pending is null ? null : _requestedAt + Deadlines.RetryInterval;

    private AgentState State => agent.State;

    /// <summary>Whether the agent has given an outcome that the queue is deciding.</summary>
    public bool IsPending => _pending is not null;

    /// <summary>The cause of the pending outcome, where it was given under a command id; null where it was not.</summary>
    public Cause? PendingUnder(string commandId) => _pending?.Cause is { } cause && cause.CommandId == commandId ? cause : null;

    /// <summary>The agent gives the outcome.</summary>
    /// <param name="contactId">The contact that is meant; null for the current one.</param>
    /// <param name="dueAt">When the callback comes back; null where it is completed, or where the queue's rule for the failure says it.</param>
    /// <param name="envelope">The command.</param>
    /// <param name="failure">Why the caller was not reached; null for another outcome.</param>
    /// <param name="own">Whether the callback comes back to this agent first; null for no.</param>
    /// <param name="window">Whether the callback books the window that starts at the date; null for no.</param>
    public Verdict Give(ContactId? contactId, DateTimeOffset? dueAt, Envelope envelope, FailedAttempt? failure = null, bool? own = null, bool? window = null)
    {
        if (agent.NotCurrent(contactId) is { } refusal)
            return refusal;
        var current = State.Current!;
        if (current.Offer.Contact.Kind != ContactKind.Callback)
            return agent.WrongState("notACallback", current.Offer.Contact.ContactId.Value);
        if (!current.NeedsOutcome)
            return agent.WrongState("outcomeKnown");
        if (_pending is not null)
            return agent.WrongState("outcomePending");
        var pending = new PendingOutcome(current.Offer.OfferId, dueAt, envelope.Cause, failure, own, window);
        return new Verdict(
            new Decision().Changing(new OutcomeGiven(pending)).Changing(new OutcomeAwaited(envelope.ReplyTo)), AnsweredLater: true);
    }

    /// <summary>The queue has recorded the outcome. The contact is over with that.</summary>
    public Decision OnRecorded(OutcomeRecorded recorded, DateTimeOffset now)
    {
        if (State.Current is not { NeedsOutcome: true } current || current.Offer.OfferId != recorded.OfferId)
            return new Decision().Changing(new ReportWanted(recorded.OfferId.Queue));
        var contact = current.Offer.Contact.ContactId;
        var decision = new Decision().With(new CallbackOutcomeRecorded(contact, recorded.Outcome, recorded.DueAt));
        if (current.OverAt is null)
            decision.With(new ContactEnded(contact, ByCaller: false, EndedBy.Agent));
        wrapUps.FollowedByWrapUpIfPopUpCloses(decision, needsOutcome: false, now);
        return _pending is null ? decision : AnswerClients(decision, _pending.Cause, refusal: null);
    }

    /// <summary>The queue has refused the outcome. A refusal of an earlier one is without effect.</summary>
    public Decision OnRefused(OutcomeRefused refused) =>
        _pending is { } pending && (pending.OfferId, pending.DueAt, pending.Failure) == (refused.OfferId, refused.DueAt, refused.Failure)
            ? AnswerClients(new Decision(), pending.Cause, refused.Refusal)
            : new Decision();

    /// <summary>The contact is no longer the agent's, so the clients that wait for its outcome are refused.</summary>
    public Decision CutShort()
    {
        var decision = new Decision();
        if (_pending is null)
            return decision;
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, () => agent.WrongState("noContactInHand") with { Case = "taken" });
        return decision.Changing(new OutcomeDecided());
    }

    /// <summary>Asks the queue to record the outcome, again and again until it has decided.</summary>
    public Decision? Request(DateTimeOffset now) => _pending is not { } outcome || now < _requestedAt + Deadlines.RetryInterval
        ? null
        : new Decision()
            .Sending(outcome.OfferId.Queue.Address, MessageOf(outcome))
            .Changing(new OutcomeRequestSent(now));

    private IQueueMessage MessageOf(PendingOutcome outcome) => outcome.Failure is { } failure
        ? new RecordFailedAttempt(outcome.OfferId, agent.Id, failure, outcome.DueAt)
        : new RecordOutcome(outcome.OfferId, agent.Id, outcome.DueAt, outcome.Own, outcome.Window);

    public void Apply(OutcomeChange change)
    {
        switch (change)
        {
            case OutcomeGiven given:
                _pending = given.Outcome;
                break;
            case OutcomeAwaited { ReplyTo: { } client }:
                (_waitingClients ??= []).Add(client);
                break;
            case OutcomeRequestSent sent:
                _requestedAt = sent.At;
                break;
            case OutcomeDecided:
                (_pending, _requestedAt, _waitingClients) = (null, null, null);
                break;
        }
    }

    private Decision AnswerClients(Decision decision, Cause cause, Refusal? refusal)
    {
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, () => refusal ?? (IAnswer)answers.AsJournaled());
        if (refusal is not null && cause.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(cause).Changing(new OutcomeDecided());
    }
}

/// <summary>A callback outcome that the queue is deciding.</summary>
/// <param name="OfferId">The offer under which the agent has the callback.</param>
/// <param name="DueAt">When the callback comes back; null where it is completed.</param>
/// <param name="Cause">The command that gave it.</param>
/// <param name="Failure">Why the caller was not reached; null for another outcome.</param>
/// <param name="Own">Whether the callback comes back to this agent first; null for no.</param>
/// <param name="Window">Whether the callback books the window that starts at the date; null for no.</param>
internal sealed record PendingOutcome(OfferId OfferId, DateTimeOffset? DueAt, Cause Cause, FailedAttempt? Failure, bool? Own, bool? Window);

/// <summary>A change of what the agent knows of a callback outcome that the queue is deciding.</summary>
internal abstract record OutcomeChange : IVolatileChange;

/// <summary>The agent has given an outcome.</summary>
internal sealed record OutcomeGiven(PendingOutcome Outcome) : OutcomeChange;

/// <summary>A client waits for the queue's decision; null where none does.</summary>
internal sealed record OutcomeAwaited(string? ReplyTo) : OutcomeChange;

/// <summary>The queue was asked to record the outcome.</summary>
internal sealed record OutcomeRequestSent(DateTimeOffset At) : OutcomeChange;

/// <summary>The queue has decided, or has taken the contact away.</summary>
internal sealed record OutcomeDecided : OutcomeChange;
