using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>Talking with agents: what they report, and how their offers and contacts end (rules 6, 7, 15 and 26).</content>
public sealed partial class QueueEntity
{
    private Decision On(IQueueMessage message, DateTimeOffset now) => message switch
    {
        AgentReport report => OnReport(report),
        OfferDeclined declined => OnDecline(declined),
        RequestAcceptance request => OnAcceptance(request, now),
        RecordOutcome outcome => OnOutcome(outcome, now),
        TakeOverContact takeOver => OnTakeOver(takeOver),
        ContactTaken taken => OnTaken(taken),
        TakenContactFinished finished => OnTakenFinished(finished),
        FinishSeen seen => OnFinishSeen(seen),
        DropContact drop => OnDrop(drop),
        _ => throw new ArgumentException($"{message.GetType().Name} is not for a queue.", nameof(message)),
    };

    private Decision OnReport(AgentReport report)
    {
        var member = _state.Members.GetValueOrDefault(report.AgentId);
        if (report.Round < member?.Round || report.Revision < (member?.AssignedAtRevision ?? _state.Departed.GetValueOrDefault(report.AgentId)))
            return new Decision().Sending(report.AgentId.Address, new ReportSeen(_id, Math.Max(report.Round, member?.Round ?? 0), Best: null));

        var decision = new Decision();
        if (report.Assignment is null && member is not null)
            decision.With(new AgentLeft(report.AgentId, report.Revision));
        else if (report.Assignment is not null && report.Assignment != member?.Assignment)
            decision.With(new AgentJoined(report.AgentId, report.Assignment, report.Revision));
        TakeBack(report, decision);
        Reconcile(report, decision);
        return decision.Changing(new Reported(report));
    }

    /// <summary>What the agent gave back is taken back, once.</summary>
    private void TakeBack(AgentReport report, Decision decision)
    {
        if (report.Released is not { } released || ContactUnder(released.OfferId, report.AgentId) is not { } contact)
            return;
        if (contact.State == ContactState.Offered)
            decision.With(EndOf(contact, released, report.AgentId));
        else if (contact.IsCallback)
            decision.With(new ContactReturned(contact.Id, report.AgentId));
        else
            Finish(decision, contact, ContactOutcome.Served, report.AgentId, released.EndedBy
                ?? (released.Kind == ReleaseKind.GivenBack ? EndedBy.Supervisor : EndedBy.Agent));
    }

