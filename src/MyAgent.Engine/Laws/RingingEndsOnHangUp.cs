using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 4: after the caller has hung up no agent keeps ringing for them.</summary>
internal sealed class RingingEndsOnHangUp : ILawCheck
{
    private const int Law = 4;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is ContactFinished { Outcome: ContactOutcome.Abandoned } finished
            && model.QueueOf(record)?.Find(finished.ContactId)?.Offer is { Rings: true } offer)
            MustStop(offer, violations);
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is OfferReceived received
            && model.Offers.TryGetValue(received.Offer.OfferId, out var offer) && offer.CallerGone)
            MustStop(offer, violations);
    }

    private static void MustStop(OfferModel offer, ViolationCollector violations) =>
        violations.AddUnlessSettled(Law, () => offer.Rings, () => $"The caller of contact {offer.Contact} is gone, and agent {offer.Agent} still rings for it.");
}
