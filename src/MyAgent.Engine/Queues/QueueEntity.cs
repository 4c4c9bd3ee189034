using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>A queue: it owns its contacts, so that it alone decides which agent has which. Each part of it holds the rules, the volatile state and the deadline
/// of one idea.</summary>
internal sealed class QueueEntity : IEntity
{
    private readonly QueueContext _queue;
    private readonly QueueAnswerBuilder _answers;
    private readonly ArrivalRules _arrivals;
    private readonly ContactRules _contacts;
    private readonly RecordingRules _recordings;
    private readonly CallbackWindows _windows;
    private readonly CallbackRules _callbacks;
    private readonly CallbackIndex _callbacksByCaller;
    private readonly CallbackIndex _callbacksByNumber;
    private readonly WaitLimit _waitLimit;
    private readonly QueueAlarms _alarms;
    private readonly AgentDeliveries _deliveries = new();
    private readonly Regrouping _regrouping;
    private readonly OfferProtocol _offers;
    private readonly TransferRules _transfers;
    private readonly HandOvers _handOvers;
    private readonly ContactMoves _moves;
    private readonly CompletionDeliveries _completions;
    private readonly ConnectorRules _connectors;
    private readonly LastAgentDeliveries _lastAgents;
    private readonly ConsultationRules _consultations;

    /// <summary>A queue without any events.</summary>
    public QueueEntity(QueueId id)
        : this(id, new QueueState())
    {
    }

    private QueueEntity(QueueId id, QueueState state)
    {
        _queue = new QueueContext(id, state);
        _answers = new QueueAnswerBuilder(_queue);
        _callbacksByCaller = CallbackIndex.ByCaller(state);
        _callbacksByNumber = CallbackIndex.ByNumber(state);
        _windows = new CallbackWindows(_queue);
        _callbacks = new CallbackRules(_queue, _windows);
        _arrivals = new ArrivalRules(_queue, _callbacksByCaller, new DirectCallbackRules(_queue, _callbacks, _windows, _callbacksByNumber));
        _contacts = new ContactRules(state);
        _recordings = new RecordingRules(_queue, _callbacks);
        _waitLimit = new WaitLimit(_queue);
        _alarms = new QueueAlarms(_queue);
        _regrouping = new Regrouping(_queue);
        _transfers = new TransferRules(_queue);
        _offers = new OfferProtocol(_queue, _deliveries, _regrouping, _transfers);
        _handOvers = new HandOvers(_queue, _offers);
        _moves = new ContactMoves(_queue, _transfers);
        _completions = new CompletionDeliveries(_queue);
        _connectors = new ConnectorRules(_queue);
        _lastAgents = new LastAgentDeliveries(_queue);
        _consultations = new ConsultationRules(_queue);
    }

    /// <inheritdoc/>
    public EntityAddress Address => _queue.Id.Address;

    /// <inheritdoc/>
    public bool Exists => State.Settings is not null;

    /// <inheritdoc/>
    public long Revision => State.Revision;

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt => State.LastEventAt;

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => Deadlines.Earliest(
        _queue.Matching.NextChange,
        _callbacks.NextDeadline,
        _waitLimit.NextDeadline,
        _recordings.NextDeadline,
        _alarms.NextDeadline,
        _regrouping.NextDeadline,
        _deliveries.NextDeadline,
        _moves.NextDeadline,
        _completions.NextDeadline,
        _connectors.NextDeadline,
        _lastAgents.NextDeadline,
        _consultations.NextDeadline);

    private QueueState State => _queue.State;

