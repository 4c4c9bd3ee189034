using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Laws.Model;

/// <summary>Applies events to the model of an agent.</summary>
internal static class AgentFold
{
    /// <summary>An offer from before the limit of rejects could be set has this one; repeated here so that the default of the rules is checked too.</summary>
    private const int DefaultRejectedLimit = 3;

    public static void Apply(JournalModel model, AgentModel agent, JournalRecord record)
    {
        var at = record.Recorded.At;
        agent.Required = RequiredEvent.Nothing;
        switch (record.Recorded.Event)
        {
            case AgentDefined defined:
                agent.AutoClosePopUp = defined.AutoClosePopUp;
                break;
            case AgentAssigned assigned:
                agent.Assignments[assigned.QueueId] = assigned.Assignment;
                break;
            case AgentUnassigned unassigned:
                agent.Assignments.Remove(unassigned.QueueId);
                break;
            case AgentLoggedIn login:
                agent.IsAbsent = false;
                agent.Endpoint = login.Endpoint;
                Hear(agent, login.EndpointReport, at);
                (agent.MissesInARow, agent.RejectsInARow) = (0, 0);
                agent.LoginChangedAt = at;
                Rest(agent, AgentStatus.Available, until: null);
                break;
            case AgentLoggedOut:
                agent.IsAbsent = false;
                agent.Endpoint = null;
                Hear(agent, report: null, at);
                agent.LoginChangedAt = at;
                Rest(agent, AgentStatus.LoggedOut, until: null);
                break;
            case EndpointStateHeard heard:
                Hear(agent, heard.Report, at);
                if (agent is { CanRing: false, AcceptanceRequested: false, Offer: { } open } && RingsTelephone(open))
                    agent.Required = RequiredEvent.Withdrawal;
                break;
            case AgentBecameAvailable:
                Rest(agent, AgentStatus.Available, until: null);
                break;
            case BreakStarted started:
                Rest(agent, AgentStatus.Break, started.Until);
                break;
            case AgentStoppedResponding:
                Rest(agent, AgentStatus.NotResponding, until: null);
                break;
            case AgentBecameAbsent:
                agent.IsAbsent = true;
                if (agent.Status == AgentStatus.Available)
                    agent.Required = RequiredEvent.NotResponding;
                else if (agent is { Offer: not null, AcceptanceRequested: false })
                    agent.Required = RequiredEvent.Miss;
                break;
            case AgentReturned:
                agent.IsAbsent = false;
                break;
            case NextRemembered remembered:
                agent.Next = remembered.Next;
                break;
            case NextTakenBack:
                agent.Next = null;
                break;
            case OfferReceived received:
                Receive(model, agent, received);
                break;
            case AcceptanceRequested accepting:
                agent.AcceptanceRequested = true;
                if (model.Offers.TryGetValue(accepting.OfferId, out var wanted))
                    wanted.AcceptanceRequested = true;
                break;
            case OfferClosed closed:
                Close(model, agent, closed, at);
                break;
            case WrapUpCodeSet set:
                if (agent.Coded is { } coded)
                    (coded.Code, coded.ByDefault) = (set.Code, set.ByDefault);
                ApplyToCurrent(agent, record.Recorded);
                break;
            case WrapUpExtended extended:
                agent.Until = extended.Until;
                break;
            case WrapUpStarted wrapUp:
                agent.Current = null;
                agent.Status = AgentStatus.WrapUp;
                agent.Until = wrapUp.Until;
                break;
            case ConsultationHandedOver:
                agent.Current = null;
                agent.Status = AgentStatus.Available;
                agent.Required = RequiredEvent.HandedOverContact;
                break;
            case ContactRequeued or AgentFreed:
                agent.Current = null;
                MakeAvailable(agent);
                break;
            default:
                ApplyToCurrent(agent, record.Recorded);
                break;
        }
    }

    private static void Hear(AgentModel agent, EndpointReport? report, DateTimeOffset at)
    {
        var could = agent.CanRing;
        agent.EndpointReport = report;
        if (agent.CanRing != could)
            agent.CanRingSince = at;
    }

