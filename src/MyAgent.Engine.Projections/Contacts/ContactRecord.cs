using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Contacts;

/// <summary>One contact in one queue, folded from the events of that queue. Immutable: each event gives a new instance.</summary>
/// <param name="QueueId">The queue it is in, or was in last.</param>
/// <param name="Contact">The data that the contact keeps in every queue.</param>
/// <param name="State">The state.</param>
/// <param name="EnteredAt">When it entered this queue, or came back into it at its date: its wait here counts from then.</param>
internal sealed record ContactRecord(QueueId QueueId, Contact Contact, ContactState State, DateTimeOffset EnteredAt)
{
    /// <summary>The agent it is offered to or with, or who had it last in this queue; null for none.</summary>
    public AgentId? AgentId { get; init; }

    /// <summary>The agent who had it last in this queue, as against one to whom it was only offered; null for none.</summary>
    public AgentId? LastServedBy { get; init; }

    /// <summary>The offer that is open, or under which it is engaged; null for none.</summary>
    public OfferId? OfferId { get; init; }

    /// <summary>When the open offer counts as missed; null where none is open, or while its agent has yet to take it in.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When a scheduled callback comes back; null for others.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The agent whose own callback it is, while scheduled; null for any agent's.</summary>
    public AgentId? OwnedBy { get; init; }

    /// <summary>The agent for whom it waits before any other, since it came back; null for none.</summary>
    public AgentHold? HeldFor { get; init; }

    /// <summary>The agents to be tried first, best first: the one whose own callback it is, and the caller's preferred agents.</summary>
    public IReadOnlyList<AgentId> PreferredAgents => HeldFor is { AgentId: var own } ? [own, .. Contact.PreferredAgents] : Contact.PreferredAgents;

    /// <summary>The queue it is being taken to; null where it stays.</summary>
    public QueueId? MovingTo { get; init; }

    /// <summary>The agents that rejected it or did not answer, since it entered this queue; oldest first.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>The outcome; null while it is not done.</summary>
    public ContactOutcome? Outcome { get; init; }

    /// <summary>The party that ended it; null while it is not done, or if the event does not say.</summary>
    public EndedBy? EndedBy { get; init; }

    /// <summary>When the agent who has it answered; null where none has it, or its call is over.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the acceptance of the agent who has it was journaled; null where none has it, or its call is over.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the first acceptance in this queue was journaled; null where no agent has had it here.</summary>
    public DateTimeOffset? FirstAcceptedAt { get; init; }

    /// <summary>The duration of the wrap-ups that followed it, in seconds; null if there was none or it is not over.</summary>
    public double? WrapUpSeconds { get; init; }

    /// <summary>For how long agents had it, from their answers until it was over, in seconds; null where none had it.</summary>
    public double? TalkSeconds { get; init; }

    /// <summary>The wrap-up code that the agent who had it last gave it; null for none.</summary>
    public WrapUpCodeId? Code { get; init; }

    /// <summary>That agent's note; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The offer under which the agent who gave <see cref="Code"/> had it; null for none.</summary>
    public OfferId? CodedUnder { get; init; }

    /// <summary>The attempts to call back that have failed with a cause in this queue, oldest first; null for none.</summary>
    public IReadOnlyList<FailedCallbackAttempt>? FailedAttempts { get; init; }

    /// <summary>When it ended; null where it is not done.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When an agent first answered it, in this queue or an earlier one; null where none has had it.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; init; }

    /// <summary>The agents who have had it, in this queue or an earlier one: each once, in the order of their first acceptances.</summary>
    public IReadOnlyList<AgentId> ServedBy { get; init; } = [];

    /// <summary>The queues that it came through before this one, oldest first; a queue that it went through twice stands there twice.</summary>
    public IReadOnlyList<QueueId> CameThrough { get; init; } = [];

    /// <summary>The contact.</summary>
    public ContactId ContactId => Contact.ContactId;

    /// <summary>The kind: a call that became a callback request is a callback.</summary>
    public ContactKind Kind => Contact.Kind;

    /// <summary>The caller; null if the number is withheld.</summary>
    public CallerAddress? Caller => Contact.Caller;

    /// <summary>When it first entered the system.</summary>
    public DateTimeOffset OriginAt => Contact.OriginAt;

