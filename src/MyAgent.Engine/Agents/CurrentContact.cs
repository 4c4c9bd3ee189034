using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <summary>A contact an agent has, from acceptance until it is over and its pop-up is closed.</summary>
/// <param name="Offer">The offer under which the agent has it.</param>
/// <param name="OverAt">When it was over; null while it is not.</param>
/// <param name="PopUpClosed">Whether its pop-up is closed.</param>
/// <param name="Overdue">Whether its pop-up has been open for longer than the queue's limit (rule 8).</param>
/// <param name="Outcome">A callback's outcome; null where it has none, or is scheduled.</param>
/// <param name="DueAt">When a callback comes back, where it is scheduled.</param>
/// <param name="OutcomeKnown">Whether no outcome is needed any more.</param>
/// <param name="Transfer">Where the agent has transferred it; null where it has not.</param>
/// <param name="HeldSince">Since when it is on hold; null where it is not.</param>
internal sealed record CurrentContact(
    Offer Offer,
    DateTimeOffset? OverAt = null,
    bool PopUpClosed = false,
    bool Overdue = false,
    ContactOutcome? Outcome = null,
    DateTimeOffset? DueAt = null,
    bool OutcomeKnown = false,
    ContactTransfer? Transfer = null,
    DateTimeOffset? HeldSince = null)
{
    /// <summary>Whether the callback still needs its outcome (rule 22).</summary>
    internal bool NeedsOutcome => Offer.Contact.Kind == ContactKind.Callback && !OutcomeKnown;
}
