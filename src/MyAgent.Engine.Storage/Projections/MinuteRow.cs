namespace MyAgent.Engine.Storage.Projections;

/// <summary>The figures of one queue, agent or wrap-up code in one minute, or in one interval of a report.</summary>
/// <param name="Id">The id of the queue or the agent.</param>
/// <param name="Minute">The minute, in minutes since 1970; in a report the number of the interval, which counts from 0.</param>
/// <param name="Sums">The counts and sums, in the order of the table's columns.</param>
/// <param name="LongestWait">The longest wait, in ticks; null for none, and for agents.</param>
/// <param name="Code">The wrap-up code of the queue, empty for contacts without one; null where the figures are not by code.</param>
internal sealed record MinuteRow(string Id, long Minute, IReadOnlyList<long> Sums, long? LongestWait = null, string? Code = null);
