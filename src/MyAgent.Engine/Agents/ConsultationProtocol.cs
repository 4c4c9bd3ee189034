using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>The asking agent's side of a consultation (rule 33): the queue is asked until it has answered, and is sent the end until it has confirmed it. That a
/// consultation is wanted, and that it is to end, is journaled; which clients wait, and what was sent when, is volatile.</summary>
internal sealed class ConsultationProtocol(AgentContext agent, AgentAnswerBuilder answers)
{
    /// <summary>How long the consultation of a contact that is handed over waits for the contact, before its queue is sent the end: the contact is to find its agent.</summary>
    public static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(10);

    private List<string>? _waitingClients;
    private DateTimeOffset? _nextSendAt;

    /// <summary>When the queue is sent something again; null where it has answered.</summary>
    public DateTimeOffset? NextDeadline => IsUnanswered ? _nextSendAt : null;

    private AgentState State => agent.State;

    private bool IsUnanswered => State.Consultation is { IsEnding: true } or { IsStarted: false };

    /// <summary>The cause of the consultation that its queue has not answered, where it was asked for under a command id; null where there is none.</summary>
    public Cause? PendingUnder(string commandId) =>
        State.Consultation is { IsStarted: false, Request: var asked } && asked.CommandId == commandId ? asked : null;

    /// <summary>The agent asks for advice about the current contact.</summary>
    public Verdict Start(StartConsultation start, Envelope envelope)
    {
        if (agent.NotInProgress(start.ContactId) is { } refusal)
            return refusal;
        var contact = State.Current!.Offer.Contact;
        if (contact.Kind == ContactKind.Consult)
            return Refusals.Rule("consultOfConsult", contact.ContactId.Value);
        if (State.Consultation is { } open)
            return open.IsEnding
                ? agent.WrongState("consultationOpen", open.QueueId.Value) with { Case = "ending" }
                : agent.WrongState("consultationOpen", open.QueueId.Value);
        if (start.AgentId == agent.Id)
            return Refusals.Rule("consultWithSelf") with { Field = "agentId" };
        return new Verdict(
            new Decision()
                .With(new ConsultationRequested(Consultation.IdOf(agent.Id, State.Revision), contact.ContactId, start.QueueId, start.AgentId))
                .Changing(new ConsultationAwaited(envelope.ReplyTo)),
            AnsweredLater: true);
    }

    /// <summary>The agent ends the consultation; without effect where there is none.</summary>
    public Verdict End(EndConsultation end)
    {
        if (agent.NotCurrent(end.ContactId) is { } refusal)
            return refusal;
        return State.Consultation is { IsEnding: false } open
            ? AnswerClients(new Decision().With(new ConsultationEnded(open.ConsultId)), agent.WrongState("consultationEnded"))
            : new Decision();
    }

    /// <summary>The queue has the consultation. One that is not wanted any more is ended there.</summary>
    public Decision OnTaken(ConsultationTaken taken)
    {
        if (State.Consultation is not { IsEnding: false } open || open.ConsultId != taken.ConsultId)
            return new Decision().Sending(taken.QueueId.Address, new EndConsultationRequest(taken.ConsultId, agent.Id));
        var decision = new Decision().Sending(taken.QueueId.Address, new ConsultationKept(taken.ConsultId));
        if (open.IsStarted)
            return decision;
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, answers.AsJournaled);
        return decision.With(new ConsultationStarted(open.ConsultId)).CausedBy(open.Request).Changing(new ConsultationAnswered());
    }

    /// <summary>The queue does not take the consultation.</summary>
    public Decision OnRefused(ConsultationRefused refused)
    {
        if (State.Consultation is not { } open || open.ConsultId != refused.ConsultId)
            return new Decision();
        var decision = AnswerClients(new Decision().With(new ConsultationClosed(open.ConsultId, Outcome: null, refused.Refusal)), refused.Refusal);
        if (open.Request.CommandId is not null)
            decision.With(new AgentCommandAnswered(refused.Refusal));
        return decision.CausedBy(open.Request);
    }

    /// <summary>The consultation is over: either side ended it, or no agent has answered it.</summary>
    public Decision OnOver(ConsultationOver over)
    {
        var decision = new Decision().Sending(over.QueueId.Address, new ConsultationOverSeen(over.ConsultId));
        if (State.Consultation is not { } open || open.ConsultId != over.ConsultId)
            return decision;
        var refusal = agent.WrongState("consultationEnded");
        AnswerClients(decision.With(new ConsultationClosed(open.ConsultId, over.Outcome)), refusal);
        return !open.IsStarted && open.Request.CommandId is not null
            ? decision.With(new AgentCommandAnswered(refusal)).CausedBy(open.Request)
            : decision;
    }

    /// <summary>Asks the queue, or sends it the end, again and again until it has answered.</summary>
    public Decision? Send(DateTimeOffset now)
    {
        if (!IsUnanswered || now < _nextSendAt)
            return null;
        var open = State.Consultation!;
        return new Decision()
            .Sending(open.QueueId.Address, open.IsEnding
                ? new EndConsultationRequest(open.ConsultId, agent.Id)
                : new RequestConsultation(open.ConsultId, open.About, open.Priority, open.With, open.Data))
            .Changing(new ConsultationMessageSent(now));
    }

    /// <summary>Takes note that something has happened: what is to be said to the queue then has not been sent yet.</summary>
    public void OnEvent(IEvent happened)
    {
        if (happened is ContactEnded { Transfer.Consult: not null })
            _nextSendAt = State.LastEventAt + HandOverTimeout;
        else if (happened is ConsultationRequested or ConsultationEnded
            || (State.Consultation is { IsEnding: true } && happened is ContactEnded or ContactRequeued or AgentLoggedOut))
            _nextSendAt = null;
    }

    public void Apply(ConsultationChange change)
    {
        switch (change)
        {
            case ConsultationAwaited { ReplyTo: { } client }:
                (_waitingClients ??= []).Add(client);
                break;
            case ConsultationAnswered:
                _waitingClients = null;
                break;
            case ConsultationMessageSent sent:
                _nextSendAt = sent.At + Deadlines.RetryInterval;
                break;
        }
    }

    private Decision AnswerClients(Decision decision, Refusal refusal)
    {
        foreach (var client in _waitingClients ?? [])
            decision.Answering(client, () => refusal);
        return _waitingClients is null ? decision : decision.Changing(new ConsultationAnswered());
    }
}

/// <summary>A change of what the agent knows of its messages about a consultation.</summary>
internal abstract record ConsultationChange : IVolatileChange;

/// <summary>A client waits for the queue's answer; null where none does.</summary>
internal sealed record ConsultationAwaited(string? ReplyTo) : ConsultationChange;

/// <summary>The clients that waited are answered.</summary>
internal sealed record ConsultationAnswered : ConsultationChange;

/// <summary>The queue was asked, or was sent the end.</summary>
internal sealed record ConsultationMessageSent(DateTimeOffset At) : ConsultationChange;
