using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Agents;

/// <summary>A running wrap-up.</summary>
/// <param name="QueueId">The queue it is for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Until">When it ends automatically.</param>
internal sealed record WrapUp(QueueId QueueId, DateTimeOffset StartedAt, DateTimeOffset Until);
