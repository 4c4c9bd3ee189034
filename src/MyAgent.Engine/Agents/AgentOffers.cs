using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Agents;

/// <content>Offers: granted while available, and ended in exactly one of four ways (rules 6 and 15).</content>
public sealed partial class AgentEntity
{
    /// <summary>The agent grants at most one offer; whoever else wants it hears that it is not available.</summary>
    private Decision HearProposal(Offer offer, DateTimeOffset now)
    {
        if (Holding(offer.QueueId) == offer.OfferId || _state.Links.GetValueOrDefault(offer.QueueId)?.Released?.OfferId == offer.OfferId)
            return new Decision().Noting(new ReportWanted(offer.QueueId));
        var late = offer.OfferId.Number <= (_state.Links.GetValueOrDefault(offer.QueueId)?.HighestOffer ?? 0);
        return _state.Status == AgentStatus.Available && _state.AssignmentFor(offer.QueueId) is not null && !late
            ? new Decision().With(new OfferReceived(offer, now.AddSeconds(offer.TimeoutSeconds)))
            : new Decision()
                .Sending(offer.QueueId.Address, new OfferDeclined(offer.OfferId, _id, Revision))
                .Noting(new ReportWanted(offer.QueueId));
    }

    /// <summary>Rule 15: the agent says yes; the queue decides whether the caller is still there.</summary>
    private Verdict RuleAccept(AcceptOffer accept, Envelope envelope) =>
        NotOpen(accept.OfferId) is { } refusal
            ? refusal
            : new Verdict(
                new Decision().With(new AcceptanceRequested(accept.OfferId)).Noting(new AcceptanceAwaited(envelope.ReplyTo)),
                AnswerWaits: true);

    /// <summary>Rule 33b: a telephone that nobody answered is a miss at once; any other reason is a rejection.</summary>
    private Verdict RuleReject(RejectOffer reject, DateTimeOffset now) =>
        NotOpen(reject.OfferId) is { } refusal ? refusal
        : reject.Reason == RejectReason.NoAnswer ? Miss(_state.Ringing!, now, RejectReason.NoAnswer)
        : Reject(_state.Ringing!, reject.Reason ?? RejectReason.Declined, now);

    /// <summary>Rule 33b: after so many rejects in a row the agent is not responding, unless it asked for something else to follow.</summary>
    private Decision Reject(RingingOffer ringing, RejectReason reason, DateTimeOffset now)
    {
        var rejected = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Rejected, reason));
        return _state.Next is null && _state.RejectedInARow + 1 >= (ringing.Offer.RejectedLimit ?? QueueSettings.DefaultRejectedLimit)
            ? rejected.With(new AgentStoppedResponding())
            : FollowedByNext(rejected, now);
    }

    private Refusal? NotOpen(OfferId offer) => _state.Ringing switch
    {
        { Acceptance: not null } ringing when ringing.Offer.OfferId == offer =>
            WrongState("offerAccepted", "The offer has been accepted; the queue is deciding."),
        { } ringing when ringing.Offer.OfferId == offer => null,
        _ => WrongState("offerNotOpen", $"The offer '{offer}' is not open."),
    };

    /// <summary>Rule 6: after so many misses in a row the agent is not responding, unless it asked for something else to follow.</summary>
    private Decision Miss(RingingOffer ringing, DateTimeOffset now, RejectReason? reason = null)
    {
        var missed = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Missed, reason));
        return _state.Next is null && _state.MissedInARow + 1 >= ringing.Offer.MissedLimit
            ? missed.With(new AgentStoppedResponding())
            : FollowedByNext(missed, now);
    }

    private Decision HearWithdrawal(OfferId offer, DateTimeOffset now)
    {
        if (_state.Held?.Offer.OfferId == offer)
            return HearContactIsOver(offer, finished: true, now);
        if (_state.Ringing is not { } ringing || ringing.Offer.OfferId != offer)
            return new Decision().Noting(new ReportWanted(offer.Queue));

        var withdrawn = FollowedByNext(new Decision().With(new OfferClosed(offer, OfferOutcome.Withdrawn)), now);
        return ringing.Acceptance is { } acceptance
            ? AnsweringTheAcceptance(withdrawn, acceptance, WrongState("offerWithdrawn", "The caller has gone: the offer was withdrawn."))
            : withdrawn;
    }

    private Decision HearConfirmation(OfferId offer) =>
        _state.Ringing is { Acceptance: { } acceptance } ringing && ringing.Offer.OfferId == offer
            ? AnsweringTheAcceptance(new Decision().With(new OfferClosed(offer, OfferOutcome.Accepted)), acceptance, refusal: null)
            : new Decision().Noting(new ReportWanted(offer.Queue));

    private Decision AnsweringTheAcceptance(Decision decision, Cause acceptance, Refusal? refusal)
    {
        foreach (var waiting in _talk.AcceptanceWaiting)
            decision.Answering(waiting, () => refusal ?? (IAnswer)Answer());
        if (refusal is not null && acceptance.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(acceptance).Noting(new AcceptanceDecided());
    }
}
