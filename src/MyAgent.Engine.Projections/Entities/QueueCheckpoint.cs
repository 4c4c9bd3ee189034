using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>A queue as it was after one of its events.</summary>
/// <param name="QueueId">The queue.</param>
internal sealed record QueueCheckpoint(QueueId QueueId)
{
    /// <summary>Its settings; null before it was configured.</summary>
    public QueueSettings? Settings { get; init; }

    /// <summary>Its agents.</summary>
    public IReadOnlyList<QueueMember> Members { get; init; } = [];

    /// <summary>The contacts that are not finished.</summary>
    public IReadOnlyList<ContactRecord> Contacts { get; init; } = [];
}

/// <summary>An agent of a queue.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Assignment">The assignment of the agent to the queue.</param>
internal sealed record QueueMember(AgentId AgentId, Assignment Assignment);
