using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>What all parts of an agent read: its id, its journaled state, and the grace after an outage.</summary>
internal sealed class AgentContext(AgentId id, AgentState state)
{
    public AgentId Id => id;

    public AgentState State => state;

    /// <summary>How long an offer or pop-up that was open during an outage of the engine stays open after it (rule 33c); null without an outage. Volatile.</summary>
    public RecoveryGrace? Grace { get; set; }

    /// <summary>When a deadline of the current status acts: not before the end of the grace.</summary>
    public DateTimeOffset WithGrace(DateTimeOffset deadline) => Grace?.Extend(state.Since, deadline) ?? deadline;

    /// <summary>The status of the agent forbids a command.</summary>
    public Refusal WrongState(string code, params IReadOnlyList<string> values) =>
        Refusals.WrongState(code, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.Status.ToString()), values);

    /// <summary>Why a command about the current contact is refused: the agent has none, or has another than the one named. Null where it is the current one; a null
    /// contact means that.</summary>
    public Refusal? NotCurrent(ContactId? contact) => state.Current switch
    {
        null => WrongState("noContactInHand"),
        { } current when contact is not null && current.Offer.Contact.ContactId != contact =>
            WrongState("otherContactInHand", current.Offer.Contact.ContactId.Value),
        _ => null,
    };

    /// <summary>Why a command about the current contact is refused: as <see cref="NotCurrent"/>, and where that contact is over. Null where it goes on.</summary>
    public Refusal? NotInProgress(ContactId? contact) => NotCurrent(contact)
        ?? (state.Current is { OverAt: not null } over ? WrongState("contactOver", over.Offer.Contact.ContactId.Value) : null);
}
