using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>The transfer of the current contact (rule 33). The queue to which it is to go is asked first; only where that takes it does the agent's part end, and the
/// agent's next report makes its own queue pass the contact on. Until then everything is as it was: the question, and the clients that wait, are volatile.</summary>
internal sealed class TransferRules(AgentContext agent, AgentAnswerBuilder answers, WrapUpRules wrapUps, CallbackOutcomes outcomes)
{
    /// <summary>How long an agent waits for the answer of the other queue, which is of one that cannot be reached.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private long _lastQuestion;
    private PendingTransfer? _pending;
    private DateTimeOffset? _askedAt;
    private List<string>? _waitingClients;

    /// <summary>When the queue is asked again, or no longer; null where it is not asked.</summary>
    public DateTimeOffset? NextDeadline => _pending is { } pending ? Deadlines.Earliest(_askedAt + Deadlines.RetryInterval, pending.Until) : null;

    private AgentState State => agent.State;

    private bool IsStillCurrent => State.Current is { OverAt: null } current && current.Offer.OfferId == _pending!.OfferId;

    /// <summary>The cause of the transfer that is being decided, where it was commanded under a command id; null where it was not.</summary>
    public Cause? PendingUnder(string commandId) => _pending?.Cause is { } cause && cause.CommandId == commandId ? cause : null;

    /// <summary>The agent transfers its current contact.</summary>
    public Verdict Transfer(TransferContact transfer, Envelope envelope, DateTimeOffset now)
    {
        if (agent.NotInProgress(transfer.ContactId) is { } refusal)
            return refusal;
        var offer = State.Current!.Offer;
        var contact = offer.Contact.ContactId;
        if (offer.Contact.Kind == ContactKind.Consult)
            return Refusals.Rule("consultNotTransferred", contact.Value);
        if (transfer.For == agent.Id || (transfer.To == offer.QueueId && transfer.For is null))
            return Refusals.Rule("transferToItself", contact.Value, transfer.To.Value);
        return BeginToAsk(transfer, consult: null, envelope, now);
    }

    /// <summary>The agent hands its current contact over to the agent who has answered the consultation about it.</summary>
    public Verdict HandOver(CompleteTransfer complete, Envelope envelope, DateTimeOffset now)
    {
        if (agent.NotInProgress(complete.ContactId) is { } refusal)
            return refusal;
        var contact = State.Current!.Offer.Contact.ContactId;
        return State.Consultation is { IsEnding: false } open
            ? BeginToAsk(new TransferContact(open.QueueId, ContactId: contact), open.ConsultId, envelope, now)
            : agent.WrongState("noConsultation", contact.Value);
    }

    /// <summary>The other queue takes the contact: the agent's part is over.</summary>
    public Decision OnAllowed(TransferAllowed allowed, DateTimeOffset now)
    {
        if (_pending is not { } pending || !pending.Is(allowed.QueueId, allowed.Question) || !IsStillCurrent)
            return new Decision();
        if (outcomes.IsPending)
            return Answer(new Decision(), pending.Cause, agent.WrongState("outcomePending"));
        var (current, wanted) = (State.Current!, pending.Command);
        var decision = new Decision().With(new ContactEnded(current.Offer.Contact.ContactId, ByCaller: false, EndedBy.Agent, new ContactTransfer(
            current.Offer.QueueId, wanted.To, agent.Id, now, allowed.Consulted ?? wanted.For, wanted.NewPlace ? true : null,
            wanted.To == current.Offer.QueueId ? null : (current.Offer.Contact.Moves ?? 0) + 1, pending.Consult)));
        return Answer(wrapUps.FollowedByWrapUpIfPopUpCloses(decision, needsOutcome: false, now), pending.Cause, refusal: null);
    }

    /// <summary>The other queue does not take the contact: the agent keeps it.</summary>
    public Decision OnRefused(TransferRefused refused) => _pending is { } pending && pending.Is(refused.QueueId, refused.Question)
        ? Answer(new Decision(), pending.Cause, refused.Refusal)
        : new Decision();

