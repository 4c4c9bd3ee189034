namespace MyAgent.Engine.Contacts;

/// <summary>Who served a caller last in a queue (rule 34).</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="ServedAt">When the contact was over.</param>
public sealed record LastService(QueueId QueueId, AgentId AgentId, DateTimeOffset ServedAt);
