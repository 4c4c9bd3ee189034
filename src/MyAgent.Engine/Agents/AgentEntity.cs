using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>An agent: it owns its one slot, so that it has at most one offer or contact whatever its queues want. Each part of it holds the rules, the volatile
/// state and the deadline of one idea.</summary>
internal sealed class AgentEntity : IEntity
{
    private readonly AgentContext _agent;
    private readonly AgentAnswerBuilder _answers;
    private readonly DefinitionRules _definition;
    private readonly PresenceRules _presence;
    private readonly EndpointProtocol _endpoints;
    private readonly LeaseRules _leases;
    private readonly OfferRules _offers;
    private readonly AcceptanceProtocol _acceptances;
    private readonly CurrentContactRules _contacts;
    private readonly CallbackOutcomes _outcomes;
    private readonly TransferRules _transfers;
    private readonly WrapUpRules _wrapUps;
    private readonly WrapUpCodeRules _codes;
    private readonly ReportDeliveries _deliveries = new();
    private readonly QueueReports _reports;
    private readonly QueueChoice _choice;
    private readonly ConsultationProtocol _consultations;

    /// <summary>An agent without any events.</summary>
    public AgentEntity(AgentId id)
        : this(id, new AgentState(id))
    {
    }

    private AgentEntity(AgentId id, AgentState state)
    {
        _agent = new AgentContext(id, state);
        _answers = new AgentAnswerBuilder(_agent);
        _definition = new DefinitionRules(state);
        _wrapUps = new WrapUpRules(_agent);
        _codes = new WrapUpCodeRules(_agent);
        _outcomes = new CallbackOutcomes(_agent, _answers, _wrapUps);
        _contacts = new CurrentContactRules(_agent, _wrapUps, _outcomes);
        _transfers = new TransferRules(_agent, _answers, _wrapUps, _outcomes);
        _endpoints = new EndpointProtocol(_agent, _answers);
        _presence = new PresenceRules(_agent, _outcomes, _endpoints);
        _leases = new LeaseRules(_agent);
        _acceptances = new AcceptanceProtocol(_agent, _answers);
        _offers = new OfferRules(_agent, _acceptances);
        _choice = new QueueChoice(_agent, _deliveries);
        _reports = new QueueReports(_agent, _deliveries, _choice);
        _consultations = new ConsultationProtocol(_agent, _answers);
    }

    /// <inheritdoc/>
    public EntityAddress Address => _agent.Id.Address;

    /// <inheritdoc/>
    public bool Exists => State.Name is not null;

    /// <inheritdoc/>
    public long Revision => State.Revision;

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt => State.LastEventAt;

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => Deadlines.Earliest(
        _offers.NextDeadline,
        _contacts.NextDeadline,
        _wrapUps.NextDeadline,
        _presence.NextDeadline,
        _leases.NextDeadline,
        _endpoints.NextDeadline,
        _reports.NextDeadline,
        _choice.NextDeadline,
        _acceptances.NextDeadline,
        _outcomes.NextDeadline,
        _consultations.NextDeadline,
        _transfers.NextDeadline);

    private AgentState State => _agent.State;

