using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>An agent, as a command or <see cref="GetAgent"/> is answered.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">The displayed name.</param>
/// <param name="Status">What the agent is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the offer, wrap-up or break ends automatically; null where it does not.</param>
/// <param name="Overdue">Whether the pop-up has been open for longer than the queue's limit.</param>
/// <param name="Next">The remembered break or log-out.</param>
/// <param name="Reason">The reason of the break.</param>
/// <param name="QueueId">The queue of the offer, contact or wrap-up.</param>
/// <param name="Offer">The open offer.</param>
/// <param name="Contact">The current contact, until it is over and its pop-up is closed.</param>
/// <param name="Assignments">The queues the agent works in, in order of their ids.</param>
/// <param name="Coded">The contact whose wrap-up code the agent may set; null for none.</param>
/// <param name="Endpoint">The telephone at which the agent is logged in; while logged out the configured one. Null for none.</param>
/// <param name="EndpointState">Whether it can ring (rule 29); null while logged out, and where the agent is logged in without one.</param>
/// <param name="EndpointReason">Why, as the connector has said; null for none.</param>
/// <param name="Consultation">The consultation about the current contact (rule 33); null for none.</param>
/// <param name="Absent">Whether the agent was not heard of within its lease (rule 30); null for no.</param>
/// <param name="LeaseSeconds">The agent's lease, in seconds; null for none.</param>
/// <param name="AutoClosePopUp">Whether the pop-up closes with the contact (rule 1). Default false.</param>
public sealed record AgentAnswer(
    AgentId AgentId,
    string Name,
    AgentStatus Status,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    bool Overdue,
    NextRequest? Next,
    string? Reason,
    QueueId? QueueId,
    OfferAnswer? Offer,
    CurrentContactAnswer? Contact,
    IReadOnlyList<AssignmentAnswer> Assignments,
    CodedContactAnswer? Coded = null,
    EndpointId? Endpoint = null,
    EndpointState? EndpointState = null,
    string? EndpointReason = null,
    ConsultationAnswer? Consultation = null,
    bool? Absent = null,
    double? LeaseSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AutoClosePopUp = false) : IAnswer
{
    /// <summary>The answer for a state of an agent, as the agent itself or a projection of its events knows it.</summary>
    internal static AgentAnswer Of(
        AgentId agent, string name, AgentStatus status, DateTimeOffset since, NextRequest? next, Break? pause, RingingOffer? ringing, CurrentContact? current,
        WrapUp? wrapUp, CodedContact? coded, IReadOnlyList<AssignmentAnswer> assignments, EndpointId? endpoint,
        EndpointReport? report, ConsultationAnswer? consultation, bool isAbsent, AgentSettings settings) => new(
        agent, name, status, since,
        ringing?.ExpiresAt ?? wrapUp?.Until ?? pause?.Until,
        current?.Overdue ?? false,
        next,
        pause?.Reason,
        ringing?.Offer.QueueId ?? current?.Offer.QueueId ?? wrapUp?.QueueId,
        ringing is null ? null : OfferAnswer.Of(ringing, endpoint),
        current is null ? null : CurrentContactAnswer.Of(current),
        assignments,
        coded is null ? null : CodedContactAnswer.Of(coded),
        endpoint,
        status == AgentStatus.LoggedOut || endpoint is null ? null : report?.State ?? Contacts.EndpointState.Ready,
        report?.Reason,
        consultation,
        isAbsent ? true : null,
        settings.LeaseSeconds,
        settings.AutoClosePopUp);
}

/// <summary>A consultation, as the asking agent sees it.</summary>
/// <param name="ContactId">The contact that it is, in <paramref name="QueueId"/>.</param>
/// <param name="QueueId">The queue that is asked.</param>
/// <param name="With">The agent who is asked first; null for any of the queue.</param>
public sealed record ConsultationAnswer(ContactId ContactId, QueueId QueueId, AgentId? With = null);

/// <summary>An open offer, as its agent sees it.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What the contact is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Endpoint">The telephone that rings; null where none does.</param>
/// <param name="Consultation">What the contact asks advice about, where it is a consultation; else null.</param>
/// <param name="Transfer">The transfer by which the contact came (rule 33); null for none.</param>
public sealed record OfferAnswer(
    OfferId OfferId, ContactId ContactId, ContactKind Kind, CallerAddress? Caller, QueueId QueueId, DateTimeOffset ExpiresAt, EndpointId? Endpoint = null,
    Consultation? Consultation = null, ContactTransfer? Transfer = null)
{
    internal static OfferAnswer Of(RingingOffer ringing, EndpointId? endpoint)
    {
        var contact = ringing.Offer.Contact;
        return new OfferAnswer(
            ringing.Offer.OfferId, contact.ContactId, contact.Kind, contact.Caller, ringing.Offer.QueueId, ringing.ExpiresAt, contact.RingsTelephone ? endpoint : null,
            contact.Consultation, contact.Transfer);
    }
}

/// <summary>The current contact of an agent.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="Over">Whether it is over; then its pop-up is still open.</param>
/// <param name="PopUpClosed">Whether its pop-up is closed; then it is not over yet.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="Outcome">A callback's outcome: completed or not reached.</param>
/// <param name="DueAt">When a callback comes back, where it has been scheduled.</param>
/// <param name="OfferId">The offer under which the agent has it; null in an answer that was remembered before answers named it.</param>
/// <param name="HasMessage">Whether its caller has left a voice message. Default false.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation; else null.</param>
/// <param name="Transfer">The transfer by which it came (rule 33); null for none.</param>
/// <param name="TransferredTo">The queue to which the agent has transferred it; null where the agent has not.</param>
/// <param name="HeldSince">Since when it is on hold; null where it is not.</param>
public sealed record CurrentContactAnswer(
    ContactId ContactId,
    ContactKind Kind,
    CallerAddress? Caller,
    QueueId QueueId,
    bool Over,
    bool PopUpClosed,
    string? Number,
    ContactOutcome? Outcome,
    DateTimeOffset? DueAt,
    OfferId? OfferId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HasMessage = false,
    Consultation? Consultation = null,
    ContactTransfer? Transfer = null,
    QueueId? TransferredTo = null,
    DateTimeOffset? HeldSince = null)
{
    /// <summary>What earlier versions wrote for a contact with a voice message, in place of <see cref="HasMessage"/>. Read, and never written.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    internal string? MessageUrl
    {
        get => null;
        init => HasMessage |= value is not null;
    }

    internal static CurrentContactAnswer Of(CurrentContact current)
    {
        var contact = current.Offer.Contact;
        return new CurrentContactAnswer(
            contact.ContactId, contact.Kind, contact.Caller, current.Offer.QueueId, current.OverAt is not null, current.PopUpClosed, contact.Callback?.Number,
            current.Outcome, current.DueAt, current.Offer.OfferId, contact.Message is not null, contact.Consultation, contact.Transfer, current.Transfer?.To, current.HeldSince);
    }
}

/// <summary>A contact whose wrap-up code an agent may set: the current one, or the one that the wrap-up follows (rule 32).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="Codes">The codes that the agent may choose from, and whether one is required.</param>
/// <param name="Code">Its code; null while none is set.</param>
/// <param name="Note">The agent's note; null for none.</param>
public sealed record CodedContactAnswer(ContactId ContactId, QueueId QueueId, OfferedCodes Codes, WrapUpCodeId? Code = null, string? Note = null)
{
    internal static CodedContactAnswer Of(CodedContact coded) => new(coded.ContactId, coded.OfferId.Queue, coded.Codes, coded.Code, coded.Note);
}