    /// <summary>Whether it is a caller's or sender's contact, and no consultation between agents.</summary>
    public bool IsOfCaller => Contact.Consultation is null;

    /// <summary>Its priority, 0 to 99.</summary>
    public int Priority => Contact.Key.Priority;

    /// <summary>A callback's number to call; null for others.</summary>
    public string? Number => Contact.Callback?.Number;

    /// <summary>The window that is promised for a callback, until an agent accepts it; null where none is.</summary>
    public CallbackWindow? Window => Contact.Callback?.Window;

    /// <summary>The number of failed attempts of a callback; 0 for others.</summary>
    public int Attempts => Contact.Callback?.Attempts ?? 0;

    /// <summary>When a callback was asked for; null for others.</summary>
    public DateTimeOffset? RequestedAt => Contact.Callback?.RequestedAt;

    /// <summary>The voice message; null where there is none.</summary>
    public VoiceMessage? Message => Contact.Message;

    /// <summary>The connector that brought it; null where that did not say its name.</summary>
    public ConnectorId? Connector => Contact.Connector?.Name;

    /// <summary>The time from its origin until an agent first answered it or, if none did, until it ended, in seconds; null before.</summary>
    public double? WaitSeconds => (FirstAnsweredAt ?? FinishedAt) is { } until ? Math.Max(0, (until - OriginAt).TotalSeconds) : null;

    /// <summary>Whether it has a place in the waiting list: waiting or recording.</summary>
    public bool IsQueued => State is ContactState.Waiting or ContactState.Recording && !IsTransferring;

    /// <summary>Whether an agent has transferred it to another queue, which has yet to take it: it then has no place here.</summary>
    public bool IsTransferring => MovingTo is not null && Contact.Transfer?.IsMove((Contact.Moves ?? 0) + 1) == true;

    /// <summary>Whether it could be offered: it waits and is not being taken elsewhere.</summary>
    public bool IsOfferable => State == ContactState.Waiting && MovingTo is null;

    /// <summary>A contact that has come into a queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="at">When it came.</param>
    /// <param name="dueAt">When it enters the waiting list, for a callback without a call that does not wait yet; null where it waits.</param>
    /// <param name="heldFor">The agent for whom it waits before any other; null for none.</param>
    public static ContactRecord Entered(QueueId queue, Contact contact, DateTimeOffset at, DateTimeOffset? dueAt = null, AgentHold? heldFor = null) =>
        new(queue, contact, dueAt is null ? ContactState.Waiting : ContactState.Scheduled, at) { DueAt = dueAt, HeldFor = heldFor };