    /// <summary>Every rejection has its reason from the first version on that keeps them, also where the agent's is older.</summary>
    private static OfferEnded EndOf(QueuedContact contact, Release released, AgentId agent) => released.Kind switch
    {
        ReleaseKind.Rejected => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Rejected, released.Reason ?? RejectReason.Declined),
        ReleaseKind.Missed => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Missed, released.Reason),
        _ => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Withdrawn),
    };

    /// <summary>What the agent holds and what the queue believes it holds are brought together.</summary>
    private void Reconcile(AgentReport report, Decision decision)
    {
        if (report.Holding is { } holding && ContactUnder(holding, report.AgentId) is null)
        {
            decision.Changing(new DeliveryRequested(holding, report.AgentId, CurrentStatusOf(holding, report.AgentId)));
        }
        if (report is { Holding: { } callback, Over: false } && ContactUnder(callback, report.AgentId) is { CallOver: true } && !_protocol.Deliveries.ContainsKey(callback))
            decision.Changing(new DeliveryRequested(callback, report.AgentId, new ContactIsOver(callback, Finished: false)));
        foreach (var (offer, delivery) in _protocol.Deliveries)
        {
            if (delivery.Agent == report.AgentId && ShowsThatItWasHeard(report, offer, delivery.Message))
                decision.Changing(new DeliveryConfirmed(offer));
        }
        var member = _state.Members.GetValueOrDefault(report.AgentId);
        if ((member is null ? _state.ContactWith(report.AgentId)?.Offer : member.Offer) is { } open
            && open != report.Holding && open != report.Released?.OfferId && !_protocol.Deliveries.ContainsKey(open)
            && ContactUnder(open, report.AgentId) is { State: ContactState.Offered } lost)
            Propose(decision, lost, open, report.AgentId);
    }

    private static bool ShowsThatItWasHeard(AgentReport report, OfferId offer, IAgentMessage message) => message switch
    {
        ProposeOffer => report.Holding == offer || report.Released?.OfferId == offer,
        ContactIsOver { Finished: false } => report.Holding != offer || report.Over,
        _ => report.Holding != offer,
    };

    /// <summary>The agent is not available after all, which counts as no miss (law 11). Of an offer that is no longer open the agent's report
    /// says more.</summary>
    private Decision OnDecline(OfferDeclined declined)
    {
        if (ContactUnder(declined.OfferId, declined.AgentId) is not { State: ContactState.Offered } contact)
            return new Decision();
        return new Decision()
            .With(new OfferEnded(contact.Id, declined.OfferId, declined.AgentId, OfferOutcome.Withdrawn))
            .Changing(new DeliveryConfirmed(declined.OfferId))
            .Changing(new NotReady(declined.AgentId, declined.Revision));
    }

    /// <summary>Rule 15: accept or hang-up, whichever the queue heard first.</summary>
    private Decision OnAcceptance(RequestAcceptance request, DateTimeOffset now)
    {
        var decision = new Decision();
        if (ContactUnder(request.OfferId, request.AgentId) is not { } contact)
            return decision.Changing(new DeliveryRequested(request.OfferId, request.AgentId, CurrentStatusOf(request.OfferId, request.AgentId)));
        if (contact.State == ContactState.Offered)
            decision.With(new OfferEnded(contact.Id, request.OfferId, request.AgentId, OfferOutcome.Accepted, AnsweredAt: request.AnsweredAt ?? now));
        if (_protocol.Deliveries.GetValueOrDefault(request.OfferId) is { Message: ProposeOffer })
            decision.Changing(new DeliveryConfirmed(request.OfferId));
        return decision.Sending(request.AgentId.Address, new ConfirmAcceptance(request.OfferId));
    }

    /// <summary>What an agent hears of an offer that it believes open, or a contact that it believes its own, and that is not.</summary>
    private IAgentMessage CurrentStatusOf(OfferId offer, AgentId agent) =>
        OutcomeOf(offer, agent) is { } outcome ? outcome
        : EndedEngagement(offer, agent) is { } ended ? new ContactIsOver(offer, Finished: true, ended.EndedBy)
        : _state.FinishedUnder(offer) is { Accepted: true } finished ? new ContactIsOver(offer, Finished: true, finished.EndedBy)
        : new WithdrawOffer(offer);

    /// <summary>How what the agent accepted under an offer has ended; null where it has not, and where the agent has accepted another since: then it has heard.</summary>
    private LastEngagement? EndedEngagement(OfferId offer, AgentId agent) =>
        _state.LastEngagements.GetValueOrDefault(agent) is { } last && last.OfferId == offer ? last : null;

    private Decision Offer(Match match)
    {
        var offer = new OfferId(_id, _state.LastOffer + 1);
        return Propose(
            new Decision().With(new ContactOffered(match.Contact.Id, offer, match.Agent.Id, match.ChosenBy)), match.Contact, offer, match.Agent.Id);
    }

    private Decision Propose(Decision decision, QueuedContact contact, OfferId offer, AgentId agent) => decision.Changing(new DeliveryRequested(
        offer, agent, new ProposeOffer(new Offer(
            offer, contact.Contact, Settings.OfferTimeoutSeconds, Settings.MissedLimit, Settings.PopUpLimitSeconds, Settings.RejectedLimitOrDefault))));

    private QueuedContact? ContactUnder(OfferId offer, AgentId agent) =>
        _state.WithAgents.GetValueOrDefault(offer) is { } contact && contact.Agent == agent ? contact : null;
}