    /// <summary>The queue that a snapshot holds.</summary>
    public static QueueEntity Restore(QueueSnapshot snapshot) => new(snapshot.QueueId, QueueState.FromSnapshot(snapshot));

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => State.ToSnapshot(_queue.Id);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetQueue or GetContact or GetCallbackWindows when !Exists => new Decision().Answering(envelope.ReplyTo, () => _answers.Unknown),
        GetQueue get => new Decision().Answering(envelope.ReplyTo, () => _answers.For(get, now)),
        GetContact get => new Decision().Answering(envelope.ReplyTo, () => _answers.For(get.ContactId)),
        GetCallbackWindows get => new Decision().Answering(envelope.ReplyTo, () => _windows.List(get, now)),
        IQueueCommand command => DecideCommand(command, envelope, now),
        IQueueMessage message => On(message, now),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for a queue.", nameof(envelope)),
    };

    /// <inheritdoc/>
    /// <remarks>One decision at a time, the first that is due; the order has a meaning. Time passes first, because all that follows reads the instant that
    /// matching knows. After a restart the agents are asked before anything is offered. Contacts enter and leave the waiting list before matching, so that no
    /// agent is offered one that has waited or recorded too long, or that its connector has not claimed. Alarms follow matching: an offer may take the
    /// contact that would raise one. Messages come last, when the state they tell of is final; an agent hears that its report was seen only after any offer to it.</remarks>
    public Decision? ProcessDue(DateTimeOffset now) =>
        _queue.PassTime(now)
        ?? _regrouping.ProcessDue(now)
        ?? _callbacks.Reenter(now)
        ?? _connectors.EndUnclaimed()
        ?? _waitLimit.EndOverlongWait(now)
        ?? _recordings.EndOverlong(now)
        ?? _handOvers.GiveNext()
        ?? _offers.MatchNext()
        ?? _alarms.Watch(now)
        ?? _deliveries.Redeliver(now)
        ?? _moves.Redeliver(now)
        ?? _completions.Redeliver(now)
        ?? _connectors.Ask(now)
        ?? _lastAgents.Redeliver(now)
        ?? _consultations.Redeliver(now)
        ?? _offers.AnswerReports();

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        _queue.Apply(recorded);
        if (recorded.Event is IContactEvent { ContactId: var contact })
        {
            _callbacksByCaller.OnChange(contact);
            _callbacksByNumber.OnChange(contact);
            _moves.OnChange(contact);
            _completions.OnChange(contact);
            _connectors.OnChange(contact);
        }
        _consultations.OnEvent(recorded.Event);
        _handOvers.OnEvent(recorded.Event);
        if (recorded.Event is FinishHeard confirmed)
            _completions.OnConfirmed(confirmed);
        if (recorded.Cause.CommandId is not null && _answers.After(recorded.Event) is { } answer)
            State.Answers.Remember(recorded.Cause, answer);
    }

    /// <inheritdoc/>
    public void Apply(IVolatileChange change)
    {
        switch (change)
        {
            case RecoveryGrace grace:
                _queue.Grace = grace;
                break;
            case TimePassed passed:
                _queue.Matching.AdvanceTo(passed.Now);
                break;
            case RegroupingChange regrouping:
                _regrouping.Apply(regrouping);
                break;
            case AgentChange agent:
                _offers.Apply(agent);
                break;
            case DeliveryChange delivery:
                _deliveries.Apply(delivery);
                break;
            case TransferWasAllowed allowed:
                _transfers.Apply(allowed);
                break;
            case MoveChange move:
                _moves.Apply(move);
                break;
            case ConnectorChange connector:
                _connectors.Apply(connector);
                break;
            case HandOverDecided decided:
                _handOvers.Apply(decided);
                break;
            case CompletionAttempted attempted:
                _completions.Apply(attempted);
                break;
            case ConsultationChange consultation:
                _consultations.Apply(consultation);
                break;
            case LastAgentChange lastAgent:
                _lastAgents.Apply(lastAgent);
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is no change of a queue.", nameof(change));
        }
    }

    /// <summary>Decides a command once: one whose id is remembered gets the same answer again (from the
    /// queue that gave it, where it was sent on), and a keyed one that leads to nothing
    /// is journaled all the same, so that its answer is remembered. A queue that never existed remembers nothing, one that
    /// was removed what it has answered.</summary>
    private Decision DecideCommand(IQueueCommand command, Envelope envelope, DateTimeOffset now)
    {
        if (State.Answers.Find(envelope.Cause) is { } remembered)
            return command is AdmitContact again && remembered is ContactMovedAnswer onward
                ? _arrivals.SendOn(new Decision(), again, onward.QueueId)
                : new Decision().Answering(envelope.ReplyTo, () => remembered);
        if (!Exists && command is not ConfigureQueue)
            return new Decision().Answering(envelope.ReplyTo, () => _answers.Unknown);

        var contact = (command as IContactCommand)?.ContactId;
        if (command is not AdmitContact && contact is { } one && _answers.Elsewhere(one) is { } elsewhere)
            return new Decision().Answering(envelope.ReplyTo, () => elsewhere);

        var (decision, refusal, answeredLater) = Rule(command, now);
        if (answeredLater)
            return decision;
        if (envelope.Cause.CommandId is not null && decision.Events.Count == 0)
            decision.With(new QueueCommandAnswered(contact, refusal));
        return decision.Answering(envelope.ReplyTo, () => refusal
            ?? (decision.Events is [CallbackRequestedAgain again] ? _answers.After(again)! : contact is { } about ? _answers.For(about) : _answers.Settings()));
    }

    private Verdict Rule(IQueueCommand command, DateTimeOffset now) => command switch
    {
        ConfigureQueue configure => Configure(configure.Settings),
        ChangeQueue change => Change(change.Changes),
        RemoveQueue => Remove(now),
        AdmitContact admit => _arrivals.Admit(admit, now),
        IContactCommand about when NotOpen(about.ContactId) is { } refusal => refusal,
        IContactCommand about => RuleFor(about, State.Contacts[about.ContactId], now),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for a queue.", nameof(command)),
    };

    private Verdict RuleFor(IContactCommand command, QueuedContact contact, DateTimeOffset now) => command switch
    {
        HangUp hangUp => ContactRules.HangUp(contact, hangUp.By ?? EndedBy.Caller),
        CancelContact => ContactRules.Cancel(contact),
        EndLostCall lost => ConnectorRules.EndLost(contact, lost),
        StartRecording => _recordings.Start(contact, now),
        ResumeWaiting => RecordingRules.GiveUp(contact),
        AttachMessage attach => RecordingRules.Attach(contact, attach.Message),
        ChangeContactData change => ContactRules.ChangeData(contact, change),
        RequestCallback request => _callbacks.Request(contact, request.Number, request.Window, now),
        MoveToFirst => _contacts.MoveToFirst(contact),
        ChangePriority change => ContactRules.ChangePriority(contact, change.Priority),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for a queue.", nameof(command)),
    };

    private Decision On(IQueueMessage message, DateTimeOffset now) => message switch
    {
        AgentReport report => _offers.OnReport(report, now),
        OfferDeclined declined => _offers.OnDecline(declined),
        RequestAcceptance request => _offers.OnAcceptance(request, now),
        RecordOutcome outcome => _callbacks.OnOutcome(outcome, now),
        RecordFailedAttempt failed => _callbacks.OnFailedAttempt(failed, now),
        TakeOverContact takeOver => _moves.OnTakeOver(takeOver, now),
        AskForTransfer ask => _transfers.OnQuestion(ask, now),
        ContactTaken taken => _moves.OnTaken(taken),
        DropContact drop => _moves.OnDrop(drop),
        TakenContactFinished finished => _completions.OnFinishedElsewhere(finished),
        ConnectorNews news => _connectors.OnNews(news),
        RequestConsultation request => _consultations.OnRequest(request, now),
        ConsultationKept kept => ConsultationRules.OnKept(kept),
        EndConsultationRequest end => _consultations.OnEnd(end),
        ConsultationOverSeen seen => _consultations.OnOverSeen(seen),
        FinishSeen seen => _completions.OnConfirmation(seen),
        CallerServedSeen seen => LastAgentDeliveries.OnConfirmation(seen),
        _ => throw new ArgumentException($"{message.GetType().Name} is not for a queue.", nameof(message)),
    };

    private Verdict Configure(QueueSettings settings) =>
        settings.Refuse(State.Settings) is { } refusal ? refusal : new Decision().With(new QueueConfigured(settings));

    private Verdict Change(MergePatch changes)
    {
        var settings = _queue.Settings;
        var (changed, refusal) = settings.After(changes);
        return refusal is not null ? refusal : ReferenceEquals(changed, settings) ? new Decision() : Configure(changed);
    }

    /// <summary>A queue is removed only where nothing is open in it or on its way to it, so that no caller loses the place.</summary>
    private Verdict Remove(DateTimeOffset now) =>
        _transfers.AreUnderWay(now) ? Refusals.WrongState("queueInUse", "inUse") with { Case = "transfer" }
        : State.Contacts.Count > 0 ? Refusals.WrongState("queueInUse", "inUse", QueueRefusals.Text(State.Contacts.Count))
        : State.Members.Count > 0 ? Refusals.WrongState("queueInUse", "inUse", QueueRefusals.Text(State.Members.Count)) with { Case = "agents" }
        : new Decision().With(new QueueRemoved());

    /// <summary>Why a command about a contact cannot be decided: the contact is finished or unknown. Null where it is open.</summary>
    private Refusal? NotOpen(ContactId contact)
    {
        if (State.Contacts.ContainsKey(contact))
            return null;
        if (State.Finished.Find(contact) is { } finished)
            return Refusals.WrongState("contactDone", "done", contact.Value, QueueRefusals.CamelCase(finished.Outcome)) with { Case = "outcomeKnown" };
        return State.Finished.Contains(contact) ? Refusals.WrongState("contactDone", "done", contact.Value) : _answers.UnknownContact(contact);
    }
}
