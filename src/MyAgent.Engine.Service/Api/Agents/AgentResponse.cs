using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Boards;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>An agent as clients see it.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Name">What people call the agent.</param>
/// <param name="Status">What the agent is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When the offer, wrap-up or break ends by itself; null where it does not.</param>
/// <param name="Overdue">Whether the pop-up has been open for longer than the queue's limit.</param>
/// <param name="Next">The remembered break or log-out.</param>
/// <param name="Reason">The reason of the break.</param>
/// <param name="QueueId">The queue of the offer, contact or wrap-up.</param>
/// <param name="Offer">The open offer.</param>
/// <param name="Contact">The current contact, until its pop-up is closed and it is over.</param>
/// <param name="Assignments">The queues the agent works in, in order of their ids.</param>
/// <param name="WrapUpCode">The contact whose wrap-up code the agent can set; null for none.</param>
/// <param name="Endpoint">The telephone at which the agent is logged in; while logged out the configured one. Null for none.</param>
/// <param name="EndpointState">Whether it can ring: ready, busy or unreachable; null while logged out, and without a telephone.</param>
/// <param name="EndpointReason">Why, as the connector has said; null for none.</param>
/// <param name="Consultation">The consultation about the current contact; null for none.</param>
/// <param name="Absent">Whether the agent was not heard of within its lease.</param>
/// <param name="LeaseSeconds">How long the agent may be silent, in seconds; null for as long as it likes.</param>
/// <param name="AutoClosePopUp">Whether the pop-up closes by itself when the contact is over.</param>
internal sealed record AgentResponse(
    AgentId AgentId,
    string Name,
    AgentStatus Status,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    bool Overdue,
    NextRequest? Next,
    string? Reason,
    QueueId? QueueId,
    OfferResponse? Offer,
    CurrentContactResponse? Contact,
    IReadOnlyList<AssignmentAnswer> Assignments,
    WrapUpCodeResponse? WrapUpCode,
    EndpointId? Endpoint,
    EndpointState? EndpointState,
    string? EndpointReason,
    ConsultationResponse? Consultation,
    bool Absent,
    double? LeaseSeconds,
    bool AutoClosePopUp)
{
    /// <summary>The agent that the engine answered with.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="data">What is known of the contact that the agent is offered or has; null for nothing.</param>
    /// <param name="board">Knows the wrap-up codes of queues and how a consultation stands; null (the default) where neither is shown.</param>
    public static AgentResponse Of(AgentAnswer agent, ContactData? data = null, Board? board = null) => new(
        agent.AgentId, agent.Name, agent.Status, agent.Since, agent.Until, agent.Overdue, agent.Next, agent.Reason, agent.QueueId,
        agent.Offer is null ? null : OfferResponse.Of(agent.Offer, data), agent.Contact is null ? null : CurrentContactResponse.Of(agent.Contact, data), agent.Assignments,
        agent.Coded is null ? null : WrapUpCodeResponse.Of(agent.Coded, board is null ? null : board.Settings), agent.Endpoint,
        agent.EndpointState, agent.EndpointReason, agent.Consultation is null ? null : ConsultationResponse.Of(agent.Consultation, board),
        agent.Absent ?? false, agent.LeaseSeconds, agent.AutoClosePopUp);
}

/// <summary>The open offer of an agent.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="ExpiresAt">When the offer counts as missed.</param>
/// <param name="Called">The number or address that was reached; null where it is not known.</param>
/// <param name="Subject">What it is about; null where it is not known.</param>
/// <param name="Link">An http or https address about it; null for none.</param>
/// <param name="Attributes">What else is known of it; null for nothing.</param>
/// <param name="Endpoint">The telephone that rings; null where none does.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation; else null.</param>
/// <param name="TransferredFrom">The queue from which an agent transferred it; null where it was not transferred.</param>
/// <param name="TransferredBy">That agent.</param>
internal sealed record OfferResponse(
    OfferId OfferId,
    ContactId ContactId,
    ContactKind Kind,
    CallerAddress? Caller,
    QueueId QueueId,
    DateTimeOffset ExpiresAt,
    string? Called = null,
    string? Subject = null,
    string? Link = null,
    ContactAttributes? Attributes = null,
    EndpointId? Endpoint = null,
    Consultation? Consultation = null,
    QueueId? TransferredFrom = null,
    AgentId? TransferredBy = null)
{
    /// <summary>The offer that the engine answered with, and what is known of the contact.</summary>
    public static OfferResponse Of(OfferAnswer offer, ContactData? data) => new(
        offer.OfferId, offer.ContactId, offer.Kind, offer.Caller, offer.QueueId, offer.ExpiresAt, data?.Called, data?.Subject, data?.Link, data?.Attributes,
        offer.Endpoint, offer.Consultation, offer.Transfer?.From, offer.Transfer?.By);
}

