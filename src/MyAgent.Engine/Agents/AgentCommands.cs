using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>A command to an agent. The answer is the agent after the command, or a <see cref="Refusal"/>.</summary>
internal interface IAgentCommand : ICommand;

/// <summary>Creates the agent, or replaces its name and settings.</summary>
/// <param name="Name">The displayed name.</param>
/// <param name="Settings">What is configured; null (the default) for nothing.</param>
public sealed record DefineAgent(string Name, AgentSettings? Settings = null) : IAgentCommand;

/// <summary>Removes an agent who is logged out, with the assignments. What the agent did stays in the journal, the history and the reports; an agent defined later under the
/// same id is the same one again. Refused while the agent is logged in or asks for it.</summary>
public sealed record RemoveAgent : IAgentCommand;

/// <summary>Assigns the agent to a queue, or changes the assignment.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Assignment">How the agent works in it.</param>
public sealed record AssignAgent(QueueId QueueId, Assignment Assignment) : IAgentCommand;

/// <summary>Changes what is named of an agent that exists.</summary>
/// <param name="Name">The displayed name; null (the default) leaves it unchanged.</param>
/// <param name="Changes">Changes to the <see cref="AgentSettings"/>; null (the default) for none.</param>
public sealed record ChangeAgent(string? Name = null, MergePatch? Changes = null) : IAgentCommand;

/// <summary>Changes what is named of the assignment to a queue that the agent is assigned to.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Changes">Changes to the <see cref="Assignment"/>.</param>
public sealed record ChangeAssignment(QueueId QueueId, MergePatch Changes) : IAgentCommand;

/// <summary>Takes the agent out of a queue. A current contact is finished as usual.</summary>
/// <param name="QueueId">The queue.</param>
public sealed record UnassignAgent(QueueId QueueId) : IAgentCommand;

/// <summary>Logs the agent in. Where it has an endpoint the answer comes when the endpoint has said yes; refused while another agent has it (rule 28).</summary>
/// <param name="Endpoint">The telephone that rings; null (the default) for the configured one.</param>
public sealed record LogIn(EndpointId? Endpoint = null) : IAgentCommand;

/// <summary>Logs the agent out; remembered while the agent has an offer or a contact (rule 5).</summary>
public sealed record LogOut : IAgentCommand;

/// <summary>The toolbar button <em>Available</em> (rules 4 and 5).</summary>
public sealed record MakeAvailable : IAgentCommand;

/// <summary>The toolbar button <em>Wrap-up</em> (rule 3).</summary>
/// <param name="QueueId">While available: the queue to wrap up for; null for the one last served.</param>
public sealed record StartOrExtendWrapUp(QueueId? QueueId = null) : IAgentCommand;

/// <summary>Begins a break; remembered while the agent has an offer or a contact (rule 5).</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Seconds">After how long the break ends automatically, in seconds; null for an open end.</param>
public sealed record TakeBreak(string Reason, double? Seconds = null) : IAgentCommand;

/// <summary>Accepts an offer. The queue decides whether the caller is still there (rule 15).</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="AnsweredAt">When the agent answered, where that was earlier (rule 33c): not before the offer and not in the future, but for the few
/// seconds by which clocks may differ. Null (the default) for now.</param>
public sealed record AcceptOffer(OfferId OfferId, DateTimeOffset? AnsweredAt = null) : IAgentCommand;

/// <summary>Rejects an offer (rules 6 and 33b).</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Reason">Why; null (the default) for <see cref="RejectReason.Declined"/>.</param>
public sealed record RejectOffer(OfferId OfferId, RejectReason? Reason = null) : IAgentCommand;

/// <summary>The current contact is over. Without effect where it is over already and its pop-up is open.</summary>
/// <param name="ContactId">The contact that is meant; null for the current one.</param>
/// <param name="By">Who ends it; null (the default) for the agent.</param>
public sealed record EndContact(ContactId? ContactId = null, EndedBy? By = null) : IAgentCommand;

/// <summary>The telephone leg of the current call or callback failed: the contact goes back to its place, and the agent is available at once (rule 33a).</summary>
/// <param name="ContactId">The contact that is meant: a late command must not take another one from the agent.</param>
/// <param name="Reason">How the leg failed.</param>
public sealed record RequeueContact(ContactId ContactId, RequeueReason Reason) : IAgentCommand;

/// <summary>The agent sends the current contact to another queue, or to an agent in a queue (rule 33). Its part is over with that; answered once the queue has said that it
/// takes the contact. A refusal leaves everything as it was.</summary>
/// <param name="To">The queue. The contact's own only with <paramref name="For"/>.</param>
/// <param name="For">The agent for whom the contact is, and who works in the queue; null (the default) for any agent of it.</param>
/// <param name="NewPlace">Whether its place counts from now; false (the default) for its place as it was.</param>
/// <param name="ContactId">The contact that is meant; null (the default) for the current one.</param>
public sealed record TransferContact(QueueId To, AgentId? For = null, bool NewPlace = false, ContactId? ContactId = null) : IAgentCommand;

