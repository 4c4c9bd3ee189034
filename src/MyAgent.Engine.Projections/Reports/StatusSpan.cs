using MyAgent.Engine.Agents;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>A period that an agent spent in one status.</summary>
/// <param name="Status">The status.</param>
/// <param name="From">The start.</param>
/// <param name="To">The end, exclusive.</param>
internal readonly record struct StatusSpan(AgentStatus Status, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The time spent in each status, by the intervals of a period and then the statuses' numbers.</summary>
    /// <param name="spans">Spans of one agent.</param>
    /// <param name="period">The period.</param>
    public static TimeSpan[][] Divide(IEnumerable<StatusSpan> spans, ReportPeriod period)
    {
        var times = new TimeSpan[period.Count][];
        for (var interval = 0; interval < times.Length; interval++)
            times[interval] = new TimeSpan[Enum.GetValues<AgentStatus>().Length];
        foreach (var span in spans)
            span.Divide(period, times);
        return times;
    }

    /// <summary>The same time in pieces of a day at most.</summary>
    public IEnumerable<StatusSpan> ByDays()
    {
        var rest = this;
        for (; rest.To - rest.From > TimeSpan.FromDays(1); rest = rest with { From = rest.From.AddDays(1) })
            yield return rest with { To = rest.From.AddDays(1) };
        yield return rest;
    }

    private void Divide(ReportPeriod period, TimeSpan[][] times)
    {
        var from = Later(From, period.Start(0));
        var to = Earlier(To, period.End(times.Length - 1));
        while (from < to)
        {
            var interval = period.IntervalOf(ReportPeriod.MinuteOf(from));
            var until = Earlier(to, period.End(interval));
            times[interval][(int)Status] += until - from;
            from = until;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
