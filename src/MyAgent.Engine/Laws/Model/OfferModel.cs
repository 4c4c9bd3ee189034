using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>An offer, as its two sides have journaled it.</summary>
internal sealed class OfferModel(OfferId id, ContactId contact, AgentId agent, OrderKey key)
{
    public OfferId Id => id;

    public ContactId Contact => contact;

    public AgentId Agent => agent;

    /// <summary>The contact's place when it was offered.</summary>
    public OrderKey Key => key;

    /// <summary>Its end at the queue.</summary>
    public OfferOutcome? AtQueue { get; set; }

    public DateTimeOffset AtQueueSince { get; set; }

    /// <summary>Whether the agent has received it.</summary>
    public bool Granted { get; set; }

    /// <summary>Whether the agent has accepted it.</summary>
    public bool AcceptanceRequested { get; set; }

    /// <summary>Its end at the agent.</summary>
    public OfferOutcome? AtAgent { get; set; }

    public DateTimeOffset AtAgentSince { get; set; }

    /// <summary>Whether the caller hung up.</summary>
    public bool CallerGone { get; set; }

    /// <summary>Whether the agent's pop-up rings.</summary>
    public bool Rings => Granted && AtAgent is null;
}
