using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Pbm;

/// <summary>What an operator can look at, as lines of text.</summary>
public interface IOperatorTexts
{
    /// <summary>The queues with their figures.</summary>
    Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel);

    /// <summary>A queue, its figures and its line; null where there is no such queue.</summary>
    Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel);

    /// <summary>The agents and what they are doing.</summary>
    Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel);

    /// <summary>An agent, what is in hand, and the queues the agent works in; null where there is no such agent.</summary>
    Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel);

    /// <summary>The callback requests of all queues that are not done.</summary>
    Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel);

    /// <summary>A contact's story; null where the journal knows of no such contact.</summary>
    Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel);

    /// <summary>The node and the shard in which an entity lives; null where it is not awake anywhere.</summary>
    Task<IReadOnlyList<string>?> WhereAsync(EntityAddress entity, CancellationToken cancel);
}
