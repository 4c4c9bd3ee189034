using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>An exclusive, time-limited proposal of one contact to one agent, with the settings of its queue that the agent
/// needs to act on its own.</summary>
/// <param name="OfferId">Its id.</param>
/// <param name="Contact">What is proposed.</param>
/// <param name="TimeoutSeconds">How long it lasts from the moment the agent has it, in seconds.</param>
/// <param name="MissedLimit">After how many misses in a row the agent is no longer responding.</param>
/// <param name="PopUpLimitSeconds">After how long in post-processing the pop-up is overdue, in seconds; null for never.</param>
/// <param name="RejectedLimit">After how many rejects in a row the agent is no longer responding; null in an offer from before this could be
/// set, which counts as <see cref="DefaultRejectedLimit"/>.</param>
/// <param name="OfferedCodes">The queue's wrap-up codes; null where it has none.</param>
/// <param name="InPlaceOf">The offer of the consultation in whose place the agent gets the contact at once (rule 33); null for an offer that rings.</param>
public sealed record Offer(
    OfferId OfferId,
    Contact Contact,
    double TimeoutSeconds,
    int MissedLimit,
    double? PopUpLimitSeconds,
    int? RejectedLimit = null,
    OfferedCodes? OfferedCodes = null,
    OfferId? InPlaceOf = null)
{
    /// <summary>The limit of rejects in a row where none is set (rule 33b).</summary>
    public const int DefaultRejectedLimit = 3;

    /// <summary>The queue it comes from.</summary>
    [JsonIgnore]
    public QueueId QueueId => OfferId.Queue;
}

/// <summary>The four ends of an offer. Each offer has exactly one.</summary>
[JsonConverter(typeof(CamelCaseEnum<OfferOutcome>))]
public enum OfferOutcome
{
    /// <summary>The agent has the contact.</summary>
    Accepted,

    /// <summary>The agent said no.</summary>
    Rejected,

    /// <summary>The agent did not answer in time.</summary>
    Missed,

    /// <summary>The engine or the caller took it back; never the agent's fault.</summary>
    Withdrawn,
}

/// <summary>Why an agent rejects an offer (rule 33b).</summary>
[JsonConverter(typeof(CamelCaseEnum<RejectReason>))]
public enum RejectReason
{
    /// <summary>The agent does not want the contact.</summary>
    Declined,

    /// <summary>The agent's telephone is in use.</summary>
    Busy,

    /// <summary>The agent's telephone cannot be reached.</summary>
    Unreachable,

    /// <summary>The agent's telephone rang and was not answered: the offer is missed at once.</summary>
    NoAnswer,
}

/// <summary>Why an accepted call goes back to its place (rule 33a): the way in which the agent's telephone leg failed.</summary>
[JsonConverter(typeof(CamelCaseEnum<RequeueReason>))]
public enum RequeueReason
{
    /// <summary>Caller and agent could not be connected.</summary>
    NotBridged,

    /// <summary>The agent's leg was lost before the caller was heard.</summary>
    Lost,

    /// <summary>The agent's telephone hung up before the caller was heard.</summary>
    HungUp,
}
