using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>When an agent did not take a contact.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; null where it was rejected before reasons were kept.</param>
/// <param name="Requeued">How the telephone leg of the agent failed, who had accepted; null where the agent rejected it or did not answer.</param>
internal sealed record Rejection(AgentId AgentId, DateTimeOffset At, RejectReason? Reason = null, RequeueReason? Requeued = null)
{
    /// <summary>Rule 33a: a failed leg keeps a contact from the agent as an unreachable telephone does.</summary>
    public static Rejection Of(AgentId agent, DateTimeOffset at, RequeueReason requeued) => new(agent, at, RejectReason.Unreachable, requeued);
}

/// <summary>A contact in a queue, until it is finished or has moved on.</summary>
internal sealed class QueuedContact(Contact contact, DateTimeOffset enteredAt)
{
    public Contact Contact { get; set; } = contact;

    public ContactState State { get; set; } = ContactState.Waiting;

    /// <summary>When it entered this queue, or came back into its waiting list at its date: its wait here counts from then.</summary>
    public DateTimeOffset EnteredAt { get; set; } = enteredAt;

    /// <summary>The offer that is open or under which it is engaged; else the last one.</summary>
    public OfferId? Offer { get; set; }

    /// <summary>The agent of <see cref="Offer"/>.</summary>
    public AgentId? Agent { get; set; }

    /// <summary>The offer of the consultation in whose place <see cref="Offer"/> is, until that has ended; null for one that rings.</summary>
    public OfferId? InPlaceOf { get; set; }

    /// <summary>When it comes back, while scheduled.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The agent whose own callback it is, while scheduled; null for any agent's.</summary>
    public AgentId? OwnedBy { get; set; }

    /// <summary>The agent for whom it waits before any other, since it came back or was transferred; null for none.</summary>
    public AgentHold? HeldFor { get; set; }

    /// <summary>When its recording ends by itself, while recording; null where an earlier version began it.</summary>
    public DateTimeOffset? RecordingUntil { get; set; }

    /// <summary>The queue it is being taken to.</summary>
    public QueueId? MovingTo { get; set; }

    /// <summary>The queue it came from.</summary>
    public QueueId? CameFrom { get; set; }

    /// <summary>Whether a callback's call is over, its outcome still to come.</summary>
    public bool CallOver { get; set; }

    /// <summary>Whether it is a call whose connector is lost. Derived from the queue's state.</summary>
    public bool IsWithheld { get; set; }

    /// <summary>The agents that rejected it during this stay; null for none.</summary>
    public List<Rejection>? Rejections { get; set; }

    /// <summary>When the agent who has it answered; null where none has it, its call is over, or it was accepted before that was kept.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>For how long agents have had it, from their answers until it was over, in seconds; null where none has.</summary>
    public double? TalkSeconds { get; set; }

    /// <summary>The least position that it had when it left the waiting list, or when it began to move; null where it has had none in this wait.</summary>
    public int? LeastPosition { get; set; }

    public ContactId Id => Contact.ContactId;

    public bool IsCallback => Contact.Callback is not null;

    /// <summary>The agents to be tried first, best first: the one whose own callback it is or to whom it was transferred, and the caller's preferred agents.</summary>
    public IReadOnlyList<AgentId> PreferredAgents => HeldFor is { AgentId: var own } ? [own, .. Contact.PreferredAgents] : Contact.PreferredAgents;

    /// <summary>How many times it has gone on to another queue.</summary>
    public int Moves => Contact.Moves ?? 0;

    /// <summary>Whether it has a place in the waiting list: waiting or recording.</summary>
    public bool IsQueued => State is ContactState.Waiting or ContactState.Recording && !IsTransferring;

    /// <summary>Whether an agent has transferred it to another queue, which has yet to take it: it then has no place here.</summary>
    public bool IsTransferring => MovingTo is not null && Contact.Transfer?.IsMove(Moves + 1) == true;

    /// <summary>Whether it is offered to an agent or with one.</summary>
    public bool IsWithAgent => State is ContactState.Offered or ContactState.Engaged;

    /// <summary>Whether it could be offered.</summary>
    public bool Offerable => State == ContactState.Waiting && MovingTo is null && !IsWithheld;

    /// <summary>The agent's last rejection of it during this stay; null for none.</summary>
    public Rejection? RejectionBy(AgentId agent) => Rejections?.FindLast(rejection => rejection.AgentId == agent);

    /// <summary>Whether the agent does not want it; one whose telephone was not answered may still.</summary>
    public bool IsUnwantedBy(AgentId agent) => Rejections?.Exists(rejection => rejection.AgentId == agent && rejection.Reason != RejectReason.NoAnswer) ?? false;

