using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>A contact as clients see it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it is in.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended, where it is done.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="Position">Its place in the waiting list, from 1; null where it is not in it.</param>
/// <param name="OriginAt">When it first entered the system.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="AgentId">The agent it is offered to or with, or who had it last.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="DueAt">When a scheduled callback comes back.</param>
/// <param name="Attempts">How many attempts at a callback have failed.</param>
/// <param name="EndedBy">Who ended it, where it is done: caller, agent, supervisor, connector or system.</param>
/// <param name="TalkSeconds">For how long agents had it, from their answers until it was over, in seconds; null where none had it.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="Connector">The connector that brought it; null where that did not say its name.</param>
/// <param name="PositionToSay">The position to tell the caller, which never rises in one wait; null where it is not in the waiting list.</param>
/// <param name="Called">The number or address that was reached; null where it is not known.</param>
/// <param name="Subject">What it is about; null where it is not known.</param>
/// <param name="Link">An http or https address about it; null for none.</param>
/// <param name="Attributes">What else is known of it; null for nothing.</param>
/// <param name="EstimatedWait">How long it will presumably wait from now on; null where it is not in the waiting list, and in the answers to commands.</param>
/// <param name="Code">The wrap-up code that the agent who had it last gave it; null for none.</param>
/// <param name="Note">That agent's note; null for none.</param>
/// <param name="Window">The callback window that is promised, until an agent accepts the callback; null for none.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation; else null.</param>
/// <param name="TransferredFrom">The queue from which an agent last transferred it; null where none has.</param>
/// <param name="TransferredBy">That agent.</param>
/// <param name="TransferredTo">The agent for whom that was; null for any agent of the queue.</param>
internal sealed record ContactResponse(
    ContactId ContactId,
    QueueId QueueId,
    ContactState State,
    ContactOutcome? Outcome,
    ContactKind Kind,
    CallerAddress? Caller,
    int? Position,
    DateTimeOffset OriginAt,
    int Priority,
    AgentId? AgentId,
    string? Number,
    DateTimeOffset? DueAt,
    int Attempts,
    EndedBy? EndedBy,
    double? TalkSeconds,
    string? MessageUrl,
    ConnectorId? Connector,
    int? PositionToSay,
    string? Called = null,
    string? Subject = null,
    string? Link = null,
    ContactAttributes? Attributes = null,
    WaitEstimate? EstimatedWait = null,
    WrapUpCodeId? Code = null,
    string? Note = null,
    CallbackWindow? Window = null,
    Consultation? Consultation = null,
    QueueId? TransferredFrom = null,
    AgentId? TransferredBy = null,
    AgentId? TransferredTo = null)
{
    /// <summary>The contact that the engine answered with.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="record">The same contact in the history, which knows its wrap-up code; null (the default) where no agent has had it.</param>
    public static ContactResponse Of(ContactAnswer contact, ContactRecord? record = null) => new(
        contact.ContactId, contact.QueueId, contact.State, contact.Outcome, contact.Kind, contact.Caller, contact.Position, contact.OriginAt,
        contact.Priority, contact.AgentId, contact.Number, contact.DueAt, contact.Attempts,
        contact.EndedBy, contact.TalkSeconds,
        contact.Message is null ? null : ContactUrl.OfMessage(contact.QueueId, contact.ContactId), contact.Connector,
        contact.PositionToSay,
        contact.Data?.Called, contact.Data?.Subject, contact.Data?.Link, contact.Data?.Attributes, Code: record?.Code, Note: record?.Note, Window: contact.Window,
        Consultation: contact.Consultation,
        TransferredFrom: contact.Transfer?.From, TransferredBy: contact.Transfer?.By, TransferredTo: contact.Transfer?.For);
}