/// <summary>An agent's current contact.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Caller">Who it is from; null where the number is withheld.</param>
/// <param name="QueueId">The queue it comes from.</param>
/// <param name="Over">Whether it is over; then its pop-up is still open.</param>
/// <param name="PopUpClosed">Whether its pop-up is closed; then it is not over yet.</param>
/// <param name="Number">A callback's number to call.</param>
/// <param name="MessageUrl">Where the voice message is; null where there is none.</param>
/// <param name="Outcome">A callback's outcome: completed or not reached.</param>
/// <param name="DueAt">When a callback comes back, where it has been scheduled.</param>
/// <param name="OfferId">The offer under which the agent has it; null in an answer that was remembered before answers named it.</param>
/// <param name="Called">The number or address that was reached; null where it is not known.</param>
/// <param name="Subject">What it is about; null where it is not known.</param>
/// <param name="Link">An http or https address about it; null for none.</param>
/// <param name="Attributes">What else is known of it; null for nothing.</param>
/// <param name="Consultation">What it asks advice about, where it is a consultation; else null.</param>
/// <param name="TransferredFrom">The queue from which an agent transferred it; null where it was not transferred.</param>
/// <param name="TransferredBy">That agent.</param>
/// <param name="TransferredTo">The queue to which this agent has transferred it; null where it has not.</param>
/// <param name="HeldSince">Since when it is on hold; null where it is not.</param>
internal sealed record CurrentContactResponse(
    ContactId ContactId,
    ContactKind Kind,
    CallerAddress? Caller,
    QueueId QueueId,
    bool Over,
    bool PopUpClosed,
    string? Number,
    string? MessageUrl,
    ContactOutcome? Outcome,
    DateTimeOffset? DueAt,
    OfferId? OfferId,
    string? Called = null,
    string? Subject = null,
    string? Link = null,
    ContactAttributes? Attributes = null,
    Consultation? Consultation = null,
    QueueId? TransferredFrom = null,
    AgentId? TransferredBy = null,
    QueueId? TransferredTo = null,
    DateTimeOffset? HeldSince = null)
{
    /// <summary>The contact that the engine answered with, and what is known of it.</summary>
    public static CurrentContactResponse Of(CurrentContactAnswer contact, ContactData? data) => new(
        contact.ContactId, contact.Kind, contact.Caller, contact.QueueId, contact.Over, contact.PopUpClosed, contact.Number,
        contact.HasMessage ? ContactUrl.OfMessage(contact.QueueId, contact.ContactId) : null, contact.Outcome, contact.DueAt, contact.OfferId,
        data?.Called, data?.Subject, data?.Link, data?.Attributes, contact.Consultation,
        contact.Transfer?.From, contact.Transfer?.By, contact.TransferredTo, contact.HeldSince);
}

/// <summary>A consultation, as the asking agent sees it.</summary>
/// <param name="ContactId">The contact that it is, in queueId.</param>
/// <param name="QueueId">The queue that is asked.</param>
/// <param name="With">The agent who is asked first; null for any of the queue.</param>
/// <param name="State">Where it stands: waiting, offered or engaged; null in lists, and where it has just begun or ended.</param>
/// <param name="AgentId">The agent to whom it is offered, or who has it; null for none.</param>
internal sealed record ConsultationResponse(ContactId ContactId, QueueId QueueId, AgentId? With, ContactState? State, AgentId? AgentId)
{
    /// <summary>The consultation that the engine answered with, and how it stands on the board.</summary>
    public static ConsultationResponse Of(ConsultationAnswer consultation, Board? board)
    {
        var contact = board?.Contacts.Find(consultation.QueueId, consultation.ContactId) is { Outcome: null } open ? open : null;
        return new ConsultationResponse(
            consultation.ContactId, consultation.QueueId, consultation.With, contact?.State,
            contact?.State is ContactState.Offered or ContactState.Engaged ? contact.AgentId : null);
    }
}
