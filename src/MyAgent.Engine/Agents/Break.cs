namespace MyAgent.Engine.Agents;

/// <summary>A running break.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Until">When it ends by itself; null for when the agent says so.</param>
public sealed record Break(string Reason, DateTimeOffset? Until);
