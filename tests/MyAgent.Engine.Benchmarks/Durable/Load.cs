using MyAgent.Engine.Hosting;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The contact centre that an engine is measured with.</summary>
/// <param name="Queues">How many queues there are.</param>
/// <param name="Agents">How many agents are logged in, each to one queue.</param>
internal sealed record Load(int Queues, int Agents)
{
    /// <summary>How many clients bring contacts at the same time.</summary>
    public const int InFlight = 256;

    /// <summary>A large centre.</summary>
    public static readonly Load Default = new(Queues: 100, Agents: 1000);

    /// <summary>Everything in one queue.</summary>
    public static readonly Load OneQueue = new(Queues: 1, Agents: 500);

    /// <inheritdoc/>
    public override string ToString() => $"{Agents} agents in {Queues} {(Queues == 1 ? "queue" : "queues")}, {InFlight} clients in flight";

    /// <summary>Sets the queues up and logs the agents in.</summary>
    public async Task SetUpAsync(IEngineHost engine)
    {
        for (var queue = 0; queue < Queues; queue++)
            await engine.SendAsync(BenchmarkData.Queue(queue).Address, BenchmarkData.Open(BenchmarkData.Queue(queue)), BenchmarkData.Connector);
        await Parallel.ForAsync(0, Agents, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (number, cancel) =>
        {
            var agent = BenchmarkData.Agent(number);
            foreach (var command in BenchmarkData.Start(agent, BenchmarkData.Queue(number % Queues)))
                await engine.SendAsync(agent.Address, command, BenchmarkData.Connector, cancel);
        });
    }
}