    /// <summary>The contact after an event of its queue. Arrivals and moves make and end records, and are not for this.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="at">When it happened.</param>
    public ContactRecord After(IContactEvent happened, DateTimeOffset at) => happened switch
    {
        RecordingStarted => this with { State = ContactState.Recording },
        RecordingGivenUp => this with { State = ContactState.Waiting },
        ContactDataChanged changed => this with { Contact = Contact with { Data = changed.Data } },
        MessageAttached attached => this with { Contact = Contact with { Message = attached.Message } },
        CallbackRequested requested => this with
        {
            State = requested.Window is null ? ContactState.Waiting : ContactState.Scheduled, DueAt = requested.Window?.From,
            Contact = Contact with { Callback = new CallbackRequest(requested.Number, at, Window: requested.Window) },
        },
        ContactOffered offered => this with { State = ContactState.Offered, AgentId = offered.AgentId, OfferId = offered.OfferId },
        OfferEnded { Outcome: OfferOutcome.Accepted } accepted => this with
        {
            State = ContactState.Engaged, Contact = Contact.Accepted(), LastServedBy = accepted.AgentId, ExpiresAt = null, AnsweredAt = accepted.AnsweredAt ?? at,
            AcceptedAt = at, FirstAcceptedAt = FirstAcceptedAt ?? at, FirstAnsweredAt = FirstAnsweredAt ?? accepted.AnsweredAt ?? at,
            ServedBy = ServedBy.Contains(accepted.AgentId) ? ServedBy : [.. ServedBy, accepted.AgentId],
        },
        OfferEnded ended and ({ Outcome: OfferOutcome.Rejected } or { Reason: RejectReason.NoAnswer }) => WithoutAgent(ContactState.Waiting) with
        {
            Rejections = [.. Rejections, new Rejection(ended.AgentId, at, ended.Reason)],
        },
        OfferEnded => WithoutAgent(ContactState.Waiting),
        CallbackCallEnded => AfterTalk(at),
        ContactReturned { Reason: { } reason } returned => WithoutAnswer().WithoutAgent(ContactState.Waiting) with
        {
            Rejections = [.. Rejections, Rejection.Of(returned.AgentId, at, reason)],
        },
        ContactReturned => AfterTalk(at).WithoutAgent(ContactState.Waiting),
        ContactTransferred { Transfer: var transfer } transferred => AfterTalk(at).WithoutAgent(ContactState.Waiting) with
        {
            EnteredAt = at, Rejections = [], HeldFor = transferred.HeldFor, MovingTo = transfer.To == transfer.From ? null : transfer.To,
            Contact = Contact with { Key = transfer.PlaceAfter(Contact.Key), Transfer = transfer },
        },
        CallbackAttemptFailed failed => this with { FailedAttempts = [.. FailedAttempts ?? [], new FailedCallbackAttempt(at, failed.AgentId, failed.Cause, failed.Note)] },
        CallbackScheduled scheduled => AfterTalk(at).WithoutAgent(ContactState.Scheduled) with
        {
            DueAt = scheduled.DueAt, OwnedBy = scheduled.Own == true ? scheduled.AgentId : null, HeldFor = null,
            Contact = WithAttempts(scheduled.Attempts, scheduled.Window),
        },
        CallbackReentered reentered => this with
        {
            State = ContactState.Waiting, DueAt = null, OwnedBy = null, HeldFor = reentered.HeldFor, EnteredAt = at, Rejections = [],
            Contact = Contact with { Key = reentered.Key },
        },
        OrderKeyChanged changed => this with { Contact = Contact with { Key = changed.Key } },
        ContactMoving moving => this with { MovingTo = moving.To },
        ContactFinished finished => AfterTalk(at).WithoutAgent(ContactState.Done) with
        {
            Outcome = finished.Outcome,
            EndedBy = finished.EndedBy,
            AgentId = finished.AgentId ?? LastServedBy,
            DueAt = null,
            FinishedAt = at,
            // The attempt that closes a callback as not reached has failed as well.
            Contact = finished.Outcome == ContactOutcome.NotReached ? WithAttempts(Attempts + 1, window: null) : Contact,
        },
        _ => this,
    };

    /// <summary>The contact after an agent has given it a wrap-up code. An agent who wraps up an earlier part of it leaves the code of a later part as it is.</summary>
    public ContactRecord Coded(WrapUpCodeSet set) => IsBefore(set.OfferId, CodedUnder)
        ? this
        : this with { Code = set.Code, Note = set.Note, CodedUnder = set.OfferId };

    /// <summary>Whether a part of the contact came before another. One in an earlier queue came before one in this queue.</summary>
    private bool IsBefore(OfferId offer, OfferId? other) => other is { } later
        && (offer.Queue == later.Queue ? offer.Number < later.Number : later.Queue == QueueId);

    private ContactRecord AfterTalk(DateTimeOffset at) => AnsweredAt is { } answered
        ? this with { AnsweredAt = null, AcceptedAt = null, TalkSeconds = (TalkSeconds ?? 0) + Math.Max(0, (at - answered).TotalSeconds) }
        : this;

    /// <summary>Rule 33a: the acceptance counts as none, because the caller was not heard.</summary>
    private ContactRecord WithoutAnswer() => AcceptedAt == FirstAcceptedAt
        ? this with { AnsweredAt = null, AcceptedAt = null, FirstAcceptedAt = null, LastServedBy = null }
        : this with { AnsweredAt = null, AcceptedAt = null };

    private ContactRecord WithoutAgent(ContactState state) => this with { State = state, AgentId = LastServedBy, OfferId = null, ExpiresAt = null };

    private Contact WithAttempts(int attempts, CallbackWindow? window) =>
        Contact.Callback is { } callback ? Contact with { Callback = callback with { Attempts = attempts, Window = window } } : Contact;
}
