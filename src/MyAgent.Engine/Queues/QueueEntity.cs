using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>A queue: owns its contacts, so it alone decides who has which.</summary>
public sealed partial class QueueEntity : IEntity
{
    private readonly QueueId _id;
    private readonly QueueState _state;
    private readonly QueueProtocol _protocol = new();
    private Matching? _matching;

    /// <summary>A queue without any events.</summary>
    public QueueEntity(QueueId id)
        : this(id, new QueueState())
    {
    }

    private QueueEntity(QueueId id, QueueState state) => (_id, _state) = (id, state);

    /// <inheritdoc/>
    public EntityAddress Address => _id.Address;

    /// <inheritdoc/>
    public bool Exists => _state.Settings is not null;

    /// <inheritdoc/>
    public long Revision => _state.Revision;

    /// <inheritdoc/>
    public DateTimeOffset LastEventAt => _state.LastEventAt;

    /// <summary>The policy; the defaults before it was configured.</summary>
    private QueueSettings Settings => _state.Settings ?? QueueSettings.Default(_id.Value);

    /// <summary>Made when it is first needed: replaying the journal does without it.</summary>
    private Matching Matching => _matching ??= new Matching(_state, _state.LastEventAt);

    /// <summary>The queue that a snapshot holds.</summary>
    public static QueueEntity Restore(QueueSnapshot snapshot) => new(snapshot.QueueId, QueueState.FromSnapshot(snapshot));

    /// <inheritdoc/>
    public ISnapshot TakeSnapshot() => _state.ToSnapshot(_id);

    /// <inheritdoc/>
    public Decision Decide(Envelope envelope, DateTimeOffset now) => envelope.Message switch
    {
        GetQueue or GetContact when !Exists => new Decision().Answering(envelope.ReplyTo, () => Unknown),
        GetQueue get => new Decision().Answering(envelope.ReplyTo, () => Answer(get, now)),
        GetContact get => new Decision().Answering(envelope.ReplyTo, () => AnswerFor(get.ContactId)),
        IQueueCommand command => DecideCommand(command, envelope, now),
        IQueueMessage message => On(message, now),
        Recovered => new Decision(),
        _ => throw new ArgumentException($"{envelope.Message.GetType().Name} is not for a queue.", nameof(envelope)),
    };

    /// <inheritdoc/>
    public void Apply(RecordedEvent recorded)
    {
        if (_matching is null)
            _state.Apply(recorded);
        else
            ApplyWithMatching(_matching, recorded);
        if (recorded.Event is IContactEvent about)
            TrackCallback(about.ContactId);
        if (recorded.Event is ContactMoved or MovedContactFinished)
            _protocol.Moves.Remove(((IContactEvent)recorded.Event).ContactId);
        if (recorded.Event is FinishHeard end)
            _protocol.Ends.Remove((end.Contact, end.By));
        if (recorded.Cause.CommandId is not null && AnswerAfter(recorded.Event) is { } answer)
            _state.Answers.Remember(recorded.Cause, answer);
    }

    private Refusal Unknown => Refusals.NotFound("unknownQueue", _id.Value);

    /// <summary>What changes is taken out of the matching before and put back after: its orders must never change under it.</summary>
    private void ApplyWithMatching(Matching matching, RecordedEvent recorded)
    {
        matching.AdvanceTo(recorded.At);
        var contact = (recorded.Event as IContactEvent)?.ContactId;
        if (contact is { } leaving && _state.Contacts.TryGetValue(leaving, out var before))
            matching.Remove(before);
        var agent = AgentOf(recorded.Event);
        if (agent is { } going && _state.Members.TryGetValue(going, out var was))
            matching.Remove(was);

        _state.Apply(recorded);

        if (agent is { } coming && _state.Members.TryGetValue(coming, out var now))
            matching.Add(now);
        if (contact is { } entering && _state.Contacts.TryGetValue(entering, out var after))
            matching.Add(after);
        if (recorded.Event is AgentJoined or AgentLeft)
            matching.LookAgain(agent!.Value);
        if (recorded.Event is QueueConfigured)
            _matching = null;
    }

    private void TrackCallback(ContactId id)
    {
        if (_state.Contacts.TryGetValue(id, out var contact))
            _protocol.Track(contact);
        else if (_state.JustFinished is { } finished && finished.Contact.Id == id)
            _protocol.Track(finished.Contact, gone: true);
        else if (_state.JustMoved is { } moved && moved.Id == id)
            _protocol.Track(moved, gone: true);
    }

    /// <summary>The agent whose membership or open offer an event changes.</summary>
    private AgentId? AgentOf(IEvent happened) => happened switch
    {
        AgentJoined joined => joined.AgentId,
        AgentLeft left => left.AgentId,
        ContactOffered offered => offered.AgentId,
        OfferEnded ended => ended.AgentId,
        ContactReturned returned => returned.AgentId,
        CallbackScheduled scheduled => scheduled.AgentId,
        ContactFinished finished => _state.Contacts[finished.ContactId].Agent,
        _ => null,
    };

