using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Agents;

/// <summary>The consultation of an agent about the current contact (rule 33), until its queue has said that it is over.</summary>
/// <param name="ConsultId">The contact that the consultation is.</param>
/// <param name="About">What it is about.</param>
/// <param name="QueueId">The queue that is asked.</param>
/// <param name="With">The agent who is asked; null for any of the queue.</param>
/// <param name="Priority">The priority of the contact that it is about.</param>
/// <param name="Data">What was known of that contact when it was offered; null for nothing.</param>
/// <param name="IsStarted">Whether the queue has it.</param>
/// <param name="IsEnding">Whether it is to end: the agent ended it, or the contact that it is about is over.</param>
/// <param name="Request">The command that asked for it.</param>
internal sealed record OpenConsultation(
    ContactId ConsultId, Consultation About, QueueId QueueId, AgentId? With, int Priority, ContactData? Data, bool IsStarted, bool IsEnding, Cause Request);
