using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>The journaled state of an agent. Only events change it.</summary>
internal sealed partial class AgentState(AgentId id)
{
    private const int MaxRememberedCommands = 32;

    private int _assignedQueues;

    public string? Name { get; private set; }
    public AgentSettings Settings { get; private set; } = AgentSettings.None;

    /// <summary>What the agent last wanted of an endpoint; null for nothing.</summary>
    public EndpointClaim? Claim { get; private set; }
    public AgentStatus Status { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? LoggedInAt { get; private set; }
    public DateTimeOffset? LastContactOverAt { get; private set; }

    /// <summary>Rule 30: whether the agent's lease has ended, until it is heard of again.</summary>
    public bool IsAbsent { get; private set; }
    public int MissedInARow { get; private set; }

    /// <summary>Rule 33b: how many offers were rejected since one was accepted. Rejects from before reasons were kept do not count.</summary>
    public int RejectedInARow { get; private set; }
    public NextRequest? Next { get; private set; }
    public Break? Break { get; private set; }
    public RingingOffer? Ringing { get; private set; }
    public CurrentContact? Current { get; private set; }
    public WrapUp? WrapUp { get; private set; }

    /// <summary>The contact whose wrap-up code the agent may set: the current one, or the one that the wrap-up follows. Null where its queue has no codes.</summary>
    public CodedContact? Coded { get; private set; }

    /// <summary>The consultation that the agent has asked for, until its queue says that it is over; null for none.</summary>
    public OpenConsultation? Consultation { get; private set; }
    public QueueId? LastServed { get; private set; }
    public long Revision { get; private set; }
    public DateTimeOffset LastEventAt { get; private set; }

    /// <summary>Every queue the agent works in or has worked in.</summary>
    public Dictionary<QueueId, QueueLink> Links { get; } = [];

    /// <summary>Whether the agent is assigned to more than one queue.</summary>
    public bool HasSeveralQueues => _assignedQueues > 1;

    public RememberedAnswers Answers { get; } = new(MaxRememberedCommands);

    /// <summary>Rule 13: idle since the end of the last contact; where none was served, since log-in.</summary>
    public DateTimeOffset IdleSince => LastContactOverAt ?? LoggedInAt ?? Since;

    /// <summary>The telephone that rings: the one at which the agent is logged in. Null where it is not, or is without one.</summary>
    public EndpointId? Endpoint => Claim is { State: ClaimState.Held } held ? held.Endpoint : null;

    /// <summary>Rule 29: whether the agent can be offered calls and callbacks. So can one without a telephone.</summary>
    public bool CanRing => Claim?.Report is not { State: not EndpointState.Ready };

    public Assignment? AssignmentFor(QueueId queue) => Links.GetValueOrDefault(queue)?.Assignment;

    /// <summary>The offer of a queue that rings, or under which the agent has a contact that the queue still counts as engaged; null for none.</summary>
    public OfferId? OfferHeldOf(QueueId queue)
    {
        if (Ringing is { } ringing && ringing.Offer.QueueId == queue)
            return ringing.Offer.OfferId;
        return Current is { } current && current.Offer.QueueId == queue && (current.OverAt is null || current.NeedsOutcome) ? current.Offer.OfferId : null;
    }

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
                Settings = defined.ToSettings();
                break;
            case AgentAssigned assigned:
                SetAssignment(LinkTo(assigned.QueueId), assigned.Assignment);
                break;
            case AgentUnassigned unassigned:
                SetAssignment(LinkTo(unassigned.QueueId), assignment: null);
                break;
            case AgentRemoved:
                (Name, Settings) = (null, AgentSettings.None);
                break;
            case EndpointRequested requested:
                Claim = new EndpointClaim(requested.Endpoint, Revision, ClaimState.Requested, recorded.Cause);
                break;
            case EndpointRequestEnded ended:
                Claim = ended.Holder is null ? Claim!.Release() : null;
                break;
            case AgentLoggedIn login:
                Claim = Claim is { State: ClaimState.Requested } ? Claim with { State = ClaimState.Held, Request = null, Report = login.EndpointReport } : Claim;
                LoggedInAt = at;
                IsAbsent = false;
                (MissedInARow, RejectedInARow) = (0, 0);
                Become(AgentStatus.Available, at);
                break;
            case AgentLoggedOut:
                Claim = Claim is { State: ClaimState.Held } ? Claim.Release() : Claim;
                GiveBackCurrent();
                EndConsultation();
                Become(AgentStatus.LoggedOut, at);
                LoggedInAt = null;
                IsAbsent = false;
                Next = null;
                break;
            case EndpointStateHeard heard:
                Claim = Claim! with { Report = heard.Report, IsFound = false };
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
            case AgentBecameAbsent:
                IsAbsent = true;
                break;
            case AgentReturned:
                IsAbsent = false;
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
                Current = Current! with { OverAt = at, OutcomeKnown = Current.OutcomeKnown || ended.Transfer is not null, Transfer = ended.Transfer, HeldSince = null };
                EndConsultation();
                LastContactOverAt = at;
                if (!Current.PopUpClosed)
                    Become(AgentStatus.PostProcessing, at);
                if (!Current.NeedsOutcome)
                    ReleaseCurrent(ReleaseKind.Over, ended.EndedBy, transfer: ended.Transfer);
                break;
            case ContactHeld:
                Current = Current! with { HeldSince = at };
                break;
            case ContactResumed:
                Current = Current! with { HeldSince = null };
                break;
            case ContactRequeued requeued:
                ReleaseCurrent(ReleaseKind.GivenBack, requeued: requeued.Reason);
                EndConsultation();
                Become(AgentStatus.Available, at);
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
            case WrapUpCodeSet set:
                Coded = Coded!.With(set);
                break;
            case ConsultationRequested requested:
                var contact = Current!.Offer.Contact;
                Consultation = new OpenConsultation(
                    requested.ConsultId, new Consultation(contact.ContactId, Current.Offer.QueueId, id, contact.Caller), requested.QueueId, requested.With,
                    contact.Key.Priority, contact.Data, IsStarted: false, IsEnding: false, recorded.Cause);
                break;
            case ConsultationStarted:
                Consultation = Consultation! with { IsStarted = true };
                break;
            case ConsultationEnded:
                EndConsultation();
                break;
            case ConsultationClosed:
                Consultation = null;
                break;
            case ConsultationHandedOver:
                LastContactOverAt = at;
                Become(AgentStatus.Available, at);
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
        if (status is not (AgentStatus.Engaged or AgentStatus.PostProcessing or AgentStatus.WrapUp))
            Coded = null;
    }

