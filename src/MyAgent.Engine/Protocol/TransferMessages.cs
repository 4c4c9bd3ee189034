using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>An agent asks the queue to which it wants to transfer its contact whether that takes it (rule 33). Nothing is reserved. Repeated until answered with
/// <see cref="TransferAllowed"/> or <see cref="TransferRefused"/>, for a limited time.</summary>
/// <param name="AgentId">The agent who has the contact.</param>
/// <param name="Question">Names the question: the numbers of an agent's questions grow.</param>
/// <param name="Contact">The contact.</param>
/// <param name="For">The agent for whom it is; null for any agent of the queue.</param>
/// <param name="Consult">The consultation of this queue whose agent is to get the contact; null for none.</param>
internal sealed record AskForTransfer(AgentId AgentId, long Question, Contact Contact, AgentId? For, ContactId? Consult = null) : IQueueMessage;

/// <summary>The queue takes the contact.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Question">The question.</param>
/// <param name="Consulted">The agent who has answered the consultation; null where the question was not about one.</param>
internal sealed record TransferAllowed(QueueId QueueId, long Question, AgentId? Consulted = null) : IAgentMessage;

/// <summary>The queue does not take the contact.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Question">The question.</param>
/// <param name="Refusal">Why.</param>
internal sealed record TransferRefused(QueueId QueueId, long Question, Refusal Refusal) : IAgentMessage;
