using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 2: an unanswered offer ends when its time is up, or after an outage of the engine at the end of its grace. A journal does not
/// say when the engine came back, but it shows when it was at work: so an offer is overdue that is open for longer than the grace and the travel
/// time while the engine was seen at work.</summary>
internal sealed class OfferExpiry : ILawCheck
{
    private const int Law = 2;

    private readonly PriorityQueue<OpenOffer, DateTimeOffset> _open = new();
    private readonly Queue<(OpenOffer Offer, TimeSpan ExpiredSince)> _expired = new();

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        var clock = violations.Clock;
        while (_open.TryPeek(out var offer, out var expiresAt) && expiresAt < clock.Instant)
        {
            _open.Dequeue();
            if (offer.IsOpen)
                _expired.Enqueue((offer, clock.Running));
        }
        while (_expired.TryPeek(out var next) && (!next.Offer.IsOpen || clock.Running - next.ExpiredSince > clock.RecoveryGrace + clock.TravelTime))
            Check(_expired.Dequeue().Offer, violations);
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is OfferReceived received && model.AgentOf(record) is { } agent)
            _open.Enqueue(new OpenOffer(agent, received, EventPosition.Of(record)), received.ExpiresAt);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        foreach (var offer in _expired.Select(expired => expired.Offer).Concat(_open.UnorderedItems.Select(item => item.Element)))
        {
            if (now > offer.ExpiresAt && now > violations.Clock.GraceUntil)
                Check(offer, violations);
        }
    }

    private static void Check(OpenOffer offer, ViolationCollector violations)
    {
        if (offer.IsOpen)
            violations.Add(Law, $"Offer {offer.Received.Offer.OfferId} expired at {offer.ExpiresAt:O}, and agent {offer.Agent.Id} still has it open.", offer.Position);
    }

    private sealed record OpenOffer(AgentModel Agent, OfferReceived Received, EventPosition Position)
    {
        public DateTimeOffset ExpiresAt => Received.ExpiresAt;

        public bool IsOpen => Agent.Offer?.OfferId == Received.Offer.OfferId && !Agent.AcceptanceRequested;
    }
}
