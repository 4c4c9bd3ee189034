using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <content>Talking with agents: what they report, and how their offers and contacts end (rules 6, 7, 15 and 26).</content>
public sealed partial class QueueEntity
{
    private Decision Hear(IQueueMessage message, DateTimeOffset now) => message switch
    {
        AgentReport report => HearReport(report),
        OfferDeclined declined => HearDecline(declined),
        RequestAcceptance request => HearAcceptance(request, now),
        RecordOutcome outcome => HearOutcome(outcome, now),
        TakeOverContact takeOver => HearTakeOver(takeOver),
        ContactTaken taken => HearTaken(taken),
        TakenContactFinished finished => HearTakenFinished(finished),
        FinishSeen seen => HearFinishSeen(seen),
        DropContact drop => HearDrop(drop),
        _ => throw new ArgumentException($"{message.GetType().Name} is not for a queue.", nameof(message)),
    };

    private Decision HearReport(AgentReport report)
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
        return decision.Noting(new Reported(report));
    }

    /// <summary>What the agent gave back is taken back, once.</summary>
    private void TakeBack(AgentReport report, Decision decision)
    {
        if (report.Released is not { } released || HeldUnder(released.OfferId, report.AgentId) is not { } contact)
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
        if (report.Holding is { } holding && HeldUnder(holding, report.AgentId) is null)
        {
            decision.Noting(new TellAgent(holding, report.AgentId, WordOn(holding, report.AgentId)));
        }
        if (report is { Holding: { } callback, Over: false } && HeldUnder(callback, report.AgentId) is { CallOver: true } && !_talk.Tellings.ContainsKey(callback))
            decision.Noting(new TellAgent(callback, report.AgentId, new ContactIsOver(callback, Finished: false)));
        foreach (var (offer, telling) in _talk.Tellings)
        {
            if (telling.Agent == report.AgentId && ShowsThatItWasHeard(report, offer, telling.Message))
                decision.Noting(new AgentHeard(offer));
        }
        var member = _state.Members.GetValueOrDefault(report.AgentId);
        if ((member is null ? _state.HeldBy(report.AgentId)?.Offer : member.Offer) is { } open
            && open != report.Holding && open != report.Released?.OfferId && !_talk.Tellings.ContainsKey(open)
            && HeldUnder(open, report.AgentId) is { State: ContactState.Offered } lost)
            Propose(decision, lost, open, report.AgentId);
    }

    private static bool ShowsThatItWasHeard(AgentReport report, OfferId offer, IAgentMessage message) => message switch
    {
        ProposeOffer => report.Holding == offer || report.Released?.OfferId == offer,
        ContactIsOver { Finished: false } => report.Holding != offer || report.Over,
        _ => report.Holding != offer,
    };

    /// <summary>An agent that is not available after all: nobody's fault (law 11). Of an offer that is no longer open the agent's report
    /// says more.</summary>
    private Decision HearDecline(OfferDeclined declined)
    {
        if (HeldUnder(declined.OfferId, declined.AgentId) is not { State: ContactState.Offered } contact)
            return new Decision();
        return new Decision().With(new OfferEnded(contact.Id, declined.OfferId, declined.AgentId, OfferOutcome.Withdrawn)).Noting(new AgentHeard(declined.OfferId)).Noting(new NotReady(declined.AgentId, declined.Revision));
    }

    /// <summary>Rule 15: accept or hang-up, whichever the queue heard first.</summary>
    private Decision HearAcceptance(RequestAcceptance request, DateTimeOffset now)
    {
        var decision = new Decision();
        if (HeldUnder(request.OfferId, request.AgentId) is not { } contact)
            return decision.Noting(new TellAgent(request.OfferId, request.AgentId, WordOn(request.OfferId, request.AgentId)));
        if (contact.State == ContactState.Offered)
            decision.With(new OfferEnded(contact.Id, request.OfferId, request.AgentId, OfferOutcome.Accepted, AnsweredAt: request.AnsweredAt ?? now));
        if (_talk.Tellings.GetValueOrDefault(request.OfferId) is { Message: ProposeOffer })
            decision.Noting(new AgentHeard(request.OfferId));
        return decision.Sending(request.AgentId.Address, new ConfirmAcceptance(request.OfferId));
    }

    /// <summary>What an agent hears of an offer that it believes open, or a contact that it believes its own, and that is not.</summary>
    private IAgentMessage WordOn(OfferId offer, AgentId agent) =>
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

    private Decision Propose(Decision decision, QueuedContact contact, OfferId offer, AgentId agent) => decision.Noting(new TellAgent(
        offer, agent, new ProposeOffer(new Offer(
            offer, contact.Contact, Settings.OfferTimeoutSeconds, Settings.MissedLimit, Settings.PopUpLimitSeconds, Settings.RejectedLimitOrDefault))));

    private QueuedContact? HeldUnder(OfferId offer, AgentId agent) =>
        _state.WithAgents.GetValueOrDefault(offer) is { } contact && contact.Agent == agent ? contact : null;
}
