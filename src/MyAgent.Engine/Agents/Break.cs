namespace MyAgent.Engine.Agents;

/// <summary>A running break.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Until">When it ends automatically; null for an open end.</param>
public sealed record Break(string Reason, DateTimeOffset? Until);
