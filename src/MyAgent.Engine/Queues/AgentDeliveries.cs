using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The messages about offers that their agents have not confirmed: each is sent again until the agent's reports show that it arrived.
/// Volatile: after a restart they follow from the agents' reports.</summary>
internal sealed class AgentDeliveries
{
    private readonly Dictionary<OfferId, PendingDelivery> _pending = [];
    private readonly Dictionary<AgentId, PendingDelivery> _byAgent = [];
    private readonly RetrySchedule<OfferId> _schedule = new(Deadlines.RetryInterval);

    /// <summary>When the next message is sent again; null for none.</summary>
    public DateTimeOffset? NextDeadline => _schedule.NextAt;

    /// <summary>Whether a message about an offer is not confirmed.</summary>
    public bool IsPending(OfferId offer) => _pending.ContainsKey(offer);

    /// <summary>The message about an offer that is not confirmed; null for none.</summary>
    public IAgentMessage? MessageAbout(OfferId offer) => _pending.GetValueOrDefault(offer)?.Message;

    /// <summary>The offers with messages that an agent has not confirmed.</summary>
    public IEnumerable<OfferId> OffersTo(AgentId agent) => _byAgent.TryGetValue(agent, out var newest) ? newest.AndEarlier() : [];

    /// <summary>Sends the messages that are due.</summary>
    public Decision? Redeliver(DateTimeOffset now)
    {
        if (!_schedule.IsDue(now))
            return null;
        var decision = new Decision();
        foreach (var offer in _schedule.Due(now))
        {
            var delivery = _pending[offer];
            decision.Sending(delivery.Agent.Address, delivery.Message).Changing(new DeliveryAttempted(offer, now));
        }
        return decision;
    }

    public void Apply(DeliveryChange change)
    {
        switch (change)
        {
            case DeliveryRequested requested:
                Remove(requested.Offer);
                Add(requested);
                break;
            case DeliveryAttempted attempted:
                _schedule.Attempted(attempted.Offer, attempted.At);
                break;
            case DeliveryConfirmed confirmed:
                Remove(confirmed.Offer);
                break;
        }
    }

    private void Add(DeliveryRequested requested)
    {
        var delivery = new PendingDelivery(requested.Offer, requested.Agent, requested.Message) { Earlier = _byAgent.GetValueOrDefault(requested.Agent) };
        _pending.Add(requested.Offer, delivery);
        _byAgent[requested.Agent] = delivery;
        _schedule.Add(requested.Offer);
    }

    private void Remove(OfferId offer)
    {
        if (!_pending.Remove(offer, out var delivery))
            return;
        _schedule.Remove(offer);
        var newest = _byAgent[delivery.Agent];
        if (newest != delivery)
            newest.Drop(delivery);
        else if (delivery.Earlier is { } earlier)
            _byAgent[delivery.Agent] = earlier;
        else
            _byAgent.Remove(delivery.Agent);
    }

    /// <summary>A message that is not confirmed, with the earlier ones to the same agent: there is rarely one.</summary>
    private sealed class PendingDelivery(OfferId offer, AgentId agent, IAgentMessage message)
    {
        public OfferId Offer => offer;

        public AgentId Agent => agent;

        public IAgentMessage Message => message;

        public PendingDelivery? Earlier { get; set; }

        public IEnumerable<OfferId> AndEarlier()
        {
            for (var delivery = this; delivery is not null; delivery = delivery.Earlier)
                yield return delivery.Offer;
        }

        public void Drop(PendingDelivery dropped)
        {
            for (var delivery = this; delivery is not null; delivery = delivery.Earlier)
            {
                if (delivery.Earlier == dropped)
                    delivery.Earlier = dropped.Earlier;
            }
        }
    }
}

/// <summary>A change of the messages to agents.</summary>
internal abstract record DeliveryChange(OfferId Offer) : IVolatileChange;

/// <summary>A message about an offer is to be sent to an agent, until the agent confirms it. It replaces an earlier one about that offer.</summary>
internal sealed record DeliveryRequested(OfferId Offer, AgentId Agent, IAgentMessage Message) : DeliveryChange(Offer);

/// <summary>The message was sent (again).</summary>
internal sealed record DeliveryAttempted(OfferId Offer, DateTimeOffset At) : DeliveryChange(Offer);

/// <summary>The agent has the message.</summary>
internal sealed record DeliveryConfirmed(OfferId Offer) : DeliveryChange(Offer);
