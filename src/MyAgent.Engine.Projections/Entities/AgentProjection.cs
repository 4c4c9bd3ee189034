using System.Collections.Immutable;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>One agent, folded from the agent's own events. Immutable: each event gives a new instance.</summary>
/// <param name="AgentId">The agent.</param>
internal sealed record AgentProjection(AgentId AgentId)
{
    /// <summary>The display name; null before the agent was defined.</summary>
    public string? Name { get; init; }

    /// <summary>What is configured; null for nothing.</summary>
    public AgentSettings? Settings { get; init; }

    /// <summary>The telephone at which the agent is logged in; null for none.</summary>
    public EndpointId? Endpoint { get; init; }

    /// <summary>What the agent knows of its state; null for nothing.</summary>
    public EndpointReport? EndpointReport { get; init; }

    /// <summary>Whether the endpoint at which the agent is logged in can ring; null for none.</summary>
    public EndpointState? EndpointState => Endpoint is null ? null : EndpointReport?.State ?? Engine.Contacts.EndpointState.Ready;

    /// <summary>The current status.</summary>
    public AgentStatus Status { get; init; } = AgentStatus.LoggedOut;

    /// <summary>Whether the agent was not heard of within its lease.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>When <see cref="Status"/> began, or began again.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When <see cref="Status"/> was last another one.</summary>
    public DateTimeOffset StatusSince { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When the agent logged in; null while logged out.</summary>
    public DateTimeOffset? LoggedInAt { get; init; }

    /// <summary>When the agent's last contact was over; null where there was none.</summary>
    public DateTimeOffset? LastContactOverAt { get; init; }

    /// <summary>The remembered break or log-out; null for none.</summary>
    public NextRequest? Next { get; init; }

    /// <summary>The break; null where there is none.</summary>
    public Break? Break { get; init; }

    /// <summary>The open offer; null for none.</summary>
    public RingingOffer? Ringing { get; init; }

    /// <summary>The contact the agent has, until it is over and its pop-up is closed; null for none.</summary>
    public CurrentContact? Current { get; init; }

    /// <summary>When <see cref="Current"/> was accepted; null where there is none.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The wrap-up; null where there is none.</summary>
    public WrapUp? WrapUp { get; init; }

    /// <summary>The contact whose wrap-up code the agent may set; null for none.</summary>
    public CodedContact? Coded { get; init; }

    /// <summary>Whether <see cref="Coded"/> has its code because the agent chose none.</summary>
    public bool CodedByDefault { get; init; }

    /// <summary>How long the agent had <see cref="Coded"/>, from acceptance until it was over; zero while it is not.</summary>
    public TimeSpan CodedFor { get; init; }

    /// <summary>The consultation about <see cref="Current"/>; null for none.</summary>
    public ConsultationAnswer? Consultation { get; init; }

    /// <summary>The contact that <see cref="WrapUp"/> follows; null where there is none.</summary>
    public ContactKey? WrapUpOf { get; init; }

    /// <summary>The assignments, in ordinal order of the queue ids.</summary>
    public ImmutableSortedDictionary<string, Assignment> Assignments { get; init; } =
        ImmutableSortedDictionary.Create<string, Assignment>(StringComparer.Ordinal);

    /// <summary>When the agent became idle: the end of the last contact, or else the log-in (rule 13).</summary>
    public DateTimeOffset IdleSince => LastContactOverAt ?? LoggedInAt ?? Since;

    /// <summary>Whether the agent has a contact that is not over.</summary>
    public bool IsHandling => Current is { OverAt: null };

    /// <summary>The agent as clients see it.</summary>
    public AgentAnswer ToAnswer() => AgentAnswer.Of(
        AgentId, Name ?? AgentId.Value, Status, Since, Next, Break, Ringing, Current, WrapUp, Coded,
        [.. Assignments.Select(each => AssignmentAnswer.Of(new QueueId(each.Key), each.Value))], Status == AgentStatus.LoggedOut ? Settings?.Endpoint : Endpoint,
        EndpointReport, Consultation, IsAbsent, Settings ?? AgentSettings.None);

    /// <summary>The agent after the next event.</summary>
    public AgentProjection After(RecordedEvent recorded)
    {
        var at = recorded.At;
        return recorded.Event switch
        {
            AgentDefined defined => this with { Name = defined.Name, Settings = defined.ToSettings(), Since = Name is null ? at : Since },
            AgentAssigned assigned => this with { Assignments = Assignments.SetItem(assigned.QueueId.Value, assigned.Assignment) },
            AgentUnassigned unassigned => this with { Assignments = Assignments.Remove(unassigned.QueueId.Value) },
            AgentRemoved => this with { Name = null, Settings = null },
            AgentLoggedIn login => Become(AgentStatus.Available, at) with { LoggedInAt = at, IsAbsent = false, Endpoint = login.Endpoint, EndpointReport = login.EndpointReport },
            AgentLoggedOut => Become(AgentStatus.LoggedOut, at) with { LoggedInAt = null, IsAbsent = false, Endpoint = null, EndpointReport = null, Next = null },
            EndpointStateHeard heard => this with { EndpointReport = heard.Report },
            AgentBecameAvailable or AgentFreed or ContactRequeued => Become(AgentStatus.Available, at),
            ConsultationHandedOver => Become(AgentStatus.Available, at) with { LastContactOverAt = at },
            BreakStarted started => Become(AgentStatus.Break, at) with { Break = new Break(started.Reason, started.Until), Next = null },
            AgentBecameAbsent => this with { IsAbsent = true },
            AgentReturned => this with { IsAbsent = false },
            AgentStoppedResponding => Become(AgentStatus.NotResponding, at),
            NextRemembered remembered => this with { Next = remembered.Next },
            NextTakenBack => this with { Next = null },
            OfferReceived received => Become(AgentStatus.Offered, at) with { Ringing = new RingingOffer(received.Offer, received.ExpiresAt) },
            OfferClosed { Outcome: OfferOutcome.Accepted } when Ringing is not null => Become(AgentStatus.Engaged, at) with
            {
                Current = new CurrentContact(Ringing.Offer), AcceptedAt = at, Coded = CodedContact.Of(Ringing.Offer), CodedByDefault = false, CodedFor = TimeSpan.Zero,
            },
            OfferClosed closed => Become(AgentStatus.Available, at) with
            {
                EndpointReport = Ringing is { Offer.Contact.RingsTelephone: true } ? EndpointReport?.After(closed.Reason) : EndpointReport,
            },
            ContactEnded ended when Current is not null => EndContact(ended.Transfer, at),
            CallbackOutcomeRecorded outcome when Current is not null => this with
            {
                Current = Current with { Outcome = outcome.Outcome, DueAt = outcome.DueAt, OutcomeKnown = true },
            },
            ConsultationRequested asked => this with { Consultation = new ConsultationAnswer(asked.ConsultId, asked.QueueId, asked.With) },
            ConsultationEnded or ConsultationClosed => this with { Consultation = null },
            ContactHeld when Current is not null => this with { Current = Current with { HeldSince = at } },
            ContactResumed when Current is not null => this with { Current = Current with { HeldSince = null } },
            PopUpClosed when Current is not null => this with { Current = Current with { PopUpClosed = true } },
            PopUpOverdue when Current is not null => this with { Current = Current with { Overdue = true } },
            WrapUpStarted started => Become(AgentStatus.WrapUp, at) with
            {
                WrapUp = new WrapUp(started.QueueId, at, started.Until),
                WrapUpOf = Current is { } last ? new ContactKey(last.Offer.QueueId, last.Offer.Contact.ContactId) : null,
            },
            WrapUpCodeSet set when Coded is not null => this with { Coded = Coded.With(set), CodedByDefault = set.ByDefault },
            WrapUpExtended extended when WrapUp is not null => this with { WrapUp = WrapUp with { Until = extended.Until } },
            _ => this,
        };
    }

    /// <summary>Where the pop-up is closed already, the event that ends the agent's work on the contact follows at the same instant.</summary>
    private AgentProjection EndContact(ContactTransfer? transfer, DateTimeOffset at)
    {
        var ended = Current! with { OverAt = at, OutcomeKnown = Current.OutcomeKnown || transfer is not null, Transfer = transfer, HeldSince = null };
        return (ended.PopUpClosed ? this : Become(AgentStatus.PostProcessing, at)) with
        {
            Current = ended, Consultation = null, AcceptedAt = AcceptedAt, LastContactOverAt = at, CodedFor = Coded is null ? TimeSpan.Zero : at - AcceptedAt!.Value,
        };
    }

    private AgentProjection Become(AgentStatus status, DateTimeOffset at) => this with
    {
        Status = status, Since = at, StatusSince = status == Status ? StatusSince : at, Break = null, Ringing = null,
        Current = null, Consultation = null, AcceptedAt = null, WrapUp = null, WrapUpOf = null,
        Coded = status is AgentStatus.PostProcessing or AgentStatus.WrapUp ? Coded : null,
    };
}
