using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>An offer that rings at an agent.</summary>
/// <param name="Offer">What is offered.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Acceptance">The cause of the agent's yes, while the queue has not yet decided; null before.</param>
/// <param name="AnsweredAt">When the agent said yes, where that was said with it.</param>
public sealed record RingingOffer(Offer Offer, DateTimeOffset ExpiresAt, Cause? Acceptance = null, DateTimeOffset? AnsweredAt = null);

/// <summary>A contact an agent has, from acceptance until it is over and its pop-up is closed.</summary>
/// <param name="Offer">The offer under which the agent has it.</param>
/// <param name="OverAt">When it was over; null while it is not.</param>
/// <param name="PopUpClosed">Whether its pop-up is closed.</param>
/// <param name="Overdue">Whether its pop-up has been open for too long.</param>
/// <param name="Outcome">A callback's outcome; null where it has none, or is scheduled.</param>
/// <param name="DueAt">When a callback comes back, where it is scheduled.</param>
/// <param name="OutcomeKnown">Whether no outcome is needed any more.</param>
public sealed record CurrentContact(
    Offer Offer,
    DateTimeOffset? OverAt = null,
    bool PopUpClosed = false,
    bool Overdue = false,
    ContactOutcome? Outcome = null,
    DateTimeOffset? DueAt = null,
    bool OutcomeKnown = false)
{
    /// <summary>Whether the callback still needs its outcome (rule 22).</summary>
    internal bool NeedsOutcome => Offer.Contact.Kind == ContactKind.Callback && !OutcomeKnown;
}

/// <summary>A running wrap-up.</summary>
/// <param name="QueueId">The queue it is for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record WrapUp(QueueId QueueId, DateTimeOffset StartedAt, DateTimeOffset Until);

/// <summary>A running break.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Until">When it ends by itself; null for when the agent says so.</param>
public sealed record Break(string Reason, DateTimeOffset? Until);

/// <summary>What an agent's journal says. It changes by events alone.</summary>
internal sealed class AgentState
{
    private const int MaxRememberedCommands = 32;

    public string? Name { get; private set; }
    public AgentStatus Status { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? LoggedInAt { get; private set; }
    public DateTimeOffset? LastContactOverAt { get; private set; }
    public int MissedInARow { get; private set; }

    /// <summary>Rule 33b: how many offers were rejected since one was accepted. Rejects from before reasons were kept do not count.</summary>
    public int RejectedInARow { get; private set; }
    public NextRequest? Next { get; private set; }
    public Break? Break { get; private set; }
    public RingingOffer? Ringing { get; private set; }
    public CurrentContact? Current { get; private set; }
    public WrapUp? WrapUp { get; private set; }
    public QueueId? LastServed { get; private set; }
    public long Revision { get; private set; }
    public DateTimeOffset LastEventAt { get; private set; }

    /// <summary>Every queue the agent works in or has worked in.</summary>
    public Dictionary<QueueId, QueueLink> Links { get; } = [];

    public RememberedAnswers Answers { get; } = new(MaxRememberedCommands);

    /// <summary>Rule 13: idle since the end of the last contact; where none was served, since log-in.</summary>
    public DateTimeOffset IdleSince => LastContactOverAt ?? LoggedInAt ?? Since;

    public Assignment? AssignmentFor(QueueId queue) => Links.GetValueOrDefault(queue)?.Assignment;

    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        Apply(recorded.Event, recorded);
    }

