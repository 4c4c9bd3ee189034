namespace MyAgent.Engine.Storage.Projections;

/// <summary>A span of time in which an agent had one status, of at most one day: a longer one has several rows. Instants are UTC ticks.</summary>
/// <param name="Agent">The id of the agent.</param>
/// <param name="Status">The status.</param>
/// <param name="Began">The beginning.</param>
/// <param name="Ended">The end.</param>
/// <param name="Ordering">The ordering of the event that ended it.</param>
internal sealed record SpanRow(string Agent, string Status, long Began, long Ended, long Ordering);
