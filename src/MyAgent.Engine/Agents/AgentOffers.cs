using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <content>Offers: granted while available, and ended in exactly one of four ways (rules 6 and 15).</content>
public sealed partial class AgentEntity
{
    /// <summary>By how much a connector's clock may differ from the engine's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>The agent grants at most one offer; to any other queue it says that it is not available.</summary>
    private Decision OnProposal(Offer offer, DateTimeOffset now)
    {
        if (Holding(offer.QueueId) == offer.OfferId || _state.Links.GetValueOrDefault(offer.QueueId)?.Released?.OfferId == offer.OfferId)
            return new Decision().Changing(new ReportWanted(offer.QueueId));
        var late = offer.OfferId.Number <= (_state.Links.GetValueOrDefault(offer.QueueId)?.HighestOffer ?? 0);
        return _state.Status == AgentStatus.Available && _state.AssignmentFor(offer.QueueId) is not null && !late
            ? new Decision().With(new OfferReceived(offer, now.AddSeconds(offer.TimeoutSeconds)))
            : new Decision()
                .Sending(offer.QueueId.Address, new OfferDeclined(offer.OfferId, _id, Revision))
                .Changing(new ReportWanted(offer.QueueId));
    }

    /// <summary>Rules 15 and 33d: the agent says yes; the queue decides whether the caller is still there, and everybody who has accepted hears
    /// what it decides. Who accepts what the agent has got is given the agent.</summary>
    private Verdict RuleAccept(AcceptOffer accept, Envelope envelope, DateTimeOffset now)
    {
        if (_state.Current?.Offer.OfferId == accept.OfferId)
            return new Decision();
        if (_state.Ringing is not { } ringing || ringing.Offer.OfferId != accept.OfferId)
            return NotOpen(accept.OfferId);
        if (accept.AnsweredAt < _state.Since - ClockTolerance || accept.AnsweredAt > now + ClockTolerance)
            return Refusals.Invalid("answeredAtOutOfRange", "answeredAt", Text(accept.AnsweredAt!.Value), Text(_state.Since), Text(now));
        var accepted = ringing.Acceptance is null
            ? new Decision().With(new AcceptanceRequested(accept.OfferId, Within(_state.Since, accept.AnsweredAt, now)))
            : new Decision();
        return new Verdict(accepted.Changing(new AcceptanceAwaited(new WaitingClient(envelope.ReplyTo, envelope.Cause))), AnswerWaits: true);
    }

    /// <summary>Rules 33b and 33d: a telephone that was not answered is a miss at once; any other reason is a rejection. Who says no to what has
    /// ended so is given the agent.</summary>
    private Verdict RuleReject(RejectOffer reject, DateTimeOffset now)
    {
        var reason = reject.Reason ?? RejectReason.Declined;
        if (_state.Ringing is { Acceptance: null } ringing && ringing.Offer.OfferId == reject.OfferId)
            return reason == RejectReason.NoAnswer ? Miss(ringing, now, reason) : Reject(ringing, reason, now);
        if (_state.Ringing?.Offer.OfferId == reject.OfferId)
            return WrongState("offerAccepted") with { Case = "deciding" };
        if (_state.Current?.Offer.OfferId == reject.OfferId)
            return WrongState("offerAccepted");
        return EndOf(reject.OfferId) is var end && (end == ReleaseKind.Rejected || (end == ReleaseKind.Missed && reason == RejectReason.NoAnswer))
            ? new Decision()
            : NotOpen(reject.OfferId);
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("u", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset? Within(DateTimeOffset earliest, DateTimeOffset? instant, DateTimeOffset latest) =>
        instant < earliest ? earliest : instant > latest ? latest : instant;

    /// <summary>Rule 33b: after so many rejects in a row the agent is not responding, unless it asked for something else to follow.</summary>
    private Decision Reject(RingingOffer ringing, RejectReason reason, DateTimeOffset now)
    {
        var rejected = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Rejected, reason));
        return _state.Next is null && _state.RejectedInARow + 1 >= (ringing.Offer.RejectedLimit ?? Offer.DefaultRejectedLimit)
            ? rejected.With(new AgentStoppedResponding())
            : FollowedByNext(rejected, now);
    }

