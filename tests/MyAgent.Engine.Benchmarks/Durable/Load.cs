using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Benchmarks.Durable;

/// <summary>The contact centre that every host is measured with.</summary>
internal static class Load
{
    /// <summary>How many queues there are.</summary>
    public const int Queues = 100;

    /// <summary>How many clients bring contacts at the same time.</summary>
    public const int InFlight = 256;

    private const int Agents = 1000;

    /// <summary>What it is, for the report.</summary>
    public static string Description => $"{Agents} agents in {Queues} queues, {InFlight} clients in flight";

    /// <summary>Sets the queues up and logs the agents in.</summary>
    public static async Task SetUpAsync(IEngineHost engine)
    {
        for (var queue = 0; queue < Queues; queue++)
            await engine.SendAsync(CallCentre.Queue(queue).Address, CallCentre.Open(CallCentre.Queue(queue)), CallCentre.Connector);
        await Task.WhenAll(Enumerable.Range(0, Agents).Select(async number =>
        {
            var agent = CallCentre.Agent(number);
            foreach (var command in CallCentre.Start(agent, CallCentre.Queue(number % Queues)))
                await engine.SendAsync(agent.Address, command, CallCentre.Connector);
        }));
    }
}
