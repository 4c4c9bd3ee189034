using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>The contacts that are not done, or a page of a search.</summary>
/// <param name="AsOf">The ordering of the newest event that they show; those of a search may show later ones too.</param>
/// <param name="Journal">The journal whose ordering that is: another one, after a backup was restored, has other events under the same numbers.</param>
/// <param name="Contacts">All that were asked for, or those of the page.</param>
/// <param name="Next">The cursor of the next page; null where this is the last one, or all.</param>
internal sealed record ContactListResponse(long AsOf, string Journal, IReadOnlyList<ListedContact> Contacts, string? Next);

/// <summary>A contact of a list.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in, or was in last.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Kind">What it is: a call that left a message is a callback.</param>
/// <param name="Media">What it came in by.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Number">A callback's number to call; null for others.</param>
/// <param name="Position">Its place in the waiting list, from 1; null where it is not in it.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last where it is done; null for none.</param>
/// <param name="OfferId">The offer that is open, or under which the agent has it; null for none.</param>
/// <param name="ExpiresAt">When the open offer counts as missed; null where none is open, or while its agent has yet to take it in.</param>
/// <param name="AnsweredAt">When the agent who has it answered; null where none has, or the call of a callback is over.</param>
/// <param name="DueAt">When a scheduled callback comes back; null for others.</param>
/// <param name="Attempts">How many attempts at a callback have failed.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="Connector">The connector that brought it; null where that did not say its name.</param>
/// <param name="Called">The number or address that was reached; null where it is not known.</param>
/// <param name="Subject">What it is about; null where it is not known.</param>
/// <param name="Link">An http or https address about it; null for none.</param>
/// <param name="Attributes">What else is known of it; null for nothing.</param>
/// <param name="Outcome">How it ended; null where it is not done.</param>
/// <param name="EndedBy">Who ended it; null where it is not done, or the journal does not say.</param>
/// <param name="FinishedAt">When it ended; null where it is not done.</param>
/// <param name="WaitSeconds">The time from originAt until an agent first answered it or, if none did, until it ended, in seconds; null before.</param>
/// <param name="TalkSeconds">For how long agents had it, from their answers until it was over, in seconds; null where none had it, or it is not over.</param>
/// <param name="Agents">The agents who have had it, in the order in which they first had it.</param>
/// <param name="Path">The queues that it went through, the first one first and queueId last.</param>
/// <param name="Code">The wrap-up code that the agent who had it last gave it; null for none.</param>
/// <param name="Note">That agent's note; null for none.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation; else null.</param>
internal sealed record ListedContact(
    ContactId ContactId,
    QueueId QueueId,
    ContactState State,
    ContactKind Kind,
    Media Media,
    CallerAddress? Caller,
    string? Number,
    int? Position,
    DateTimeOffset OriginAt,
    int Priority,
    AgentId? AgentId,
    OfferId? OfferId,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? DueAt,
    int Attempts,
    string? MessageUrl,
    ConnectorId? Connector,
    string? Called,
    string? Subject,
    string? Link,
    ContactAttributes? Attributes,
    ContactOutcome? Outcome,
    EndedBy? EndedBy,
    DateTimeOffset? FinishedAt,
    double? WaitSeconds,
    double? TalkSeconds,
    IReadOnlyList<AgentId> Agents,
    IReadOnlyList<QueueId> Path,
    WrapUpCodeId? Code,
    string? Note,
    Consultation? Consultation)
{
    /// <summary>What the journal says of a contact.</summary>
    /// <param name="record">The contact.</param>
    /// <param name="position">Its place in the waiting list; null where it is not in it.</param>
    public static ListedContact Of(ContactRecord record, int? position) => new(
        record.ContactId, record.QueueId, record.State, record.Kind, record.Contact.Media, record.Caller, record.Number, position, record.OriginAt,
        record.Priority, record.State is ContactState.Waiting or ContactState.Recording or ContactState.Scheduled ? null : record.AgentId, record.OfferId,
        record.ExpiresAt, record.AnsweredAt, record.DueAt, record.Attempts, record.Message is null ? null : ContactUrl.OfMessage(record.QueueId, record.ContactId),
        record.Connector, record.Contact.Data?.Called, record.Contact.Data?.Subject, record.Contact.Data?.Link, record.Contact.Data?.Attributes,
        record.Outcome, record.EndedBy, record.FinishedAt, record.WaitSeconds, record.TalkSeconds, record.ServedBy, [.. record.CameThrough, record.QueueId],
        record.Code, record.Note, record.Contact.Consultation);
}
