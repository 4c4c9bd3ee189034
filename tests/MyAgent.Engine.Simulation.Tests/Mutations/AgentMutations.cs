using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation.Tests.Mutations;

/// <summary>Errors in the rules of agents.</summary>
internal static class AgentMutations
{
    public static IReadOnlyDictionary<string, Mutation> All { get; } = new Dictionary<string, Mutation>
    {
        ["wrap-up ends a second early"] = Agents() with { Early = TimeSpan.FromSeconds(1) },
        ["there is no wrap-up"] = Agents() with { Decided = (moment, decision) => decision.WithEvent(happened => happened is WrapUpStarted ? Freed(moment) : happened) },
        ["an agent in wrap-up takes offers"] = Agents() with
        {
            Believed = (recorded, _) => recorded.Event is WrapUpStarted ? recorded with { Event = new AgentFreed(default) } : recorded,
        },
        ["a withdrawn offer counts as missed"] = Agents() with
        {
            Decided = (_, decision) => decision.WithEvents(happened =>
                happened is OfferClosed { Outcome: OfferOutcome.Withdrawn } ? [happened, new AgentStoppedResponding()] : [happened]),
        },
        ["a remembered break is forgotten"] = Agents() with
        {
            Decided = (moment, decision) => decision.WithEvent(happened =>
                happened is BreakStarted && Of(moment) is { Status: AgentStatus.WrapUp } ? new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true) : happened),
        },
        ["no wrap-up code is recorded by default"] = Agents() with
        {
            Decided = (_, decision) => decision.WithEvents(happened => happened is WrapUpCodeSet { ByDefault: true } ? [] : [happened]),
        },
        ["a telephone that cannot ring gets calls"] = Agents() with
        {
            Believed = (recorded, _) => recorded.Event is EndpointStateHeard heard
                ? recorded with { Event = heard with { Report = heard.Report with { State = EndpointState.Ready } } }
                : recorded,
        },
        ["an absent agent is available after wrap-up"] = Agents() with
        {
            Decided = (moment, decision) => decision.WithEvent(happened =>
                happened is AgentStoppedResponding && Of(moment) is { Status: AgentStatus.WrapUp } ? new AgentBecameAvailable(AgentStatus.WrapUp, AtDeadline: true) : happened),
        },
        ["the pop-up of an agent without a desk stays open"] = Agents() with
        {
            Believed = (recorded, _) => recorded.Event is AgentDefined defined ? recorded with { Event = defined with { AutoClosePopUp = false } } : recorded,
        },
        ["command ids are forgotten"] = Agents() with { Heard = envelope => envelope with { Cause = envelope.Cause with { CommandId = null } } },
        ["the clock goes back"] = Agents() with { NotBefore = agent => agent.Revision % 20 == 9 ? agent.LastEventAt.AddMinutes(10) : DateTimeOffset.MinValue },
        ["an event is not written"] = Agents() with { Counted = revision => revision < 30 ? revision : revision + 1 },
    };

    private static Mutation Agents() => new(EntityKind.Agent);

    private static AgentSnapshot Of(Moment moment) => (AgentSnapshot)moment.Entity.TakeSnapshot();

    private static AgentFreed Freed(Moment moment) => new(Of(moment).Held!.Offer.Contact.ContactId);
}
