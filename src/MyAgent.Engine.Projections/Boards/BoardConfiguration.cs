using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Boards;

/// <summary>All that is configured, as it was at one moment.</summary>
/// <param name="Queues">The queues, in ordinal order of their ids.</param>
/// <param name="Agents">The agents, in ordinal order of their ids.</param>
/// <param name="Callers">The callers of whom something is configured, in ordinal order of their addresses.</param>
internal sealed record BoardConfiguration(
    IReadOnlyList<(QueueId Queue, QueueSettings Settings)> Queues, IReadOnlyList<AgentProjection> Agents, IReadOnlyList<CallerProjection> Callers);