    /// <summary>The agent that a snapshot holds.</summary>
    public static AgentEntity Restore(AgentSnapshot snapshot) => new(snapshot.AgentId, AgentState.FromSnapshot(snapshot));

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => State.ToSnapshot(_agent.Id);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetAgent when !Exists => new Decision().Answering(envelope.ReplyTo, () => _answers.Unknown),
        GetAgent => new Decision().Answering(envelope.ReplyTo, _answers.AsOfNow),
        IAgentCommand command => DecideCommand(command, envelope, now),
        IAgentMessage message => On(message, now),
        KeepAgentAlive when !Exists => new Decision().Answering(envelope.ReplyTo, () => _answers.Unknown),
        KeepAgentAlive => _leases.Renew(now).CausedBy(new Cause(envelope.Cause.By)).Answering(envelope.ReplyTo, _answers.AsOfNow),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for an agent.", nameof(envelope)),
    };

    /// <inheritdoc/>
    /// <remarks>One decision at a time, the first that is due; the order has a meaning. Deadlines act first, because all that follows tells of the state after them;
    /// each belongs to another status, so that at most one has come,
    /// but for the lease, which comes after them: an agent whose lease ended in wrap-up or on a break is available, and at once not responding.
    /// Deferred answers come before the reports: each may be journaled, and a report names the revision
    /// that it shows. The end of a consultation comes before them too: it is to be over before its agent is offered something. Reports come before the choice, which
    /// reads the queues' answers to them and not to earlier ones; and before the requests to a queue, which is to know what the agent has when it decides on it.</remarks>
    public Decision? ProcessDue(DateTimeOffset now) =>
        _offers.MissAtDeadline(now)
        ?? _contacts.RaiseOverdue(now)
        ?? _wrapUps.End(now)
        ?? _presence.EndBreak(now)
        ?? _leases.End(now)
        ?? _acceptances.GiveDeferredAnswer()
        ?? _consultations.Send(now)
        ?? _reports.Send(now)
        ?? _choice.Advance(now)
        ?? _acceptances.Request(now)
        ?? _outcomes.Request(now)
        ?? _transfers.Ask(now)
        ?? _endpoints.Send(now);

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        State.Apply(recorded);
        _answers.OnEvent(recorded.Event);
        _deliveries.OnChange();
        _choice.OnEvent(recorded.Event);
        _endpoints.OnEvent(recorded.Event);
        _consultations.OnEvent(recorded.Event);
        if (recorded.Cause.CommandId is not null)
            State.Answers.Remember(recorded.Cause, (recorded.Event as AgentCommandAnswered)?.Refusal ?? (IAnswer)_answers.AsJournaled());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It is no change of an agent.</exception>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace grace:
                _agent.Grace = grace;
                break;
            case LeaseBegun begun:
                _leases.Apply(begun);
                break;
            case AcceptanceChange acceptance:
                _acceptances.Apply(acceptance);
                break;
            case OutcomeChange outcome:
                _outcomes.Apply(outcome);
                break;
            case TransferChange transfer:
                _transfers.Apply(transfer);
                break;
            case EndpointChange endpoint:
                _endpoints.Apply(endpoint);
                break;
            case ConsultationChange consultation:
                _consultations.Apply(consultation);
                break;
            case ReportChange report:
                _deliveries.Apply(report);
                break;
            case ChoiceAdvanced advanced:
                _choice.Apply(advanced);
                _deliveries.OnChange();
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is no change of an agent.", nameof(change));
        }
    }

    /// <summary>Decides a command once: one whose id is remembered gets the same answer again, one whose answer still waits for a
    /// queue waits with it, and a keyed one that leads to nothing is journaled all the same, so that its answer is remembered. An agent that
    /// never existed remembers nothing, one that was removed what it has answered.</summary>
    private Decision DecideCommand(IAgentCommand command, Envelope envelope, DateTimeOffset now)
    {
        var id = envelope.Cause.CommandId;
        if (id is not null && _acceptances.PendingUnder(id) is { } acceptance)
            return AwaitPending(acceptance, new AcceptanceAwaited(new WaitingClient(envelope.ReplyTo, envelope.Cause)), envelope);
        if (id is not null && _outcomes.PendingUnder(id) is { } outcome)
            return AwaitPending(outcome, new OutcomeAwaited(envelope.ReplyTo), envelope);
        if (id is not null && _transfers.PendingUnder(id) is { } transfer)
            return AwaitPending(transfer, new TransferAwaited(envelope.ReplyTo), envelope);
        if (id is not null && _endpoints.PendingUnder(id) is { } login)
            return AwaitPending(login, new LogInAwaited(envelope.ReplyTo), envelope);
        if (id is not null && _consultations.PendingUnder(id) is { } consultation)
            return AwaitPending(consultation, new ConsultationAwaited(envelope.ReplyTo), envelope);
        if (State.Answers.Find(envelope.Cause) is { } remembered)
            return new Decision().Answering(envelope.ReplyTo, () => remembered);
        if (!Exists && command is not DefineAgent)
            return new Decision().Answering(envelope.ReplyTo, () => _answers.Unknown);

        var (decision, refusal, answeredLater) = Rule(command, envelope, now);
        if (answeredLater)
            return decision;
        if (id is not null && decision.IsEmpty)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.Answering(envelope.ReplyTo, () => refusal ?? (IAnswer)_answers.AsJournaled());
    }

    /// <summary>A command repeated while its answer still waits for the queue waits with it; another one under its id is refused (rule 33h).</summary>
    private static Decision AwaitPending(Cause pending, IVolatileChange awaited, Envelope repeated) => pending.IsSameCommandAs(repeated.Cause)
        ? new Decision().Changing(awaited)
        : new Decision().Answering(repeated.ReplyTo, () => Refusal.KeyReused(pending.CommandId!));

    private Verdict Rule(IAgentCommand command, Envelope envelope, DateTimeOffset now) => command switch
    {
        DefineAgent define => _leases.Begin(_definition.Define(define), now),
        ChangeAgent change => _leases.Begin(_definition.Change(change), now),
        RemoveAgent => _definition.Remove(),
        AssignAgent assign => _definition.Assign(assign.QueueId, assign.Assignment),
        ChangeAssignment change => _definition.ChangeAssignment(change),
        UnassignAgent unassign => _definition.Unassign(unassign.QueueId),
        LogIn login => _endpoints.LogIn(login, envelope),
        LogOut => _presence.LogOut(envelope, now),
        TakeBreak rest => _presence.TakeBreak(rest, now),
        MakeAvailable => _leases.Begin(_presence.MakeAvailable(), now),
        ForceLogOut => _presence.ForceLogOut(envelope),
        AcceptOffer accept => _offers.Accept(accept, envelope, now),
        RejectOffer reject => _offers.Reject(reject, now),
        EndContact end => _contacts.End(end, now),
        HoldContact hold => _contacts.Hold(hold.ContactId),
        ResumeContact resume => _contacts.Resume(resume.ContactId),
        RequeueContact requeue => _contacts.Requeue(requeue, now),
        TransferContact transfer => _transfers.Transfer(transfer, envelope, now),
        CompleteTransfer complete => _transfers.HandOver(complete, envelope, now),
        ClosePopUp close => _contacts.ClosePopUp(close, now),
        CompleteCallback complete => _outcomes.Give(complete.ContactId, dueAt: null, envelope),
        ScheduleCallback schedule => _outcomes.Give(contactId: null, schedule.DueAt, envelope, own: schedule.Own, window: schedule.Window),
        FailCallback fail => _outcomes.Give(fail.ContactId, fail.DueAt, envelope, new FailedAttempt(fail.Cause, fail.Note)),
        StartOrExtendWrapUp press => _wrapUps.StartOrExtend(press, now),
        SetWrapUpCode set => _codes.Set(set),
        StartConsultation start => _consultations.Start(start, envelope),
        EndConsultation end => _consultations.End(end),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for an agent.", nameof(command)),
    };

    /// <summary>A queue that withdraws an offer whose contact the agent has says that it is over; a contact that is over before its acceptance was confirmed
    /// confirms it.</summary>
    private Decision On(IAgentMessage message, DateTimeOffset now) => message switch
    {
        ProposeOffer proposal => _offers.OnProposal(proposal.Offer, now),
        WithdrawOffer { OfferId: var offer } when State.Current?.Offer.OfferId == offer => _contacts.OnOver(offer, finished: true, by: null, now),
        WithdrawOffer withdrawal => _offers.OnWithdrawal(withdrawal.OfferId, now),
        ConfirmAcceptance confirmed => _offers.OnConfirmation(confirmed.OfferId),
        ContactIsOver { OfferId: var offer } when State.Ringing is { Acceptance: not null } accepted && accepted.Offer.OfferId == offer => _offers.OnConfirmation(offer),
        ContactIsOver over => _contacts.OnOver(over.OfferId, over.Finished, over.By, now),
        OutcomeRecorded recorded => _outcomes.OnRecorded(recorded, now),
        OutcomeRefused refused => _outcomes.OnRefused(refused),
        TransferAllowed allowed => _transfers.OnAllowed(allowed, now),
        TransferRefused refused => _transfers.OnRefused(refused),
        EndpointGranted granted => _endpoints.OnGranted(granted),
        EndpointRefused refused => _endpoints.OnRefused(refused),
        EndpointNews news => _endpoints.OnNews(news, now),
        AskForClaim ask => _endpoints.OnQuestion(ask),
        EndpointReleaseSeen seen => EndpointProtocol.OnReleaseSeen(seen),
        ConsultationTaken taken => _consultations.OnTaken(taken),
        ConsultationRefused refused => _consultations.OnRefused(refused),
        ConsultationOver over => _consultations.OnOver(over),
        AskForReport ask => _reports.OnQuestion(ask),
        ReportSeen seen => _reports.OnSeen(seen),
        _ => throw new ArgumentException($"{message.GetType().Name} is not for an agent.", nameof(message)),
    };
}
