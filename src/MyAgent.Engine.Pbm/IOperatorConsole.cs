using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Pbm;

/// <summary>What an operator can look at, as lines of text.</summary>
public interface IOperatorConsole
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

    /// <summary>The node and the shard in which an entity lives; null where there is no such entity.</summary>
    /// <param name="entity">Its id in the journal: <c>agent-ana</c>. One that is none is refused by an exception, with a sentence.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<string>?> WhereAsync(string entity, CancellationToken cancel);

    /// <summary>An entity's revision, snapshot, deadline and state; null where there is no such entity.</summary>
    /// <param name="entity">Its id in the journal: <c>agent-ana</c>. One that is none is refused by an exception, with a sentence.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<string>?> EntityAsync(string entity, CancellationToken cancel);

    /// <summary>Which shard lives on which node, and how many entities are awake in it.</summary>
    Task<IReadOnlyList<string>> ShardsAsync(CancellationToken cancel);
}
