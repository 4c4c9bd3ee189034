namespace MyAgent.Engine.Storage.Projections;

/// <summary>The spans of agents' statuses in a period.</summary>
/// <param name="Within">The spans within one interval, summed.</param>
/// <param name="Across">The spans in several intervals, or partly outside the period.</param>
internal sealed record SpanRows(IReadOnlyList<SpanSumRow> Within, IReadOnlyList<SpanRow> Across);

/// <summary>The time that an agent spent in one status in one interval.</summary>
/// <param name="Agent">The id of the agent.</param>
/// <param name="Status">The status.</param>
/// <param name="Interval">The number of the interval, which counts from 0.</param>
/// <param name="Ticks">The time in ticks.</param>
internal sealed record SpanSumRow(string Agent, string Status, long Interval, long Ticks);
