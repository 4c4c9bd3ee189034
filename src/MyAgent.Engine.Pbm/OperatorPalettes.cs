using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Pbm;

/// <summary>The palettes of commands, one for each noun: <c>pbm queue list</c>. The palettes <c>cluster</c>, <c>cluster-sharding</c> and <c>actor</c>
/// are Petabridge.Cmd's own.</summary>
internal static class OperatorPalettes
{
    private static readonly OperatorSwitch Queue = new("queue", "-q", "The queue's id.");
    private static readonly OperatorSwitch Agent = new("agent", "-a", "The agent's id.");
    private static readonly OperatorSwitch Contact = new("contact", "-c", "The contact's id.");
    private static readonly OperatorSwitch Entity = new("id", "-i", "The entity's id in the journal, such as agent-ana.");

    /// <summary>The palettes.</summary>
    public static IReadOnlyList<OperatorPalette> All { get; } =
    [
        new("queue",
        [
            new("list", "Lists the queues with their figures.", [],
                async (console, _, cancel) => await console.QueuesAsync(cancel).ConfigureAwait(false)),
            new("show", "Shows a queue: its figures and its waiting list.", [Queue],
                (console, given, cancel) => console.QueueAsync(new QueueId(given["queue"]), cancel)),
        ]),
        new("agent",
        [
            new("list", "Lists the agents with their status.", [],
                async (console, _, cancel) => await console.AgentsAsync(cancel).ConfigureAwait(false)),
            new("show", "Shows an agent: the current contact, and the agent's queues.", [Agent],
                (console, given, cancel) => console.AgentAsync(new AgentId(given["agent"]), cancel)),
        ]),
        new("callback",
        [
            new("list", "Lists the open callback requests.", [],
                async (console, _, cancel) => await console.CallbacksAsync(cancel).ConfigureAwait(false)),
        ]),
        new("contact",
        [
            new("explain", "Explains a contact: each decision, and the reason for each agent.", [Queue, Contact],
                (console, given, cancel) => console.ExplainAsync(new QueueId(given["queue"]), new ContactId(given["contact"]), cancel)),
        ]),
        new("entity",
        [
            new("where", "Shows the node and the shard of an entity.", [Entity],
                (console, given, cancel) => console.WhereAsync(given["id"], cancel)),
            new("show", "Shows an entity's revision, snapshot, deadline and state.", [Entity],
                (console, given, cancel) => console.EntityAsync(given["id"], cancel)),
        ]),
        new("shard",
        [
            new("list", "Lists the shards, their nodes, and the number of active entities in each.", [],
                async (console, _, cancel) => await console.ShardsAsync(cancel).ConfigureAwait(false)),
        ]),
    ];
}