    private void Apply(IEvent happened, RecordedEvent recorded)
    {
        var at = recorded.At;
        switch (happened)
        {
            case AgentDefined defined:
                Since = Name is null ? at : Since;
                Name = defined.Name;
                break;
            case AgentAssigned assigned:
                LinkTo(assigned.QueueId).Assignment = assigned.Assignment;
                break;
            case AgentUnassigned unassigned:
                LinkTo(unassigned.QueueId).Assignment = null;
                break;
            case AgentLoggedIn:
                LoggedInAt = at;
                (MissedInARow, RejectedInARow) = (0, 0);
                Become(AgentStatus.Available, at);
                break;
            case AgentLoggedOut:
                GiveBackCurrent();
                Become(AgentStatus.LoggedOut, at);
                LoggedInAt = null;
                Next = null;
                break;
            case AgentBecameAvailable:
                Become(AgentStatus.Available, at);
                break;
            case BreakStarted started:
                Become(AgentStatus.Break, at);
                Break = new Break(started.Reason, started.Until);
                Next = null;
                break;
            case AgentStoppedResponding:
                Become(AgentStatus.NotResponding, at);
                break;
            case NextRemembered remembered:
                Next = remembered.Next;
                break;
            case NextTakenBack:
                Next = null;
                break;
            case OfferReceived received:
                Become(AgentStatus.Offered, at);
                Ringing = new RingingOffer(received.Offer, received.ExpiresAt);
                LinkTo(received.Offer.QueueId).HighestOffer = received.Offer.OfferId.Number;
                break;
            case AcceptanceRequested requested:
                Ringing = Ringing! with { Acceptance = recorded.Cause, AnsweredAt = requested.AnsweredAt };
                break;
            case OfferClosed closed:
                Close(closed, at);
                break;
            case ContactEnded ended:
                Current = Current! with { OverAt = at };
                LastContactOverAt = at;
                if (!Current.PopUpClosed)
                    Become(AgentStatus.PostProcessing, at);
                if (!Current.NeedsOutcome)
                    ReleaseCurrent(ReleaseKind.Over, ended.EndedBy);
                break;
            case CallbackOutcomeRecorded outcome:
                Current = Current! with { Outcome = outcome.Outcome, DueAt = outcome.DueAt, OutcomeKnown = true };
                if (Current.OverAt is not null)
                    ReleaseCurrent(ReleaseKind.Over);
                break;
            case PopUpClosed:
                Current = Current! with { PopUpClosed = true };
                break;
            case PopUpOverdue:
                Current = Current! with { Overdue = true };
                break;
            case AgentFreed:
                Become(AgentStatus.Available, at);
                break;
            case WrapUpStarted started:
                Become(AgentStatus.WrapUp, at);
                WrapUp = new WrapUp(started.QueueId, at, started.Until);
                break;
            case WrapUpExtended extended:
                WrapUp = WrapUp! with { Until = extended.Until };
                break;
            case AgentCommandAnswered:
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType().Name} is no event of an agent.");
        }
    }

    /// <summary>Enters a status; what belonged to the one before ends with it.</summary>
    private void Become(AgentStatus status, DateTimeOffset at)
    {
        if (Status == AgentStatus.NotResponding)
            (MissedInARow, RejectedInARow) = (0, 0);
        Status = status;
        Since = at;
        Break = null;
        WrapUp = null;
        Ringing = null;
        if (status is not (AgentStatus.Engaged or AgentStatus.PostProcessing))
            Current = null;
    }

    private void Close(OfferClosed closed, DateTimeOffset at)
    {
        var offer = Ringing!.Offer;
        if (closed.Outcome == OfferOutcome.Accepted)
        {
            Become(AgentStatus.Engaged, at);
            Current = new CurrentContact(offer);
            LastServed = offer.QueueId;
            (MissedInARow, RejectedInARow) = (0, 0);
            return;
        }
        Become(AgentStatus.Available, at);
        LinkTo(offer.QueueId).Released = new Release(offer.OfferId, closed.Outcome switch
        {
            OfferOutcome.Rejected => ReleaseKind.Rejected,
            OfferOutcome.Missed => ReleaseKind.Missed,
            _ => ReleaseKind.Withdrawn,
        }, closed.Reason);
        MissedInARow = closed.Outcome switch
        {
            OfferOutcome.Missed => MissedInARow + 1,
            OfferOutcome.Rejected => 0,
            _ => MissedInARow,
        };
        if (closed is { Outcome: OfferOutcome.Rejected, Reason: not null })
            RejectedInARow++;
    }

    /// <summary>Rules 7 and 26: an agent who is logged out by force gives a callback back and ends any other contact.</summary>
    private void GiveBackCurrent()
    {
        if (Current is { OverAt: null } or { NeedsOutcome: true })
            ReleaseCurrent(ReleaseKind.GivenBack);
    }

    private void ReleaseCurrent(ReleaseKind kind, EndedBy? by = null) =>
        LinkTo(Current!.Offer.QueueId).Released = new Release(Current.Offer.OfferId, kind, EndedBy: by);

    private QueueLink LinkTo(QueueId queue)
    {
        if (!Links.TryGetValue(queue, out var link))
            Links.Add(queue, link = new QueueLink());
        return link;
    }

    public AgentSnapshot ToSnapshot(AgentId agent) => new(
        agent, Revision, LastEventAt, Name, Status, Since, LoggedInAt, LastContactOverAt, MissedInARow, Next, Break, Ringing, Current, WrapUp, LastServed,
        [.. Links.OrderBy(link => link.Key.Value, StringComparer.Ordinal)
            .Select(link => new QueueLinkSnapshot(link.Key, link.Value.Assignment, link.Value.HighestOffer, link.Value.Released))],
        Answers.ToList(), RejectedInARow == 0 ? null : RejectedInARow);

    public static AgentState FromSnapshot(AgentSnapshot snapshot)
    {
        var state = new AgentState
        {
            Revision = snapshot.Revision,
            LastEventAt = snapshot.LastEventAt,
            Name = snapshot.Name,
            Status = snapshot.Status,
            Since = snapshot.Since,
            LoggedInAt = snapshot.LoggedInAt,
            LastContactOverAt = snapshot.LastContactOverAt,
            MissedInARow = snapshot.MissedInARow,
            RejectedInARow = snapshot.RejectedInARow ?? 0,
            Next = snapshot.Next,
            Break = snapshot.Break,
            Ringing = snapshot.Ringing,
            Current = snapshot.Held,
            WrapUp = snapshot.WrapUp,
            LastServed = snapshot.LastServed,
        };
        foreach (var link in snapshot.Links)
            state.Links.Add(link.QueueId, new QueueLink { Assignment = link.Assignment, HighestOffer = link.HighestOffer, Released = link.Released });
        foreach (var remembered in snapshot.Answers)
            state.Answers.Restore(remembered);
        return state;
    }
}
