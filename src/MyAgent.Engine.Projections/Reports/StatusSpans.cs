using MyAgent.Engine.Agents;

namespace MyAgent.Engine.Projections;

/// <summary>What one agent was doing when, without gaps.</summary>
internal sealed class StatusSpans
{
    private readonly List<Span> _ended = [];
    private AgentStatus _status = AgentStatus.LoggedOut;
    private DateTimeOffset _since = DateTimeOffset.MinValue;

    /// <summary>The agent is doing something else from now on.</summary>
    public void Change(AgentStatus status, DateTimeOffset at)
    {
        if (status == _status)
            return;
        if (at > _since && _status != AgentStatus.LoggedOut)
            _ended.Add(new Span(_status, _since, at));
        (_status, _since) = (status, at);
    }

    /// <summary>The time spent in each status, by the intervals of a period and then the statuses' numbers.</summary>
    /// <param name="period">The period.</param>
    /// <param name="now">Where the present span is cut off.</param>
    public TimeSpan[][] Divide(ReportPeriod period, DateTimeOffset now)
    {
        var times = new TimeSpan[period.Count][];
        for (var interval = 0; interval < times.Length; interval++)
            times[interval] = new TimeSpan[Enum.GetValues<AgentStatus>().Length];
        for (var index = FirstEndingAfter(period.Start(0)); index < _ended.Count; index++)
            Divide(_ended[index], period, times);
        if (_status != AgentStatus.LoggedOut)
            Divide(new Span(_status, _since, now), period, times);
        return times;
    }

    /// <summary>Forgets the spans that ended before an instant.</summary>
    public void Forget(DateTimeOffset before) => _ended.RemoveRange(0, FirstEndingAfter(before));

    private static void Divide(Span span, ReportPeriod period, TimeSpan[][] times)
    {
        var from = Later(span.From, period.Start(0));
        var to = Earlier(span.To, period.End(times.Length - 1));
        while (from < to)
        {
            var interval = period.IntervalOf(ReportPeriod.MinuteOf(from));
            var until = Earlier(to, period.End(interval));
            times[interval][(int)span.Status] += until - from;
            from = until;
        }
    }

    private int FirstEndingAfter(DateTimeOffset instant)
    {
        int low = 0, high = _ended.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ended[middle].To <= instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private readonly record struct Span(AgentStatus Status, DateTimeOffset From, DateTimeOffset To);
}
