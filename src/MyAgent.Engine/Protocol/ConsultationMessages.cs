using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>An agent asks a queue, or one of its agents, for advice (rule 33). Repeated until answered with <see cref="ConsultationTaken"/>,
/// <see cref="ConsultationRefused"/> or <see cref="ConsultationOver"/>.</summary>
/// <param name="ConsultId">The id of the contact that the consultation is to be.</param>
/// <param name="About">What it is about, and who asks.</param>
/// <param name="Priority">The priority of the contact that it is about.</param>
/// <param name="With">The agent who is asked; null for any of the queue.</param>
/// <param name="Data">What is known of the contact that it is about; null for nothing.</param>
internal sealed record RequestConsultation(
    ContactId ConsultId, Consultation About, int Priority, AgentId? With = null, ContactData? Data = null) : IQueueMessage;

/// <summary>The asking agent knows that the queue has the consultation.</summary>
/// <param name="ConsultId">The consultation.</param>
internal sealed record ConsultationKept(ContactId ConsultId) : IQueueMessage;

/// <summary>The asking agent ends a consultation, or does not want it any more. Repeated until answered with <see cref="ConsultationOver"/>.</summary>
/// <param name="ConsultId">The consultation.</param>
/// <param name="AskedBy">The agent.</param>
internal sealed record EndConsultationRequest(ContactId ConsultId, AgentId AskedBy) : IQueueMessage;

/// <summary>The asking agent knows that a consultation is over.</summary>
/// <param name="ConsultId">The consultation.</param>
internal sealed record ConsultationOverSeen(ContactId ConsultId) : IQueueMessage;

/// <summary>The queue has a consultation. Repeated until answered with <see cref="ConsultationKept"/> or <see cref="EndConsultationRequest"/>.</summary>
/// <param name="ConsultId">The consultation.</param>
/// <param name="QueueId">The queue.</param>
internal sealed record ConsultationTaken(ContactId ConsultId, QueueId QueueId) : IAgentMessage;

/// <summary>The queue does not take a consultation.</summary>
/// <param name="ConsultId">The consultation.</param>
/// <param name="Refusal">Why.</param>
internal sealed record ConsultationRefused(ContactId ConsultId, Refusal Refusal) : IAgentMessage;

/// <summary>A consultation is over. Repeated until answered with <see cref="ConsultationOverSeen"/>.</summary>
/// <param name="ConsultId">The consultation.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Outcome">How it ended; null where the queue does not know it.</param>
internal sealed record ConsultationOver(ContactId ConsultId, QueueId QueueId, ContactOutcome? Outcome) : IAgentMessage;
