using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Errors in the rules of endpoints.</summary>
internal static class EndpointMutations
{
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["an endpoint is everybody's"] = new(EntityKind.Endpoint)
        {
            Decided = (moment, decision) => moment.Message is ClaimEndpoint claim && decision.Sends.Any(send => send.Message is AskForClaim) ? Granted(moment, claim) : decision,
        },
    };

    private static Decision Granted(Moment moment, ClaimEndpoint claim)
    {
        var report = ((EndpointSnapshot)moment.Entity.TakeSnapshot()).Report;
        return new Decision().With(new EndpointTaken(claim.AgentId, claim.Claim))
            .Sending(claim.AgentId.Address, new EndpointGranted(new EndpointId(moment.Entity.Address.Id), claim.Claim, report));
    }
}
