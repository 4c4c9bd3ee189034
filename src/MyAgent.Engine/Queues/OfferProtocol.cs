using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The queue's side of the protocol with agents: their reports, and how their offers begin and end (rules 6, 7, 15, 26, 33 and 33a).</summary>
internal sealed class OfferProtocol(QueueContext queue, AgentDeliveries deliveries, Regrouping regrouping, TransferRules transfers)
{
    private readonly List<AgentReport> _unansweredReports = [];

    private QueueState State => queue.State;

    /// <summary>Rule 11: offers the first contact in order for which an agent is eligible, to the best agent; null for none.</summary>
    public Decision? MatchNext()
    {
        if (regrouping.IsActive || queue.Matching.Find() is not { } match)
            return null;
        var offer = new OfferId(queue.Id, State.LastOffer + 1);
        return Propose(
            new Decision().With(new ContactOffered(match.Contact.Id, offer, match.Agent.Id, match.ChosenBy)), match.Contact, offer, match.Agent.Id);
    }

    /// <summary>Tells the agents that their reports were seen. Only after matching, so that an agent who is offered a contact hears of that first.</summary>
    public Decision? AnswerReports()
    {
        if (_unansweredReports.Count == 0 || regrouping.IsActive)
            return null;
        var decision = new Decision().Changing(new ReportsAnswered());
        foreach (var report in _unansweredReports)
        {
            var best = report.Choosing && State.Members.TryGetValue(report.AgentId, out var member) && member.Offer is null
                ? queue.Matching.FirstFor(member)
                : null;
            decision.Sending(report.AgentId.Address, new ReportSeen(queue.Id, report.Round, best?.Contact.Key));
        }
        return decision;
    }

    public Decision OnReport(AgentReport report, DateTimeOffset now)
    {
        var member = State.Members.GetValueOrDefault(report.AgentId);
        if (report.Round < member?.Round || report.Revision < (member?.AssignedAtRevision ?? State.Departed.GetValueOrDefault(report.AgentId)))
            return new Decision().Sending(report.AgentId.Address, new ReportSeen(queue.Id, Math.Max(report.Round, member?.Round ?? 0), Best: null));

        var decision = new Decision();
        if (report.Assignment is null && member is not null)
            decision.With(new AgentLeft(report.AgentId, report.Revision));
        else if (report.Assignment is not null && report.Assignment != member?.Assignment)
            decision.With(new AgentJoined(report.AgentId, report.Assignment, report.Revision));
        TakeBack(report, decision, now);
        Reconcile(report, decision);
        return decision.Changing(new Reported(report));
    }

    /// <summary>The agent is not available after all, which counts as no miss (law 11). Of an offer that is no longer open the agent's report
    /// says more.</summary>
    public Decision OnDecline(OfferDeclined declined)
    {
        if (State.ContactUnder(declined.OfferId, declined.AgentId) is not { State: ContactState.Offered } contact)
            return new Decision();
        return new Decision()
            .With(new OfferEnded(contact.Id, declined.OfferId, declined.AgentId, OfferOutcome.Withdrawn))
            .Changing(new DeliveryConfirmed(declined.OfferId))
            .Changing(new NotReady(declined.AgentId, declined.Revision));
    }

    /// <summary>Rule 15: accept or hang-up, whichever came to the queue first.</summary>
    public Decision OnAcceptance(RequestAcceptance request, DateTimeOffset now)
    {
        var decision = new Decision();
        if (State.ContactUnder(request.OfferId, request.AgentId) is not { } contact)
            return decision.Changing(new DeliveryRequested(
                request.OfferId, request.AgentId, PastOffers.MessageAbout(State, request.OfferId, request.AgentId)));
        if (contact.State == ContactState.Offered)
            decision.With(new OfferEnded(contact.Id, request.OfferId, request.AgentId, OfferOutcome.Accepted, AnsweredAt: request.AnsweredAt ?? now));
        if (deliveries.MessageAbout(request.OfferId) is ProposeOffer)
            decision.Changing(new DeliveryConfirmed(request.OfferId));
        return decision.Sending(request.AgentId.Address, new ConfirmAcceptance(request.OfferId));
    }

    /// <summary>Sends an agent the offer of a contact, again and again until the agent's reports show that it arrived.</summary>
    /// <param name="decision">What the offer belongs to.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="offer">The offer.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="inPlaceOf">The offer of the consultation in whose place it is; null (the default) for one that rings.</param>
    public Decision Propose(Decision decision, QueuedContact contact, OfferId offer, AgentId agent, OfferId? inPlaceOf = null)
    {
        var settings = queue.Settings;
        return decision.Changing(new DeliveryRequested(offer, agent, new ProposeOffer(new Offer(
            offer, contact.Contact, settings.OfferTimeoutSeconds, settings.MissedLimit, settings.PopUpLimitSeconds, settings.RejectedLimitOrDefault,
            contact.Contact.Consultation is null ? settings.WrapUpCodes?.ToOffered() : null, inPlaceOf))));
    }

