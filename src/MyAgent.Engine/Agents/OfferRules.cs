using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Agents;

/// <summary>Offers: granted while available, and ended in exactly one of four ways (rules 6, 15, 33b and 33d).</summary>
internal sealed class OfferRules(AgentContext agent, AcceptanceProtocol acceptances)
{
    /// <summary>The difference between a connector's clock and the engine's that is corrected silently.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>When the open offer counts as missed; null for none, and where the agent has accepted. Extended by the grace (rule 33c).</summary>
    public DateTimeOffset? NextDeadline => State.Ringing is { Acceptance: null } ringing ? agent.WithGrace(ringing.ExpiresAt) : null;

    private AgentState State => agent.State;

    /// <summary>Grants an offer, or declines it: the agent has at most one, none while it is not available, and no call while its telephone cannot ring. A contact in the
    /// place of a consultation is accepted with that: its agent has it on the line. An agent who is offered its own consultation is no longer busy with what that is
    /// about: it ends.</summary>
    public Decision OnProposal(Offer offer, DateTimeOffset now)
    {
        if (offer.Contact.Consultation?.AskedBy == agent.Id)
            return new Decision().Sending(offer.QueueId.Address, new EndConsultationRequest(offer.Contact.ContactId, agent.Id));
        var link = State.Links.GetValueOrDefault(offer.QueueId);
        if (State.OfferHeldOf(offer.QueueId) == offer.OfferId || link?.Released?.OfferId == offer.OfferId)
            return new Decision().Changing(new ReportWanted(offer.QueueId));
        var late = offer.OfferId.Number <= (link?.HighestOffer ?? 0);
        if (offer.InPlaceOf is { } consult && State.Current is { OverAt: null } current && current.Offer.OfferId == consult && !late)
            return new Decision()
                .With(new ConsultationHandedOver(current.Offer.Contact.ContactId))
                .With(Received(offer, now))
                .With(new AcceptanceRequested(offer.OfferId, now));
        var canTake = State.Status == AgentStatus.Available && (State.CanRing || !offer.Contact.RingsTelephone);
        return canTake && link?.Assignment is not null && !late
            ? new Decision().With(Received(offer, now))
            : new Decision()
                .Sending(offer.QueueId.Address, new OfferDeclined(offer.OfferId, agent.Id, State.Revision))
                .Changing(new ReportWanted(offer.QueueId));
    }

    /// <summary>Rules 15 and 33d: the agent accepts; the queue decides whether the caller is still there, and every client that has accepted gets that decision.
    /// An offer that the agent has accepted before, and whose contact it has, is answered with the agent.</summary>
    public Verdict Accept(AcceptOffer accept, Envelope envelope, DateTimeOffset now)
    {
        if (State.Current?.Offer.OfferId == accept.OfferId)
            return new Decision();
        if (State.Ringing is not { } ringing || ringing.Offer.OfferId != accept.OfferId)
            return NotOpen(accept.OfferId);
        if (accept.AnsweredAt < State.Since - ClockTolerance || accept.AnsweredAt > now + ClockTolerance)
            return Refusals.Invalid("answeredAtOutOfRange", "answeredAt", Text(accept.AnsweredAt!.Value), Text(State.Since), Text(now));
        var accepted = ringing.Acceptance is null
            ? new Decision().With(new AcceptanceRequested(accept.OfferId, Within(State.Since, accept.AnsweredAt, now)))
            : new Decision();
        return new Verdict(accepted.Changing(new AcceptanceAwaited(new WaitingClient(envelope.ReplyTo, envelope.Cause))), AnsweredLater: true);
    }

    /// <summary>Rules 33b and 33d: a telephone that was not answered is a miss at once; any other reason is a rejection. An offer that has ended in that way before
    /// is answered with the agent.</summary>
    public Verdict Reject(RejectOffer reject, DateTimeOffset now)
    {
        var reason = reject.Reason ?? RejectReason.Declined;
        if (State.Ringing is { Acceptance: null } ringing && ringing.Offer.OfferId == reject.OfferId)
            return reason == RejectReason.NoAnswer ? Miss(ringing, now, reason) : Reject(ringing, reason, now);
        if (State.Ringing?.Offer.OfferId == reject.OfferId)
            return agent.WrongState("offerAccepted") with { Case = "deciding" };
        if (State.Current?.Offer.OfferId == reject.OfferId)
            return agent.WrongState("offerAccepted");
        return EndOf(reject.OfferId) is var end && (end == ReleaseKind.Rejected || (end == ReleaseKind.Missed && reason == RejectReason.NoAnswer))
            ? new Decision()
            : NotOpen(reject.OfferId);
    }

