using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>What a contact comes in by.</summary>
[JsonConverter(typeof(CamelCaseEnum<Media>))]
public enum Media
{
    /// <summary>A telephone call.</summary>
    Call,

    /// <summary>A fax.</summary>
    Fax,

    /// <summary>An e-mail.</summary>
    Email,
}

/// <summary>What a contact is to the agent who gets it.</summary>
[JsonConverter(typeof(CamelCaseEnum<ContactKind>))]
public enum ContactKind
{
    /// <summary>A caller on the line.</summary>
    Call,

    /// <summary>A fax.</summary>
    Fax,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>A callback request: waiting in the place of the call it came from, often with a voice message, or requested without a call.</summary>
    Callback,

    /// <summary>An agent who asks for advice about the contact that the agent has (rule 33).</summary>
    Consult,
}

/// <summary>What the kinds of contacts have in common.</summary>
internal static class ContactKinds
{
    /// <summary>Whether the agent who gets such a contact needs a telephone.</summary>
    public static bool RingsTelephone(this ContactKind kind) => kind is ContactKind.Call or ContactKind.Callback or ContactKind.Consult;
}

/// <summary>Where a contact stands. Every contact is in exactly one of these.</summary>
[JsonConverter(typeof(CamelCaseEnum<ContactState>))]
public enum ContactState
{
    /// <summary>In the waiting list.</summary>
    Waiting,

    /// <summary>In the waiting list, not offered: the caller is leaving a voice message.</summary>
    Recording,

    /// <summary>Proposed to one agent.</summary>
    Offered,

    /// <summary>With one agent.</summary>
    Engaged,

    /// <summary>A callback that comes back at its date.</summary>
    Scheduled,

    /// <summary>Finished; its outcome says how.</summary>
    Done,
}

/// <summary>How a contact ended.</summary>
[JsonConverter(typeof(CamelCaseEnum<ContactOutcome>))]
public enum ContactOutcome
{
    /// <summary>An agent had it and it is over.</summary>
    Served,

    /// <summary>The caller hung up before an agent had it.</summary>
    Abandoned,

    /// <summary>It waited longer than <c>maxWaitSeconds</c> and there is no overflow queue.</summary>
    Expired,

    /// <summary>A supervisor took it out.</summary>
    Cancelled,

    /// <summary>The callback was done.</summary>
    Completed,

    /// <summary>The callback was closed after <c>maxAttempts</c> failed attempts.</summary>
    NotReached,

    /// <summary>The caller called again and took the callback's place.</summary>
    Superseded,

    /// <summary>The connector no longer has the call, or was lost and has not claimed it (rule 30).</summary>
    ConnectorLost,
}

/// <summary>Who ended a contact (rule 33g).</summary>
[JsonConverter(typeof(CamelCaseEnum<EndedBy>))]
public enum EndedBy
{
    /// <summary>The caller: hung up, or called again.</summary>
    Caller,

    /// <summary>The agent who had it.</summary>
    Agent,

    /// <summary>A supervisor: cancelled it, ended it in the agent's place, or logged the agent out by force.</summary>
    Supervisor,

    /// <summary>The connector by itself: its line failed, for example.</summary>
    Connector,

    /// <summary>The engine: a limit was reached.</summary>
    System,
}

/// <summary>A contact's place in the waiting list: high priority first, then early time first, then low serial number first.</summary>
/// <param name="Priority">0 to 99; the higher goes first. Default 0.</param>
/// <param name="At">The origin time, unless a supervisor moved the contact or a scheduled callback counts from its date.</param>
/// <param name="Serial">The number the first queue gave the contact on arrival; settles equal times.</param>
public readonly record struct OrderKey(int Priority, DateTimeOffset At, long Serial) : IComparable<OrderKey>
{
    /// <inheritdoc/>
    public int CompareTo(OrderKey other)
    {
        var byPriority = other.Priority.CompareTo(Priority);
        if (byPriority != 0)
            return byPriority;
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Serial.CompareTo(other.Serial);
    }
}

