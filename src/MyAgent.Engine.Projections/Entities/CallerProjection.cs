using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Projections.Entities;

/// <summary>What is configured of a caller.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="PreferredAgents">The agents to be tried first, best first.</param>
/// <param name="Priority">The priority of the caller's contacts where none is given with them, 0 to 99.</param>
internal sealed record CallerProjection(CallerAddress Caller, IReadOnlyList<AgentId> PreferredAgents, int Priority)
{
    /// <summary>Whether it says nothing: the caller is as one who was never configured.</summary>
    [JsonIgnore]
    public bool IsDefault => PreferredAgents.Count == 0 && Priority == 0;
}