    /// <summary>The agent no longer talks with the caller.</summary>
    public void EndTalk(DateTimeOffset at)
    {
        if (AnsweredAt is { } answered)
            TalkSeconds = (TalkSeconds ?? 0) + Math.Max(0, (at - answered).TotalSeconds);
        AnsweredAt = null;
    }

    /// <summary>The agent's telephone leg failed: there was no talk.</summary>
    public void Requeue(AgentId agent, RequeueReason reason, DateTimeOffset at)
    {
        AnsweredAt = null;
        (Rejections ??= []).Add(Rejection.Of(agent, at, reason));
    }

    /// <summary>The agent who had it has transferred it: a new wait begins, here or in the other queue.</summary>
    public void Transfer(ContactTransferred transferred, DateTimeOffset at)
    {
        var transfer = transferred.Transfer;
        EndTalk(at);
        State = ContactState.Waiting;
        (CallOver, LeastPosition, Rejections) = (false, null, null);
        EnteredAt = at;
        HeldFor = transferred.HeldFor;
        MovingTo = transfer.To == transfer.From ? null : transfer.To;
        Contact = Contact with { Key = transfer.PlaceAfter(Contact.Key), Transfer = transfer };
    }

    /// <summary>The contact as it is journaled.</summary>
    /// <param name="leastPosition">The least position that it has had, where that is less than its position or it has none now; null for none.</param>
    public QueuedContactSnapshot ToSnapshot(int? leastPosition) => new(
        Contact, State, EnteredAt, Offer, Agent, DueAt, MovingTo, CameFrom, CallOver, Rejections?.ToArray(), RecordingUntil, AnsweredAt: AnsweredAt,
        TalkSeconds: TalkSeconds, LeastPosition: leastPosition, OwnedBy: OwnedBy, HeldFor: HeldFor, InPlaceOf: InPlaceOf);

    public static QueuedContact FromSnapshot(QueuedContactSnapshot snapshot) => new(snapshot.Contact, snapshot.EnteredAt)
    {
        State = snapshot.State,
        Offer = snapshot.Offer,
        Agent = snapshot.Agent,
        DueAt = snapshot.DueAt,
        RecordingUntil = snapshot.RecordingUntil,
        MovingTo = snapshot.MovingTo,
        CameFrom = snapshot.CameFrom,
        CallOver = snapshot.CallOver,
        AnsweredAt = snapshot.AnsweredAt,
        TalkSeconds = snapshot.TalkSeconds,
        OwnedBy = snapshot.OwnedBy,
        HeldFor = snapshot.HeldFor,
        LeastPosition = snapshot.LeastPosition,
        InPlaceOf = snapshot.InPlaceOf,
        Rejections = snapshot.Rejections is null ? null : [.. snapshot.Rejections],
    };
}

/// <summary>Orders contacts by their place in the waiting list. The id settles what two queues' serial numbers leave equal.</summary>
internal sealed class ByPlace : IComparer<QueuedContact>
{
    public static readonly ByPlace Order = new();

    public int Compare(QueuedContact? x, QueuedContact? y)
    {
        var byKey = x!.Contact.Key.CompareTo(y!.Contact.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}

/// <summary>Orders contacts by when they entered the queue.</summary>
internal sealed class ByEntry : IComparer<QueuedContact>
{
    public static readonly ByEntry Order = new();

    public int Compare(QueuedContact? x, QueuedContact? y)
    {
        var byEntry = x!.EnteredAt.CompareTo(y!.EnteredAt);
        return byEntry != 0 ? byEntry : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}

/// <summary>Orders contacts by when their recordings end; those without an end come first.</summary>
internal sealed class ByRecordingEnd : IComparer<QueuedContact>
{
    public static readonly ByRecordingEnd Order = new();

    public int Compare(QueuedContact? x, QueuedContact? y)
    {
        var byEnd = Nullable.Compare(x!.RecordingUntil, y!.RecordingUntil);
        return byEnd != 0 ? byEnd : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}

/// <summary>Orders scheduled callbacks by their dates.</summary>
internal sealed class ByDate : IComparer<QueuedContact>
{
    public static readonly ByDate Order = new();

    public int Compare(QueuedContact? x, QueuedContact? y)
    {
        var byDate = x!.DueAt!.Value.CompareTo(y!.DueAt!.Value);
        return byDate != 0 ? byDate : ByPlace.Order.Compare(x, y);
    }
}
