using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Pbm;

/// <summary>The views of the engine for operators, as lines of text.</summary>
internal interface IOperatorConsole
{
    /// <summary>The queues with their figures.</summary>
    Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancel);

    /// <summary>A queue, its figures and its waiting list; null if there is no such queue.</summary>
    Task<IReadOnlyList<string>?> QueueAsync(QueueId queue, CancellationToken cancel);

    /// <summary>The agents and their status.</summary>
    Task<IReadOnlyList<string>> AgentsAsync(CancellationToken cancel);

    /// <summary>An agent, the current contact, and the queues of the agent; null if there is no such agent.</summary>
    Task<IReadOnlyList<string>?> AgentAsync(AgentId agent, CancellationToken cancel);

    /// <summary>The open callback requests of all queues.</summary>
    Task<IReadOnlyList<string>> CallbacksAsync(CancellationToken cancel);

    /// <summary>The explanation of a contact; null if the journal has no such contact.</summary>
    Task<IReadOnlyList<string>?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel);

    /// <summary>The node and the shard of an entity; null if there is no such entity.</summary>
    /// <param name="entity">Its id in the journal: <c>agent-ana</c>. For another string the task fails with a sentence for the operator.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<string>?> WhereAsync(string entity, CancellationToken cancel);

    /// <summary>An entity's revision, snapshot, deadline and state; null if there is no such entity.</summary>
    /// <param name="entity">Its id in the journal: <c>agent-ana</c>. For another string the task fails with a sentence for the operator.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<string>?> EntityAsync(string entity, CancellationToken cancel);

    /// <summary>The shards, their nodes, and the number of active entities in each.</summary>
    Task<IReadOnlyList<string>> ShardsAsync(CancellationToken cancel);
}
