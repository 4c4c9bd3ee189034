using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>The contact that an agent handles, from its acceptance until the agent has closed its pop-up.</summary>
internal sealed class CurrentContactModel(Offer offer)
{
    public Offer Offer => offer;

    public bool IsCallback => offer.Contact.Callback is not null;

    public bool Over { get; set; }

    public bool PopUpClosed { get; set; }

    public bool OutcomeKnown { get; set; }

    public bool NeedsOutcome => IsCallback && !OutcomeKnown;

    /// <summary>When the contact ended.</summary>
    public DateTimeOffset OverSince { get; set; }

    public bool Overdue { get; set; }
}
