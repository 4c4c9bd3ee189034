using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>From an agent's acceptance to the queue's decision (rules 15 and 33d): the queue is asked until it has decided, and every client that accepted is
/// answered then. That the agent has accepted is journaled; which clients wait, and when the queue was asked, is volatile.</summary>
internal sealed class AcceptanceProtocol(AgentContext agent, AgentAnswerBuilder answers)
{
    private List<WaitingClient>? _waitingClients;
    private Queue<AnswerDeferred>? _deferredAnswers;
    private DateTimeOffset? _requestedAt;

    /// <summary>When the queue is asked again; null where it is not asked.</summary>
    public DateTimeOffset? NextDeadline => State.Ringing?.Acceptance is null ? null : _requestedAt + Deadlines.RetryInterval;

    private AgentState State => agent.State;

    /// <summary>The cause of an acceptance that was given under a command id and is not decided; null where there is none.</summary>
    public Cause? PendingUnder(string commandId) => State.Ringing?.Acceptance is { } acceptance && acceptance.CommandId == commandId
        ? acceptance
        : _waitingClients?.Find(client => client.Cause.CommandId == commandId)?.Cause;

    /// <summary>Adds the answers that the queue's decision gives to the clients that accepted. Those that accepted under a key of their own are answered by decisions of
    /// their own, so that each key is remembered.</summary>
    /// <param name="decision">What the queue's decision leads to.</param>
    /// <param name="acceptance">The cause of the acceptance.</param>
    /// <param name="refusal">Why the agent does not get the contact; null where it does.</param>
    public Decision AnswerClients(Decision decision, Cause acceptance, Refusal? refusal)
    {
        foreach (var client in _waitingClients ?? [])
        {
            if (client.Cause.CommandId is null || client.Cause.CommandId == acceptance.CommandId)
                decision.Answering(client.ReplyTo, () => refusal ?? (IAnswer)answers.AsJournaled());
            else
                decision.Changing(new AnswerDeferred(client, refusal));
        }
        if (refusal is not null && acceptance.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(acceptance).Changing(new AcceptanceDecided());
    }

    /// <summary>Answers the next client that accepted under a key of its own.</summary>
    public Decision? GiveDeferredAnswer()
    {
        if (_deferredAnswers is null)
            return null;
        var (client, refusal) = _deferredAnswers.Peek();
        var decision = new Decision().CausedBy(client.Cause).Changing(new DeferredAnswerGiven());
        return State.Answers.Find(client.Cause) is { } remembered
            ? decision.Answering(client.ReplyTo, () => remembered)
            : decision.With(new AgentCommandAnswered(refusal)).Answering(client.ReplyTo, () => refusal ?? (IAnswer)answers.AsJournaled());
    }

    /// <summary>Asks the queue for its decision, again and again until it has decided.</summary>
    public Decision? Request(DateTimeOffset now) =>
        State.Ringing is not { Acceptance: not null } ringing || now < _requestedAt + Deadlines.RetryInterval
            ? null
            : new Decision()
                .Sending(ringing.Offer.QueueId.Address, new RequestAcceptance(ringing.Offer.OfferId, agent.Id, ringing.AnsweredAt))
                .Changing(new AcceptanceRequestSent(now));

    public void Apply(AcceptanceChange change)
    {
        switch (change)
        {
            case AcceptanceAwaited awaited:
                (_waitingClients ??= []).Add(awaited.Client);
                break;
            case AcceptanceRequestSent sent:
                _requestedAt = sent.At;
                break;
            case AcceptanceDecided:
                (_waitingClients, _requestedAt) = (null, null);
                break;
            case AnswerDeferred deferred:
                (_deferredAnswers ??= new()).Enqueue(deferred);
                break;
            case DeferredAnswerGiven:
                _deferredAnswers!.Dequeue();
                _deferredAnswers = _deferredAnswers.Count == 0 ? null : _deferredAnswers;
                break;
        }
    }
}

/// <summary>A client that waits for the queue's decision.</summary>
/// <param name="ReplyTo">Where the answer goes; null where no client waits.</param>
/// <param name="Cause">The command with which it accepted.</param>
internal sealed record WaitingClient(string? ReplyTo, Cause Cause);

/// <summary>A change of what the agent knows of an acceptance that the queue is deciding.</summary>
internal abstract record AcceptanceChange : IVolatileChange;

/// <summary>A client waits for the queue's decision.</summary>
internal sealed record AcceptanceAwaited(WaitingClient Client) : AcceptanceChange;

/// <summary>The queue was asked for its decision.</summary>
internal sealed record AcceptanceRequestSent(DateTimeOffset At) : AcceptanceChange;

/// <summary>The queue has decided.</summary>
internal sealed record AcceptanceDecided : AcceptanceChange;

/// <summary>The queue has decided, and a client is to be answered under its own key.</summary>
/// <param name="Client">The client.</param>
/// <param name="Refusal">Why the agent does not get the contact; null where it does.</param>
internal sealed record AnswerDeferred(WaitingClient Client, Refusal? Refusal) : AcceptanceChange;

/// <summary>The first of those clients was answered.</summary>
internal sealed record DeferredAnswerGiven : AcceptanceChange;
