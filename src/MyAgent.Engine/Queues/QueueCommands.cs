using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>Creates the queue, or changes its policy. Answered with a <see cref="QueueSettingsAnswer"/>.</summary>
public sealed record ConfigureQueue(QueueSettings Settings) : IQueueCommand;

/// <summary>Changes what is named of the policy of a queue that exists. Answered with a <see cref="QueueSettingsAnswer"/>.</summary>
/// <param name="Changes">Changes to its <see cref="QueueSettings"/>. The name has no default: null leaves it as it is.</param>
public sealed record ChangeQueue(MergePatch Changes) : IQueueCommand;

/// <summary>Removes a queue that has no open contacts and no agents. What happened in it stays in the journal, the history and the reports; a queue created later under the same id
/// is the same one again. Answered with a <see cref="QueueSettingsAnswer"/> of the defaults. Refused while a contact is open in it or on its way to
/// it, or an agent works in it.</summary>
public sealed record RemoveQueue : IQueueCommand;

/// <summary>The caller is gone: abandoned while waiting, over while engaged.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="By">The caller, or the connector by itself; null (the default) for the caller.</param>
public sealed record HangUp(ContactId ContactId, EndedBy? By = null) : IContactCommand;

/// <summary>The caller starts to leave a message (rule 19).</summary>
public sealed record StartRecording(ContactId ContactId) : IContactCommand;

/// <summary>The caller gives up leaving a message and waits on.</summary>
public sealed record ResumeWaiting(ContactId ContactId) : IContactCommand;

/// <summary>The caller's voice message has been stored.</summary>
public sealed record AttachMessage(ContactId ContactId, VoiceMessage Message) : IContactCommand;

/// <summary>Changes what is known of the contact (rule 27): by its connector, or by the agent who has it.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Changes">Changes to its <see cref="ContactData"/>; null takes a member or an attribute away.</param>
/// <param name="Agent">The agent who changes it, and must have it; null (the default) for its connector.</param>
public sealed record ChangeContactData(ContactId ContactId, MergePatch Changes, AgentId? Agent = null) : IContactCommand;

/// <summary>The call, waiting or recording, becomes a callback request (rules 19 and 20).</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Number">The number to call, as the caller gave it.</param>
/// <param name="Window">The start of the window that it books (rule 39); null (the default) for none: it waits in the place of the call.</param>
public sealed record RequestCallback(ContactId ContactId, string Number, DateTimeOffset? Window = null) : IContactCommand;

/// <summary>A supervisor puts the contact at the head of the waiting list.</summary>
public sealed record MoveToFirst(ContactId ContactId) : IContactCommand;

/// <summary>A supervisor changes the contact's priority.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Priority">0 to 99.</param>
public sealed record ChangePriority(ContactId ContactId, int Priority) : IContactCommand;

/// <summary>A supervisor takes the contact out.</summary>
public sealed record CancelContact(ContactId ContactId) : IContactCommand;

/// <summary>The connector that brought a call no longer has it: it ends as <see cref="ContactOutcome.ConnectorLost"/>, or as served where an agent has it.
/// Without effect on what is no call (any more), or arrived another time.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="Arrival">Its arrival; null where that has no id.</param>
public sealed record EndLostCall(ContactId ContactId, ArrivalId? Arrival = null) : IContactCommand;

/// <summary>Asks for the queue and a part of its waiting list. Answered with a <see cref="QueueAnswer"/>.</summary>
/// <param name="Skip">How many waiting contacts to leave out, from the head.</param>
/// <param name="Take">The maximum number of waiting contacts in the answer.</param>
public sealed record GetQueue(int Skip, int Take) : IQuery;

/// <summary>Asks for a contact. Answered with a <see cref="ContactAnswer"/>, or refused where the queue no longer knows it.</summary>
public sealed record GetContact(ContactId ContactId) : IQuery;