    /// <summary>Asks the other queue until it has answered, its time is over, or the contact is no longer the agent's.</summary>
    public Decision? Ask(DateTimeOffset now)
    {
        if (_pending is not { } pending)
            return null;
        if (!IsStillCurrent)
            return Answer(new Decision(), pending.Cause, agent.WrongState("contactOver", pending.ContactId.Value));
        if (now >= pending.Until)
            return Answer(new Decision(), pending.Cause, Refusals.Rule("transferUnanswered", pending.Command.To.Value));
        return now < _askedAt + Deadlines.RetryInterval
            ? null
            : new Decision()
                .Sending(pending.Command.To.Address, new AskForTransfer(agent.Id, pending.Question, State.Current!.Offer.Contact, pending.Command.For, pending.Consult))
                .Changing(new TransferAsked(now));
    }

    public void Apply(TransferChange change)
    {
        switch (change)
        {
            case TransferWanted wanted:
                (_pending, _lastQuestion) = (wanted.Transfer, wanted.Transfer.Question);
                break;
            case TransferAwaited { ReplyTo: { } client }:
                (_waitingClients ??= []).Add(client);
                break;
            case TransferAsked asked:
                _askedAt = asked.At;
                break;
            case TransferDecided:
                (_pending, _askedAt, _waitingClients) = (null, null, null);
                break;
        }
    }

    private Verdict BeginToAsk(TransferContact transfer, ContactId? consult, Envelope envelope, DateTimeOffset now)
    {
        var offer = State.Current!.Offer;
        var contact = offer.Contact.ContactId;
        if (_pending is not null)
            return agent.WrongState("transferPending", contact.Value);
        if (outcomes.IsPending)
            return agent.WrongState("outcomePending");
        // Behind the agent's revision, a question has a greater number than all before a restart.
        var question = Math.Max(_lastQuestion, State.Revision << 16) + 1;
        return new Verdict(
            new Decision()
                .Changing(new TransferWanted(new PendingTransfer(question, offer.OfferId, contact, transfer, consult, envelope.Cause, now + AnswerTimeout)))
                .Changing(new TransferAwaited(envelope.ReplyTo)),
            AnsweredLater: true);
    }

    private Decision Answer(Decision decision, Cause cause, Refusal? refusal)
    {
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, () => refusal ?? (IAnswer)answers.AsJournaled());
        if (refusal is not null && cause.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(cause).Changing(new TransferDecided());
    }
}

/// <summary>A transfer about which the other queue is asked.</summary>
/// <param name="Question">Names the question.</param>
/// <param name="OfferId">The offer under which the agent has the contact.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Command">What is wanted.</param>
/// <param name="Consult">The consultation whose agent is to get the contact; null for none.</param>
/// <param name="Cause">The command.</param>
/// <param name="Until">Until when the queue is asked.</param>
internal sealed record PendingTransfer(long Question, OfferId OfferId, ContactId ContactId, TransferContact Command, ContactId? Consult, Cause Cause, DateTimeOffset Until)
{
    /// <summary>Whether an answer of a queue is to this question.</summary>
    public bool Is(QueueId queue, long question) => Command.To == queue && Question == question;
}

/// <summary>A change of what the agent knows of a transfer that is being decided.</summary>
internal abstract record TransferChange : IVolatileChange;

/// <summary>The agent wants to transfer its contact.</summary>
internal sealed record TransferWanted(PendingTransfer Transfer) : TransferChange;

/// <summary>A client waits for the decision; null where none does.</summary>
internal sealed record TransferAwaited(string? ReplyTo) : TransferChange;

/// <summary>The other queue was asked.</summary>
internal sealed record TransferAsked(DateTimeOffset At) : TransferChange;

/// <summary>The transfer is decided.</summary>
internal sealed record TransferDecided : TransferChange;