/// <summary>A callback request (rules 19 to 26).</summary>
/// <param name="Number">The number to call, as <see cref="TelephoneNumber.TryNormalize"/> makes it.</param>
/// <param name="RequestedAt">When the caller asked for it.</param>
/// <param name="Attempts">How many agents have tried and not reached the caller.</param>
/// <param name="Failures">How many of those attempts have failed with each cause (rule 37); null where none had a cause.</param>
/// <param name="Window">The window that is promised (rule 39), until an agent accepts the callback; null where none is.</param>
public sealed record CallbackRequest(
    string Number, DateTimeOffset RequestedAt, int Attempts = 0, FailureCounts? Failures = null, CallbackWindow? Window = null);

/// <summary>A voice message a caller has left. The sound itself is kept outside the journal.</summary>
/// <param name="MessageId">Names the stored sound.</param>
/// <param name="MediaType"><c>audio/wav</c>, <c>audio/ogg</c> or <c>audio/mpeg</c>.</param>
/// <param name="Bytes">Its length in bytes.</param>
public sealed record VoiceMessage(string MessageId, string MediaType, long Bytes);

/// <summary>The connector that brought a contact (rule 30).</summary>
/// <param name="Name">Its name.</param>
/// <param name="ArrivedAt">When it brought it; unlike the time at which the contact entered a queue, this stays.</param>
public sealed record ContactConnector(ConnectorId Name, DateTimeOffset ArrivedAt);

/// <summary>One unit of work: a call, a fax, an e-mail or a callback; what is known of it wherever it goes.</summary>
/// <param name="ContactId">Its id.</param>
/// <param name="Media">What it came in by.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="OriginAt">When it first entered the system; never changes.</param>
/// <param name="Key">Its place in the waiting list.</param>
/// <param name="PreferredAgents">The caller's preferred agents, best first.</param>
/// <param name="Callback">The callback request it has become; null where it has not.</param>
/// <param name="Message">The voice message; null where there is none.</param>
/// <param name="Moves">How many times it has gone on to another queue; null for never.</param>
/// <param name="Arrival">The id of its arrival; null for a contact that arrived before arrivals had one.</param>
/// <param name="Data">What the connector knows of it (rule 27); null for nothing.</param>
/// <param name="Connector">The connector that brought it; null where that did not say its name.</param>
/// <param name="LastAgent">The agent who is preferred because of having served the caller last in the queue (rule 34), at the end of <paramref name="PreferredAgents"/>;
/// null for none.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation (rule 33); null where a caller or sender stands behind it.</param>
/// <param name="Transfer">Its last transfer by an agent (rule 33); null for none.</param>
public sealed record Contact(
    ContactId ContactId,
    Media Media,
    CallerAddress? Caller,
    DateTimeOffset OriginAt,
    OrderKey Key,
    IReadOnlyList<AgentId> PreferredAgents,
    CallbackRequest? Callback = null,
    VoiceMessage? Message = null,
    int? Moves = null,
    ArrivalId? Arrival = null,
    ContactData? Data = null,
    ContactConnector? Connector = null,
    AgentId? LastAgent = null,
    Consultation? Consultation = null,
    ContactTransfer? Transfer = null)
{
    /// <summary>The contact after an agent has accepted it: the promise of a window is kept or broken by that (rule 39).</summary>
    internal Contact Accepted() => Callback?.Window is null ? this : this with { Callback = Callback with { Window = null } };

    /// <summary>What it is to the agent who gets it.</summary>
    [JsonIgnore]
    public ContactKind Kind => Consultation is not null ? ContactKind.Consult : Callback is not null ? ContactKind.Callback : (ContactKind)Media;

    /// <summary>Whether the agent who gets it needs a telephone: a call, a callback or a consultation.</summary>
    [JsonIgnore]
    internal bool RingsTelephone => Kind.RingsTelephone();
}