    private void Close(OfferClosed closed, DateTimeOffset at)
    {
        var offer = Ringing!.Offer;
        if (closed.Outcome == OfferOutcome.Accepted)
        {
            Become(AgentStatus.Engaged, at);
            Current = new CurrentContact(offer);
            Coded = CodedContact.Of(offer);
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
        if (offer.Contact.RingsTelephone)
            Claim = Claim?.After(closed.Reason);
    }

    private void EndConsultation() => Consultation = Consultation is null ? null : Consultation with { IsEnding = true };

    /// <summary>Rules 7 and 26: an agent who is logged out by force gives a callback back and ends any other contact.</summary>
    private void GiveBackCurrent()
    {
        if (Current is { OverAt: null } or { NeedsOutcome: true })
            ReleaseCurrent(ReleaseKind.GivenBack);
    }

    private void ReleaseCurrent(ReleaseKind kind, EndedBy? by = null, RequeueReason? requeued = null, ContactTransfer? transfer = null) =>
        LinkTo(Current!.Offer.QueueId).Released = new Release(Current.Offer.OfferId, kind, EndedBy: by, Requeued: requeued, Transfer: transfer);

    private QueueLink LinkTo(QueueId queue)
    {
        if (!Links.TryGetValue(queue, out var link))
            Links.Add(queue, link = new QueueLink());
        return link;
    }

    private void SetAssignment(QueueLink link, Assignment? assignment)
    {
        _assignedQueues += (assignment is null ? 0 : 1) - (link.Assignment is null ? 0 : 1);
        link.Assignment = assignment;
    }
}
