using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>Something that happened to an agent.</summary>
public interface IAgentEvent : IEvent;

/// <summary>The agent was created, or its name or settings were changed.</summary>
/// <param name="Name">The displayed name.</param>
/// <param name="Endpoint">The telephone at which the agent logs in where the log-in names none; null for none, and in events from before agents had one.</param>
/// <param name="LeaseSeconds">How long the agent may be silent, in seconds; null for as long as it likes, and in events from before agents had a lease.</param>
/// <param name="AutoClosePopUp">Whether the pop-up closes with the contact; false (not written) where it does not, and in events from before it could.</param>
public sealed record AgentDefined(
    string Name,
    EndpointId? Endpoint = null,
    double? LeaseSeconds = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AutoClosePopUp = false) : IAgentEvent
{
    /// <summary>What is configured.</summary>
    internal AgentSettings ToSettings() => new(Endpoint, LeaseSeconds, AutoClosePopUp);
}

/// <summary>The agent was assigned to a queue, or the assignment was changed.</summary>
public sealed record AgentAssigned(QueueId QueueId, Assignment Assignment) : IAgentEvent;

/// <summary>The agent was taken out of a queue.</summary>
public sealed record AgentUnassigned(QueueId QueueId) : IAgentEvent;

/// <summary>The agent was removed. The assignments ended before.</summary>
public sealed record AgentRemoved : IAgentEvent;

/// <summary>The agent wants to log in at an endpoint, which has not said yes (rule 28).</summary>
/// <param name="Endpoint">The endpoint.</param>
public sealed record EndpointRequested(EndpointId Endpoint) : IAgentEvent;

/// <summary>The agent does not log in at the endpoint that it wanted: another agent has it, or the log-in was taken back.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Holder">The other agent; null where the log-in was taken back.</param>
public sealed record EndpointRequestEnded(EndpointId Endpoint, AgentId? Holder = null) : IAgentEvent;

/// <summary>The agent logged in and is available.</summary>
/// <param name="Endpoint">The telephone that rings; null for none, and in events from before agents had one.</param>
/// <param name="EndpointReport">What was last reported of it; null for nothing, and in events from before connectors could report.</param>
public sealed record AgentLoggedIn(EndpointId? Endpoint = null, EndpointReport? EndpointReport = null) : IAgentEvent;

/// <summary>The agent heard what is reported of its endpoint (rule 29).</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Report">The report.</param>
public sealed record EndpointStateHeard(EndpointId Endpoint, EndpointReport Report) : IAgentEvent;

/// <summary>The agent logged out. Its current offer or contact ended, or goes back to its queue.</summary>
/// <param name="Forced">True where a supervisor did it.</param>
public sealed record AgentLoggedOut(bool Forced) : IAgentEvent;

/// <summary>The agent ended wrap-up, break or not responding (or the deadline of wrap-up or break did) and is available.</summary>
/// <param name="From">The status that ended.</param>
/// <param name="AtDeadline">True where its deadline ended it.</param>
public sealed record AgentBecameAvailable(AgentStatus From, bool AtDeadline) : IAgentEvent;

/// <summary>The agent went on a break.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Until">When it ends automatically; null for an open end.</param>
public sealed record BreakStarted(string Reason, DateTimeOffset? Until) : IAgentEvent;

/// <summary>The agent missed or rejected too many offers in a row.</summary>
public sealed record AgentStoppedResponding : IAgentEvent;

/// <summary>The agent was not heard of within its lease (rule 30): it is offered nothing. What it has stays.</summary>
public sealed record AgentBecameAbsent : IAgentEvent;

/// <summary>An absent agent was heard of again.</summary>
public sealed record AgentReturned : IAgentEvent;

/// <summary>A break or log-out is remembered, in place of an earlier one.</summary>
public sealed record NextRemembered(NextRequest Next) : IAgentEvent;

/// <summary>The agent took the remembered request back.</summary>
public sealed record NextTakenBack : IAgentEvent;

/// <summary>An offer was granted: the agent's pop-up rings.</summary>
/// <param name="Offer">What is offered.</param>
/// <param name="ExpiresAt">When it counts as missed.</param>
/// <param name="Endpoint">The telephone that rings; null where the contact is no call or callback, where the agent is logged in without a telephone, and in events from
/// before agents had one.</param>
public sealed record OfferReceived(Offer Offer, DateTimeOffset ExpiresAt, EndpointId? Endpoint = null) : IAgentEvent;

/// <summary>The agent has accepted; the queue decides whether the caller is still there.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="AnsweredAt">When the agent answered, if the command said so; null for the instant of the event.</param>
public sealed record AcceptanceRequested(OfferId OfferId, DateTimeOffset? AnsweredAt = null) : IAgentEvent;

/// <summary>An offer has ended. After <see cref="OfferOutcome.Accepted"/> the agent is engaged, else available.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why the agent rejected it; <see cref="RejectReason.NoAnswer"/> where it was missed because the telephone was not
/// answered. Null for other ends, for a miss by time, and in events from before reasons were kept.</param>
public sealed record OfferClosed(OfferId OfferId, OfferOutcome Outcome, RejectReason? Reason = null) : IAgentEvent;

