using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>A caller who calls again and again.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="PreferredAgents">The preferred agents, best first.</param>
/// <param name="Priority">The priority, 0 to 99.</param>
internal sealed record RegularCaller(CallerAddress Caller, IReadOnlyList<AgentId> PreferredAgents, int Priority);
