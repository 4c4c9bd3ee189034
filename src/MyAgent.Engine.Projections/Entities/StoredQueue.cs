using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>What is stored of a queue as a whole, without its contacts.</summary>
/// <param name="QueueId">The queue.</param>
internal sealed record StoredQueue(QueueId QueueId)
{
    /// <summary>Its settings; null before it was configured.</summary>
    public QueueSettings? Settings { get; init; }

    /// <summary>Its agents.</summary>
    public IReadOnlyList<QueueMember> Members { get; init; } = [];

    /// <summary>The alarms that are raised.</summary>
    public IReadOnlyList<AlarmKind> Alarms { get; init; } = [];
}
