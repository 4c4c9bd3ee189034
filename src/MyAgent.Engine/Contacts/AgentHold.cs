namespace MyAgent.Engine.Contacts;

/// <summary>A contact waits for one agent before any other (rules 33 and 38), while that agent is logged in and may have it. Afterwards the agent is still preferred.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Until">Until when it waits.</param>
public sealed record AgentHold(AgentId AgentId, DateTimeOffset Until);
