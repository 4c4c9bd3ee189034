using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>An agent: owns its one slot, so it has at most one offer or contact whatever its queues want.</summary>
public sealed partial class AgentEntity : IEntity
{
    private readonly AgentId _id;
    private readonly AgentState _state;
    private readonly AgentProtocol _protocol = new();

    /// <summary>An agent without any events.</summary>
    public AgentEntity(AgentId id)
        : this(id, new AgentState())
    {
    }

    private AgentEntity(AgentId id, AgentState state) => (_id, _state) = (id, state);

    /// <inheritdoc/>
    public EntityAddress Address => _id.Address;

    /// <inheritdoc/>
    public bool Exists => _state.Name is not null;

    /// <inheritdoc/>
    public long Revision => _state.Revision;

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt => _state.LastEventAt;

    /// <summary>The agent that a snapshot holds.</summary>
    public static AgentEntity Restore(AgentSnapshot snapshot) => new(snapshot.AgentId, AgentState.FromSnapshot(snapshot));

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => _state.ToSnapshot(_id);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetAgent when !Exists => new Decision().Answering(envelope.ReplyTo, () => Unknown),
        GetAgent => new Decision().Answering(envelope.ReplyTo, AnswerNow),
        IAgentCommand command => DecideCommand(command, envelope, now),
        IAgentMessage message => On(message, now),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for an agent.", nameof(envelope)),
    };

    /// <inheritdoc/>
    public Decision? ProcessDue(DateTimeOffset now) => MeetDeadline(now) ?? ContinueProtocol(now);

    /// <inheritdoc/>
    public DateTimeOffset? NextDeadline => Earliest(OwnDeadline, ProtocolDeadline);

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        _state.Apply(recorded);
        if (recorded.Event is AgentAssigned or AgentUnassigned)
            _assignments = null;
        _protocol.ReportsInDoubt = true;
        if (_state.Status == AgentStatus.Available && recorded.Event is not AgentCommandAnswered)
            _protocol.Choice = new Choice.Comparing();
        if (recorded.Cause.CommandId is not null)
            _state.Answers.Remember(recorded.Cause, (recorded.Event as AgentCommandAnswered)?.Refusal ?? (IAnswer)Answer());
    }

    private Refusal Unknown => Refusals.NotFound("unknownAgent", _id.Value);

    /// <summary>Decides a command once: one whose id is remembered gets the same answer again, one whose answer still waits for a
    /// queue waits with it, and a keyed one that leads to nothing is journaled all the same, so that its answer is remembered. An agent that
    /// does not exist remembers nothing.</summary>
    private Decision DecideCommand(IAgentCommand command, Envelope envelope, DateTimeOffset now)
    {
        if (!Exists && command is not DefineAgent)
            return new Decision().Answering(envelope.ReplyTo, () => Unknown);
        var id = envelope.Cause.CommandId;
        if (id is not null && AcceptanceUnder(id) is { } acceptance)
            return Waiting(acceptance, new AcceptanceAwaited(new WaitingClient(envelope.ReplyTo, envelope.Cause)), envelope);
        if (id is not null && _protocol.Outcome?.Cause is { } outcome && outcome.CommandId == id)
            return Waiting(outcome, new OutcomeAwaited(envelope.ReplyTo), envelope);
        if (_state.Answers.Find(envelope.Cause) is { } remembered)
            return new Decision().Answering(envelope.ReplyTo, () => remembered);

        return Rule(command, envelope, now) switch
        {
            { Refusal: { } refusal } => Refused(refusal, envelope),
            { Decision: { IsEmpty: true } decision } => (id is null ? decision : decision.With(new AgentCommandAnswered(null)))
                .Answering(envelope.ReplyTo, Answer),
            { Decision: var decision, AnswerWaits: true } => decision,
            { Decision: var decision } => decision.Answering(envelope.ReplyTo, Answer),
        };
    }

    private Cause? AcceptanceUnder(string id) => _state.Ringing?.Acceptance is { } acceptance && acceptance.CommandId == id
        ? acceptance
        : _protocol.AcceptanceWaiting.Find(client => client.Cause.CommandId == id)?.Cause;

    /// <summary>A command repeated while its answer still waits for the queue waits with it; another one under its id is refused (rule 33h).</summary>
    private static Decision Waiting(Cause pending, IVolatileChange awaited, Envelope repeated) => pending.IsSameCommandAs(repeated.Cause)
        ? new Decision().Changing(awaited)
        : new Decision().Answering(repeated.ReplyTo, () => Refusal.KeyReused(pending.CommandId!));

    private static Decision Refused(Refusal refusal, Envelope envelope)
    {
        var decision = new Decision().Answering(envelope.ReplyTo, () => refusal);
        return envelope.Cause.CommandId is null ? decision : decision.With(new AgentCommandAnswered(refusal));
    }

    private Verdict Rule(IAgentCommand command, Envelope envelope, DateTimeOffset now) => command switch
    {
        DefineAgent define => Rename(define.Name),
        ChangeAgent change => change.Name is { } name ? Rename(name) : new Decision(),
        AssignAgent assign => Assign(assign.QueueId, assign.Assignment),
        ChangeAssignment change => Change(change),
        UnassignAgent unassign => Unassign(unassign),
        LogIn => RuleLogIn(),
        LogOut => AskForNext(new NextRequest(NextStatus.LogOut), now),
        TakeBreak rest when TimeRange.Refuse(rest.Seconds, "seconds") is { } refusal => refusal,
        TakeBreak rest => AskForNext(new NextRequest(NextStatus.Break, rest.Reason, rest.Seconds), now),
        MakeAvailable => RuleAvailable(),
        ForceLogOut => RuleForceLogOut(),
        StartOrExtendWrapUp press => RuleStartOrExtendWrapUp(press, now),
        AcceptOffer accept => RuleAccept(accept, envelope, now),
        RejectOffer reject => RuleReject(reject, now),
        EndContact end => RuleEndContact(end, now),
        ClosePopUp close => RuleClosePopUp(close, now),
        CompleteCallback complete => RuleOutcome(complete.ContactId, dueAt: null, envelope),
        ScheduleCallback schedule => RuleOutcome(contactId: null, schedule.DueAt, envelope),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for an agent.", nameof(command)),
    };

    private Verdict Rename(string name) => name == _state.Name ? new Decision() : new Decision().With(new AgentDefined(name));

    private Verdict Assign(QueueId queue, Assignment assignment) =>
        assignment.RefuseTimes() is { } refusal ? refusal
            : assignment == _state.AssignmentFor(queue) ? new Decision()
            : new Decision().With(new AgentAssigned(queue, assignment));

    private Verdict Change(ChangeAssignment change)
    {
        if (_state.AssignmentFor(change.QueueId) is not { } assignment)
            return NotAssigned(change.QueueId);
        var (changed, refusal) = change.Changes.ApplyTo(assignment, new Assignment(), AssignmentJson.Strict);
        return refusal is not null ? refusal : Assign(change.QueueId, changed);
    }

    private Verdict Unassign(UnassignAgent unassign) => _state.AssignmentFor(unassign.QueueId) is null
        ? NotAssigned(unassign.QueueId)
        : new Decision().With(new AgentUnassigned(unassign.QueueId));

    private static Refusal NotAssigned(QueueId queue) => Refusals.NotFound("unknownAssignment", queue.Value);

    private Refusal WrongState(string code, params IReadOnlyList<string> values) =>
        Refusals.WrongState(code, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(_state.Status.ToString()), values);

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;

    /// <summary>What a rule makes of a command.</summary>
    private readonly record struct Verdict(Decision Decision, Refusal? Refusal = null, bool AnswerWaits = false)
    {
        public static implicit operator Verdict(Decision decision) => new(decision);

        public static implicit operator Verdict(Refusal refusal) => new(new Decision(), refusal);
    }
}
