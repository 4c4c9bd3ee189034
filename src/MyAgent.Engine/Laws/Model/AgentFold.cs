using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Laws.Model;

/// <summary>What each event makes of an agent.</summary>
internal static class AgentFold
{
    /// <summary>An offer from before the limit of rejects could be set has this one; said once more so that the rules' own default is judged.</summary>
    private const int DefaultRejectedLimit = 3;

    public static void Apply(World world, AgentModel agent, JournalRecord record)
    {
        var at = record.Recorded.At;
        agent.Owing = Owing.Nothing;
        switch (record.Recorded.Event)
        {
            case AgentAssigned assigned:
                agent.Assignments[assigned.QueueId] = assigned.Assignment;
                break;
            case AgentUnassigned unassigned:
                agent.Assignments.Remove(unassigned.QueueId);
                break;
            case AgentLoggedIn:
                (agent.MissesInARow, agent.RejectsInARow) = (0, 0);
                agent.LoginChangedAt = at;
                Rest(agent, AgentStatus.Available, until: null);
                break;
            case AgentLoggedOut:
                agent.LoginChangedAt = at;
                Rest(agent, AgentStatus.LoggedOut, until: null);
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
            case NextRemembered remembered:
                agent.Next = remembered.Next;
                break;
            case NextTakenBack:
                agent.Next = null;
                break;
            case OfferReceived received:
                Receive(world, agent, received);
                break;
            case AcceptanceRequested accepting:
                agent.AcceptanceRequested = true;
                if (world.Offers.TryGetValue(accepting.OfferId, out var wanted))
                    wanted.AcceptanceRequested = true;
                break;
            case OfferClosed closed:
                Close(world, agent, closed, at);
                break;
            case WrapUpExtended extended:
                agent.Until = extended.Until;
                break;
            case WrapUpStarted wrapUp:
                agent.Hand = null;
                agent.Status = AgentStatus.WrapUp;
                agent.Until = wrapUp.Until;
                break;
            case AgentFreed:
                agent.Hand = null;
                MakeAvailable(agent);
                break;
            default:
                ApplyToHand(agent, record.Recorded);
                break;
        }
    }

    private static void Rest(AgentModel agent, AgentStatus status, DateTimeOffset? until)
    {
        if (agent.Status == AgentStatus.NotResponding)
            (agent.MissesInARow, agent.RejectsInARow) = (0, 0);
        agent.Status = status;
        agent.Until = until;
        agent.Next = null;
        agent.Offer = null;
        agent.Hand = null;
    }

    private static void Receive(World world, AgentModel agent, OfferReceived received)
    {
        agent.Offer = received.Offer;
        agent.ExpiresAt = received.ExpiresAt;
        agent.AcceptanceRequested = false;
        agent.Status = AgentStatus.Offered;
        if (world.Offers.TryGetValue(received.Offer.OfferId, out var offer))
            offer.Granted = true;
    }

    private static void Close(World world, AgentModel agent, OfferClosed closed, DateTimeOffset at)
    {
        var offer = agent.Offer;
        agent.Offer = null;
        if (world.Offers.TryGetValue(closed.OfferId, out var known))
        {
            known.AtAgent = closed.Outcome;
            known.AtAgentSince = at;
            world.Forget(known);
        }
        if (closed.Outcome == OfferOutcome.Missed)
            agent.MissesInARow++;
        else if (closed.Outcome != OfferOutcome.Withdrawn)
            agent.MissesInARow = 0;
        if (closed is { Outcome: OfferOutcome.Rejected, Reason: not null })
            agent.RejectsInARow++;

        if (closed.Outcome == OfferOutcome.Accepted && offer is not null)
        {
            agent.RejectsInARow = 0;
            agent.Hand = new Hand(offer);
            agent.Status = AgentStatus.Engaged;
            return;
        }
        MakeAvailable(agent);
        if (agent.Owing == Owing.Nothing && offer is not null && IsTooMany(agent, closed, offer))
            agent.Owing = Owing.NotResponding;
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
        if (agent.Next is not null)
            agent.Owing = Owing.Remembered;
    }

    private static void ApplyToHand(AgentModel agent, Recorded recorded)
    {
        if (agent.Hand is not { } hand)
            return;
        switch (recorded.Event)
        {
            case ContactEnded when !hand.Over:
                hand.Over = true;
                hand.OverSince = recorded.At;
                agent.Status = AgentStatus.PostProcessing;
                break;
            case CallbackOutcomeRecorded:
                hand.OutcomeKnown = true;
                break;
            case PopUpClosed:
                hand.PopUpClosed = true;
                break;
            case PopUpOverdue:
                hand.Overdue = true;
                break;
        }
        if (hand is { Over: true, PopUpClosed: true })
            agent.Owing = Owing.WrapUp;
    }
}