/// <summary>The current contact is over.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="ByCaller">True where the contact was not ended at the agent's; <paramref name="EndedBy"/> says who ended it.</param>
/// <param name="EndedBy">Who ended it; null in events from before it was kept.</param>
/// <param name="Transfer">Where the agent transferred it (rule 33): only the agent's part is over. Null where the contact is over.</param>
public sealed record ContactEnded(ContactId ContactId, bool ByCaller, EndedBy? EndedBy = null, ContactTransfer? Transfer = null) : IAgentEvent;

/// <summary>The current contact is on hold (rule 33), until it is resumed or no longer the agent's.</summary>
/// <param name="ContactId">The contact.</param>
public sealed record ContactHeld(ContactId ContactId) : IAgentEvent;

/// <summary>The current contact is no longer on hold.</summary>
/// <param name="ContactId">The contact.</param>
public sealed record ContactResumed(ContactId ContactId) : IAgentEvent;

/// <summary>The agent's telephone leg failed: the contact goes back to its place, and the agent is available (rule 33a).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Reason">How the leg failed.</param>
public sealed record ContactRequeued(ContactId ContactId, RequeueReason Reason) : IAgentEvent;

/// <summary>The current callback has its outcome.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Outcome">Completed, or not reached where the attempts are used up; null where it is scheduled.</param>
/// <param name="DueAt">When it comes back, where it is scheduled.</param>
public sealed record CallbackOutcomeRecorded(ContactId ContactId, ContactOutcome? Outcome, DateTimeOffset? DueAt) : IAgentEvent;

/// <summary>The pop-up is closed.</summary>
public sealed record PopUpClosed(ContactId ContactId) : IAgentEvent;

/// <summary>Post-processing lasts longer than the queue's limit (rule 8).</summary>
public sealed record PopUpOverdue(ContactId ContactId) : IAgentEvent;

/// <summary>The agent has no contact any more: it is over and its pop-up is closed, and no wrap-up follows (rule 1).</summary>
public sealed record AgentFreed(ContactId ContactId) : IAgentEvent;

/// <summary>A wrap-up began: after a contact (which is no longer current), or by the button.</summary>
/// <param name="QueueId">The queue it is for.</param>
/// <param name="Until">When it ends automatically.</param>
public sealed record WrapUpStarted(QueueId QueueId, DateTimeOffset Until) : IAgentEvent;

/// <summary>The wrap-up was extended by a press of the button.</summary>
/// <param name="Until">When it now ends automatically.</param>
public sealed record WrapUpExtended(DateTimeOffset Until) : IAgentEvent;

/// <summary>A contact has its wrap-up code (rule 32), in place of an earlier one. The last one counts.</summary>
/// <param name="OfferId">The offer under which the agent has or had the contact; it names the queue that has the code.</param>
/// <param name="ContactId">The contact.</param>
/// <param name="Code">The code.</param>
/// <param name="Note">The agent's note; null for none.</param>
/// <param name="ByDefault">True where the agent had chosen none when its part ended, and the queue's default was recorded.</param>
public sealed record WrapUpCodeSet(OfferId OfferId, ContactId ContactId, WrapUpCodeId Code, string? Note = null, bool ByDefault = false) : IAgentEvent;

/// <summary>The agent asks a queue for advice about the current contact (rule 33); the queue has not said yes.</summary>
/// <param name="ConsultId">The contact that the consultation is to be.</param>
/// <param name="ContactId">The contact that it is about.</param>
/// <param name="QueueId">The queue that is asked.</param>
/// <param name="With">The agent who is asked first; null for any of the queue.</param>
public sealed record ConsultationRequested(ContactId ConsultId, ContactId ContactId, QueueId QueueId, AgentId? With = null) : IAgentEvent;

/// <summary>The queue has the consultation.</summary>
/// <param name="ConsultId">The contact that the consultation is.</param>
public sealed record ConsultationStarted(ContactId ConsultId) : IAgentEvent;

/// <summary>The asking agent ended the consultation. It also ends with the contact that it is about, without this event.</summary>
/// <param name="ConsultId">The contact that the consultation is.</param>
public sealed record ConsultationEnded(ContactId ConsultId) : IAgentEvent;

/// <summary>The asking agent has heard that the consultation is over, or that the queue does not take it.</summary>
/// <param name="ConsultId">The contact that the consultation is.</param>
/// <param name="Outcome">How it ended; null where the queue does not take it, or does not know it.</param>
/// <param name="Refusal">Why the queue does not take it; null where it did.</param>
public sealed record ConsultationClosed(ContactId ConsultId, ContactOutcome? Outcome, Refusal? Refusal = null) : IAgentEvent;

/// <summary>The contact about which the agent was consulted comes in the place of the consultation (rule 33): that is over, and neither post-processing nor wrap-up
/// follows it. The offer of the contact and its acceptance are in the same decision.</summary>
/// <param name="ConsultId">The contact that the consultation was.</param>
public sealed record ConsultationHandedOver(ContactId ConsultId) : IAgentEvent;

/// <summary>A keyed command was answered without anything else happening.</summary>
/// <param name="Refusal">The refusal it was answered with; null where it was without effect.</param>
public sealed record AgentCommandAnswered(Refusal? Refusal) : IAgentEvent;