    /// <summary>Decides a command once: one whose id is remembered gets the same answer again (from the
    /// queue that gave it, where it was sent on), and a keyed one that leads to nothing
    /// is journaled all the same, so that its answer is remembered. A queue that does not exist remembers nothing.</summary>
    private Decision DecideCommand(IQueueCommand command, Envelope envelope, DateTimeOffset now)
    {
        if (!Exists && command is not ConfigureQueue)
            return new Decision().Answering(envelope.ReplyTo, () => Unknown);
        if (_state.Answers.Find(envelope.Cause) is { } remembered)
            return command is AdmitContact again && remembered is ContactMovedAnswer onward
                ? Onward(new Decision(), again, onward.QueueId)
                : new Decision().Answering(envelope.ReplyTo, () => remembered);

        var contact = (command as IContactCommand)?.ContactId;
        if (command is not AdmitContact && contact is { } one && Elsewhere(one) is { } elsewhere)
            return new Decision().Answering(envelope.ReplyTo, () => elsewhere);

        var (decision, refusal, forwarded) = Rule(command, now);
        if (forwarded)
            return decision;
        if (envelope.Cause.CommandId is not null && decision.Events.Count == 0)
            decision.With(new QueueCommandAnswered(contact, refusal));
        return decision.Answering(envelope.ReplyTo, () => refusal ?? (contact is { } about ? AnswerFor(about) : new QueueSettingsAnswer(_id, Settings)));
    }

    private Verdict Rule(IQueueCommand command, DateTimeOffset now) => command switch
    {
        ConfigureQueue configure => Configure(configure.Settings),
        ChangeQueue change => Change(change.Changes),
        AdmitContact admit => RuleAdmit(admit, now),
        IContactCommand about => Known(about.ContactId) is { } refusal ? refusal : RuleFor(about, _state.Contacts[about.ContactId], now),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for a queue.", nameof(command)),
    };

    private Verdict RuleFor(IContactCommand command, QueuedContact contact, DateTimeOffset now) => command switch
    {
        HangUp hangUp => RuleHangUp(contact, hangUp.By ?? EndedBy.Caller),
        CancelContact => RuleCancel(contact),
        StartRecording => RuleRecord(contact, now),
        ResumeWaiting => RuleResume(contact),
        AttachMessage attach => RuleAttach(contact, attach.Message),
        RequestCallback request => RuleRequestCallback(contact, request.Number),
        MoveToFirst => RuleMoveToFirst(contact),
        ChangePriority change => RuleChangePriority(contact, change.Priority),
        _ => throw new ArgumentException($"{command.GetType().Name} is not for a queue.", nameof(command)),
    };

    /// <summary>Why a command about a contact cannot be decided; null where it can.</summary>
    private Refusal? Known(ContactId contact)
    {
        if (_state.Contacts.ContainsKey(contact))
            return null;
        if (_state.Finished(contact) is { } finished)
            return Refusals.WrongState("contactDone", "done", contact.Value, CamelCase(finished.Outcome)) with { Case = "outcomeKnown" };
        return _state.FinishedIds.Contains(contact.Value)
            ? Refusals.WrongState("contactDone", "done", contact.Value)
            : UnknownContact(contact);
    }

    private bool IsDone(ContactId contact) => _state.Finished(contact) is not null || _state.FinishedIds.Contains(contact.Value);

    private Refusal UnknownContact(ContactId contact) =>
        Refusals.NotFound("unknownContact", contact.Value, _id.Value);

    private ContactMovedAnswer? Elsewhere(ContactId contact) =>
        _state.Moved.GetValueOrDefault(contact) is { Dropped: null } moved ? new ContactMovedAnswer(contact, moved.To) : null;

    private static Verdict Configure(QueueSettings settings) =>
        settings.RefuseTimes() is { } refusal ? refusal : new Decision().With(new QueueConfigured(settings));

    private Verdict Change(MergePatch changes)
    {
        var (changed, refusal) = Settings.After(changes);
        return refusal is not null ? refusal : ReferenceEquals(changed, Settings) ? new Decision() : Configure(changed);
    }

    private static Refusal WrongState(QueuedContact contact, string code) => Refusals.WrongState(code, CamelCase(contact.State));

    private static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>What a rule makes of a command.</summary>
    private readonly record struct Verdict(Decision Decision, Refusal? Refusal = null, bool Forwarded = false)
    {
        public static implicit operator Verdict(Decision decision) => new(decision);

        public static implicit operator Verdict(Refusal refusal) => new(new Decision(), refusal);
    }
}
