using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Errors in the rules of endpoints.</summary>
internal static class EndpointMutations
{
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["an endpoint is everybody's"] = new(EntityKind.Endpoint)
        {
            Believed = (recorded, _) => recorded.Event is EndpointTaken taken ? recorded with { Event = new EndpointFreed(taken.AgentId, taken.Claim) } : recorded,
        },
    };
}