    /// <summary>The queue takes an offer back: no miss, no wrap-up (law 11).</summary>
    public Decision OnWithdrawal(OfferId offer, DateTimeOffset now)
    {
        if (State.Ringing is not { } ringing || ringing.Offer.OfferId != offer)
            return new Decision().Changing(new ReportWanted(offer.Queue));

        var withdrawn = new Decision().With(new OfferClosed(offer, OfferOutcome.Withdrawn)).FollowedByNext(State, now);
        return ringing.Acceptance is { } acceptance
            ? acceptances.AnswerClients(withdrawn, acceptance, agent.WrongState("offerWithdrawn") with { Case = "whileAccepting" })
            : withdrawn;
    }

    /// <summary>The queue has decided that the agent gets the contact.</summary>
    public Decision OnConfirmation(OfferId offer) =>
        State.Ringing is { Acceptance: { } acceptance } ringing && ringing.Offer.OfferId == offer
            ? acceptances.AnswerClients(new Decision().With(new OfferClosed(offer, OfferOutcome.Accepted)), acceptance, refusal: null)
            : new Decision().Changing(new ReportWanted(offer.Queue));

    /// <summary>The offer is missed at its deadline.</summary>
    public Decision? MissAtDeadline(DateTimeOffset now) => NextDeadline <= now ? Miss(State.Ringing!, now) : null;

    /// <summary>Rule 33b: after <see cref="Offer.RejectedLimit"/> rejects in a row the agent is not responding, unless a break or log-out was requested.</summary>
    private Decision Reject(RingingOffer ringing, RejectReason reason, DateTimeOffset now)
    {
        var rejected = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Rejected, reason));
        return State.Next is null && State.RejectedInARow + 1 >= (ringing.Offer.RejectedLimit ?? Offer.DefaultRejectedLimit)
            ? rejected.With(new AgentStoppedResponding())
            : rejected.FollowedByNext(State, now);
    }

    /// <summary>Rule 6: after <see cref="Offer.MissedLimit"/> misses in a row the agent is not responding, unless a break or log-out was requested.</summary>
    private Decision Miss(RingingOffer ringing, DateTimeOffset now, RejectReason? reason = null)
    {
        var missed = new Decision().With(new OfferClosed(ringing.Offer.OfferId, OfferOutcome.Missed, reason));
        return State.Next is null && State.MissedInARow + 1 >= ringing.Offer.MissedLimit
            ? missed.With(new AgentStoppedResponding())
            : missed.FollowedByNext(State, now);
    }

    /// <summary>Rule 33d: the refusal says how an offer ended, where it is the last that the agent had of its queue.</summary>
    private Refusal NotOpen(OfferId offer) => EndOf(offer) switch
    {
        ReleaseKind.Rejected => agent.WrongState("offerRejected"),
        ReleaseKind.Missed => agent.WrongState("offerMissed"),
        ReleaseKind.Withdrawn => agent.WrongState("offerWithdrawn"),
        _ => agent.WrongState("offerNotOpen", offer.ToString()),
    };

    private ReleaseKind? EndOf(OfferId offer) =>
        State.Links.GetValueOrDefault(offer.Queue)?.Released is { } released && released.OfferId == offer ? released.Kind : null;

    private OfferReceived Received(Offer offer, DateTimeOffset now) =>
        new(offer, now.AddSeconds(offer.TimeoutSeconds), offer.Contact.RingsTelephone ? State.Endpoint : null);

    private static string Text(DateTimeOffset instant) => instant.ToString("u", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset? Within(DateTimeOffset earliest, DateTimeOffset? instant, DateTimeOffset latest) =>
        instant < earliest ? earliest : instant > latest ? latest : instant;
}