    private static bool RingsTelephone(Offer offer) => offer.Contact.Media == Media.Call;

    private static void Rest(AgentModel agent, AgentStatus status, DateTimeOffset? until)
    {
        if (agent.Status == AgentStatus.NotResponding)
            (agent.MissesInARow, agent.RejectsInARow) = (0, 0);
        agent.Status = status;
        agent.Until = until;
        agent.Next = null;
        agent.Offer = null;
        agent.Current = null;
        agent.Coded = null;
    }

    private static void Receive(JournalModel model, AgentModel agent, OfferReceived received)
    {
        agent.Offer = received.Offer;
        agent.ExpiresAt = received.ExpiresAt;
        agent.AcceptanceRequested = false;
        agent.Status = AgentStatus.Offered;
        if (model.Offers.TryGetValue(received.Offer.OfferId, out var offer))
            offer.Granted = true;
    }

    private static void Close(JournalModel model, AgentModel agent, OfferClosed closed, DateTimeOffset at)
    {
        var offer = agent.Offer;
        agent.Offer = null;
        if (model.Offers.TryGetValue(closed.OfferId, out var known))
        {
            known.AtAgent = closed.Outcome;
            known.AtAgentSince = at;
            model.Forget(known);
        }
        if (closed.Outcome == OfferOutcome.Missed)
            agent.MissesInARow++;
        else if (closed.Outcome != OfferOutcome.Withdrawn)
            agent.MissesInARow = 0;
        if (closed is { Outcome: OfferOutcome.Rejected, Reason: not null })
            agent.RejectsInARow++;
        if (closed.Reason is RejectReason.Busy or RejectReason.Unreachable && agent.EndpointReport is { } report && offer is not null && RingsTelephone(offer))
            Hear(agent, report with { State = closed.Reason == RejectReason.Busy ? EndpointState.Busy : EndpointState.Unreachable }, at);

        if (closed.Outcome == OfferOutcome.Accepted && offer is not null)
        {
            agent.RejectsInARow = 0;
            agent.Current = new CurrentContactModel(offer);
            agent.Coded = offer.OfferedCodes is null ? null : new CodedContactModel(offer);
            agent.Status = AgentStatus.Engaged;
            return;
        }
        MakeAvailable(agent);
        if (agent.Required == RequiredEvent.Nothing && offer is not null && IsTooMany(agent, closed, offer))
            agent.Required = RequiredEvent.NotResponding;
    }

    private static bool IsTooMany(AgentModel agent, OfferClosed closed, Offer offer) => closed switch
    {
        { Outcome: OfferOutcome.Missed } => agent.MissesInARow >= offer.MissedLimit,
        { Outcome: OfferOutcome.Rejected, Reason: not null } => agent.RejectsInARow >= (offer.RejectedLimit ?? DefaultRejectedLimit),
        _ => false,
    };

    private static void MakeAvailable(AgentModel agent)
    {
        agent.Status = AgentStatus.Available;
        agent.Coded = null;
        if (agent.Next is not null)
            agent.Required = RequiredEvent.RememberedRequest;
        else if (agent.IsAbsent)
            agent.Required = RequiredEvent.NotResponding;
    }

    private static void ApplyToCurrent(AgentModel agent, RecordedEvent recorded)
    {
        if (agent.Current is not { } current)
            return;
        switch (recorded.Event)
        {
            case ContactEnded ended when !current.Over:
                current.Over = true;
                current.OutcomeKnown |= ended.Transfer is not null;
                current.OverSince = recorded.At;
                agent.Status = AgentStatus.PostProcessing;
                break;
            case CallbackOutcomeRecorded:
                current.OutcomeKnown = true;
                break;
            case PopUpClosed:
                current.PopUpClosed = true;
                break;
            case PopUpOverdue:
                current.Overdue = true;
                break;
        }
        if (current is { Over: true, PopUpClosed: true })
            agent.Required = RequiredEvent.WrapUp;
        else if (agent.AutoClosePopUp && recorded.Event is ContactEnded or CallbackOutcomeRecorded && current is { Over: true, NeedsOutcome: false })
            agent.Required = RequiredEvent.PopUpClosed;
    }
}