/// <summary>The agent hands the current contact over to the agent who has answered the consultation about it, who gets it in the consultation's place (rule 33). The part of
/// the commanding agent is over with that; answered once the consulted queue has said that it takes the contact. A refusal leaves everything as it was.</summary>
/// <param name="ContactId">The contact that is meant; null (the default) for the current one.</param>
public sealed record CompleteTransfer(ContactId? ContactId = null) : IAgentCommand;

/// <summary>The current call is on hold (rule 33): the telephone says so. Without effect where it is on hold already.</summary>
/// <param name="ContactId">The contact that is meant; null (the default) for the current one.</param>
public sealed record HoldContact(ContactId? ContactId = null) : IAgentCommand;

/// <summary>The current call is no longer on hold. Without effect where it is not.</summary>
/// <param name="ContactId">The contact that is meant; null (the default) for the current one.</param>
public sealed record ResumeContact(ContactId? ContactId = null) : IAgentCommand;

/// <summary>The agent (or a supervisor, rule 8) closes the pop-up. A callback needs its outcome first (rule 22).</summary>
/// <param name="ContactId">The contact that is meant; null for the current one.</param>
public sealed record ClosePopUp(ContactId? ContactId = null) : IAgentCommand;

/// <summary>The current callback is completed (rule 22). Its contact is over with that.</summary>
/// <param name="ContactId">The contact that is meant; null for the current one.</param>
public sealed record CompleteCallback(ContactId? ContactId = null) : IAgentCommand;

/// <summary>The current callback comes back at a date (rules 22 to 24). Its contact is over with that.</summary>
/// <param name="DueAt">The date; not in the past and within the queue's <c>horizonDays</c>.</param>
/// <param name="Own">Whether it is the agent's own callback, which waits for this agent first (rule 38); null (the default) for no.</param>
/// <param name="Window">Whether the date is the start of a window of the queue, which is booked (rule 39); null (the default) for no.</param>
public sealed record ScheduleCallback(DateTimeOffset DueAt, bool? Own = null, bool? Window = null) : IAgentCommand;

/// <summary>Sets the wrap-up code of a contact, and the note, in place of earlier ones (rule 32): while it is current and in the wrap-up that follows it.</summary>
/// <param name="Code">The code: one of those that the contact's queue had when it was offered.</param>
/// <param name="Note">A note for people; null (the default) for none.</param>
/// <param name="ContactId">The contact that is meant; null (the default) for the one that the agent has or wraps up.</param>
public sealed record SetWrapUpCode(WrapUpCodeId Code, string? Note = null, ContactId? ContactId = null) : IAgentCommand;

/// <summary>The agent has called back and not reached the caller (rule 37). The queue's rule for the cause says when the callback comes back, or that it is closed.
/// Its contact is over with that.</summary>
/// <param name="Cause">Why the caller was not reached.</param>
/// <param name="Note">What the agent notes about it; null (the default) for nothing.</param>
/// <param name="DueAt">When the callback comes back, in place of the rule's delay; required where the queue has no rule for the cause. Null (the default) for the rule.</param>
/// <param name="ContactId">The contact that is meant; null for the current one.</param>
public sealed record FailCallback(FailureCause Cause, string? Note = null, DateTimeOffset? DueAt = null, ContactId? ContactId = null) : IAgentCommand;

/// <summary>Asks a queue, or one of its agents, for advice about the current contact (rule 33). The answer comes when the queue has said yes; one consultation at a
/// time. It ends with the current contact at the latest.</summary>
/// <param name="QueueId">The queue that is asked.</param>
/// <param name="AgentId">The agent who is asked first, for the queue's hold; null (the default) for any of the queue.</param>
/// <param name="ContactId">The contact that it is about; null (the default) for the current one.</param>
public sealed record StartConsultation(QueueId QueueId, AgentId? AgentId = null, ContactId? ContactId = null) : IAgentCommand;

/// <summary>Ends the consultation about the current contact; without effect where there is none.</summary>
/// <param name="ContactId">The contact that it is about; null (the default) for the current one.</param>
public sealed record EndConsultation(ContactId? ContactId = null) : IAgentCommand;

/// <summary>A supervisor logs the agent out, also during a contact (rule 7).</summary>
public sealed record ForceLogOut : IAgentCommand;

/// <summary>The agent was heard of: its lease begins again (rule 30). Journals only the return of an absent agent, and is never remembered under a command id: to repeat
/// it is to be there again. Answered with the agent.</summary>
public sealed record KeepAgentAlive : ICommand;

/// <summary>Asks for the agent as it is now.</summary>
public sealed record GetAgent : IQuery;