    /// <summary>Rule 33d: says how an offer ended, where it is the last that the agent had of its queue.</summary>
    private Refusal NotOpen(OfferId offer) => EndOf(offer) switch
    {
        ReleaseKind.Rejected => WrongState("offerRejected"),
        ReleaseKind.Missed => WrongState("offerMissed"),
        ReleaseKind.Withdrawn => WrongState("offerWithdrawn"),
        _ => WrongState("offerNotOpen", offer.ToString()),
    };

    private ReleaseKind? EndOf(OfferId offer) =>
        _state.Links.GetValueOrDefault(offer.Queue)?.Released is { } released && released.OfferId == offer ? released.Kind : null;

    /// <summary>Rule 6: after so many misses in a row the agent is not responding, unless it asked for something else to follow.</summary>
    private Decision Miss(RingingOffer ringing, DateTimeOffset now, RejectReason? reason = null)
    {
        var missed = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Missed, reason));
        return _state.Next is null && _state.MissedInARow + 1 >= ringing.Offer.MissedLimit
            ? missed.With(new AgentStoppedResponding())
            : FollowedByNext(missed, now);
    }

    private Decision OnWithdrawal(OfferId offer, DateTimeOffset now)
    {
        if (_state.Current?.Offer.OfferId == offer)
            return OnContactIsOver(offer, finished: true, by: null, now);
        if (_state.Ringing is not { } ringing || ringing.Offer.OfferId != offer)
            return new Decision().Changing(new ReportWanted(offer.Queue));

        var withdrawn = FollowedByNext(new Decision().With(new OfferClosed(offer, OfferOutcome.Withdrawn)), now);
        return ringing.Acceptance is { } acceptance
            ? AnsweringTheAcceptance(withdrawn, acceptance, WrongState("offerWithdrawn") with { Case = "whileAccepting" })
            : withdrawn;
    }

    private Decision OnConfirmation(OfferId offer) =>
        _state.Ringing is { Acceptance: { } acceptance } ringing && ringing.Offer.OfferId == offer
            ? AnsweringTheAcceptance(new Decision().With(new OfferClosed(offer, OfferOutcome.Accepted)), acceptance, refusal: null)
            : new Decision().Changing(new ReportWanted(offer.Queue));

    /// <summary>Who has accepted as well, under a key of their own, is answered by a decision of their own, so that the key is remembered.</summary>
    private Decision? GiveDeferredAnswer()
    {
        if (!_protocol.DeferredAnswers.TryPeek(out var deferred))
            return null;
        var (client, refusal) = deferred;
        var decision = new Decision().CausedBy(client.Cause).Changing(new DeferredAnswerGiven());
        return _state.Answers.Find(client.Cause) is { } remembered
            ? decision.Answering(client.ReplyTo, () => remembered)
            : decision.With(new AgentCommandAnswered(refusal)).Answering(client.ReplyTo, () => refusal ?? (IAnswer)Answer());
    }

    private Decision AnsweringTheAcceptance(Decision decision, Cause acceptance, Refusal? refusal)
    {
        foreach (var client in _protocol.AcceptanceWaiting)
        {
            if (client.Cause.CommandId is null || client.Cause.CommandId == acceptance.CommandId)
                decision.Answering(client.ReplyTo, () => refusal ?? (IAnswer)Answer());
            else
                decision.Changing(new AnswerDeferred(client, refusal));
        }
        if (refusal is not null && acceptance.CommandId is not null)
            decision.With(new AgentCommandAnswered(refusal));
        return decision.CausedBy(acceptance).Changing(new AcceptanceDecided());
    }
}