    public void Apply(AgentChange change)
    {
        switch (change)
        {
            case Reported reported:
                Apply(reported.Report);
                break;
            case NotReady notReady when State.Members.TryGetValue(notReady.Agent, out var member) && notReady.Revision >= member.Revision:
                queue.Matching.Remove(member);
                (member.Ready, member.Revision) = (false, notReady.Revision);
                queue.Matching.Add(member);
                break;
            case ReportsAnswered:
                _unansweredReports.Clear();
                break;
        }
    }

    private void Apply(AgentReport report)
    {
        regrouping.OnReport(report);
        _unansweredReports.RemoveAll(earlier => earlier.AgentId == report.AgentId);
        _unansweredReports.Add(report);
        if (!State.Members.TryGetValue(report.AgentId, out var member))
            return;
        var cameOrWent = member.LoggedIn != report.LoggedIn;
        queue.Matching.Remove(member);
        member.Take(report);
        queue.Matching.Add(member);
        if (cameOrWent)
            queue.Matching.LookAgain(member.Id);
    }

    /// <summary>What the agent gave back is taken back, once.</summary>
    private void TakeBack(AgentReport report, Decision decision, DateTimeOffset now)
    {
        if (report.Released is not { } released || State.ContactUnder(released.OfferId, report.AgentId) is not { } contact)
            return;
        if (contact.State == ContactState.Offered)
            decision.With(EndOf(contact, released, report.AgentId));
        else if (released.Transfer is { } transfer)
            decision.With(transfers.Transferred(contact, transfer, now));
        else if (contact.IsCallback || released.Requeued is not null)
            decision.With(new ContactReturned(contact.Id, report.AgentId, released.Requeued));
        else
            decision.Finish(contact, ContactOutcome.Served, report.AgentId, released.EndedBy
                ?? (released.Kind == ReleaseKind.GivenBack ? EndedBy.Supervisor : EndedBy.Agent));
    }

    /// <summary>Every rejection has its reason from the first version on that keeps them, also where the agent's is older.</summary>
    private static OfferEnded EndOf(QueuedContact contact, Release released, AgentId agent) => released.Kind switch
    {
        ReleaseKind.Rejected => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Rejected, released.Reason ?? RejectReason.Declined),
        ReleaseKind.Missed => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Missed, released.Reason),
        _ => new OfferEnded(contact.Id, released.OfferId, agent, OfferOutcome.Withdrawn),
    };

    /// <summary>Brings together what the agent has and what the queue believes it to have.</summary>
    private void Reconcile(AgentReport report, Decision decision)
    {
        var member = State.Members.GetValueOrDefault(report.AgentId);
        var open = member is null ? State.ContactWith(report.AgentId)?.Offer : member.Offer;
        var offered = open is { } one && State.ContactUnder(one, report.AgentId) is { State: ContactState.Offered } contact ? contact : null;
        if (report.Holding is { } holding && State.ContactUnder(holding, report.AgentId) is null && offered?.InPlaceOf != holding)
            decision.Changing(new DeliveryRequested(holding, report.AgentId, PastOffers.MessageAbout(State, holding, report.AgentId)));
        if (report is { Holding: { } callback, Over: false } && State.ContactUnder(callback, report.AgentId) is { CallOver: true } && !deliveries.IsPending(callback))
            decision.Changing(new DeliveryRequested(callback, report.AgentId, new ContactIsOver(callback, Finished: false)));
        foreach (var offer in deliveries.OffersTo(report.AgentId))
        {
            if (ShowsArrival(report, offer, deliveries.MessageAbout(offer)!))
                decision.Changing(new DeliveryConfirmed(offer));
        }
        if (offered?.Offer is { } lost && lost != report.Holding && lost != report.Released?.OfferId && !deliveries.IsPending(lost))
            Propose(decision, offered, lost, report.AgentId, offered.InPlaceOf);
    }

    /// <summary>Whether an agent's report shows that a message about an offer has arrived.</summary>
    private static bool ShowsArrival(AgentReport report, OfferId offer, IAgentMessage message) => message switch
    {
        ProposeOffer => report.Holding == offer || report.Released?.OfferId == offer,
        ContactIsOver { Finished: false } => report.Holding != offer || report.Over,
        _ => report.Holding != offer,
    };
}

/// <summary>A change of what the queue knows of an agent, or owes it.</summary>
internal abstract record AgentChange : IVolatileChange;

/// <summary>An agent reported.</summary>
internal sealed record Reported(AgentReport Report) : AgentChange;

/// <summary>An agent declined an offer: it is not available, whatever it reported before.</summary>
internal sealed record NotReady(AgentId Agent, long Revision) : AgentChange;

/// <summary>The reports have been answered.</summary>
internal sealed record ReportsAnswered : AgentChange;
