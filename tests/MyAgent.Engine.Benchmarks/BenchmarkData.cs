using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Benchmarks;

/// <summary>The names and settings that the benchmarks share: agents in queues, a connector that brings contacts.</summary>
internal static class BenchmarkData
{
    /// <summary>Who sends the contacts.</summary>
    public static readonly Cause Connector = new("connector");

    /// <summary>A queue.</summary>
    public static QueueId Queue(int number) => new($"queue{number}");

    /// <summary>An agent.</summary>
    public static AgentId Agent(int number) => new($"agent{number}");

    /// <summary>A contact.</summary>
    public static ContactId Contact(long number) => new($"call-{number:d9}");

    /// <summary>A caller, as a telephone number.</summary>
    public static CallerAddress Caller(long number) => new($"+33{100_000_000 + (number % 800_000_000)}");

    /// <summary>Sets a queue up.</summary>
    public static ConfigureQueue Open(QueueId queue, double preferredHoldSeconds = 0) =>
        new(QueueSettings.Default(queue.Value) with { PreferredHoldSeconds = preferredHoldSeconds });

    /// <summary>What makes an agent of a queue ready for its contacts.</summary>
    public static IReadOnlyList<IAgentCommand> Start(AgentId agent, QueueId queue) =>
        [new DefineAgent(agent.Value), new AssignAgent(queue, new Assignment()), new LogIn()];

    /// <summary>A contact arrives.</summary>
    public static ReceiveContact Arrival(QueueId queue, long number, int? priority = null) =>
        new(queue, Contact(number), Media.Call, priority, OriginAt: null);
}
