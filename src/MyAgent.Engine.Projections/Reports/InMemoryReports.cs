using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>The figures of queues and agents, by the minute, in memory: for a journal that is read as a whole.</summary>
internal sealed class InMemoryReports : IProjection, IReportCounters
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ReportFold _fold;
    private readonly Dictionary<string, MinuteSeries<QueueCounts>> _queues = [];
    private readonly Dictionary<string, MinuteSeries<AgentCounts>> _agents = [];
    private readonly Dictionary<CodeOfQueue, MinuteSeries<CodeCounts>> _codes = [];
    private readonly Dictionary<string, List<StatusSpan>> _spans = [];

    /// <param name="clock">Gives the end of the current status of agents.</param>
    public InMemoryReports(TimeProvider clock) => (_clock, _fold) = (clock, new ReportFold(this));

    /// <summary>The figures of every queue, in order of their ids, then of the intervals.</summary>
    public IReadOnlyList<QueueFigures> Queues(ReportPeriod period)
    {
        lock (_gate)
        {
            return [.. _fold.Queues.SelectMany(queue =>
                Figures(new QueueId(queue), period, SumsOf<QueueCounts>(_queues.GetValueOrDefault(queue), period, (sum, tally) => sum.Add(tally))))];
        }
    }

    /// <summary>The figures of every agent, in order of their ids, then of the intervals.</summary>
    public IReadOnlyList<AgentFigures> Agents(ReportPeriod period)
    {
        lock (_gate)
        {
            return [.. _fold.Agents(_clock.GetUtcNow()).SelectMany(agent => Figures(
                new AgentId(agent.Agent), period, SumsOf<AgentCounts>(_agents.GetValueOrDefault(agent.Agent), period, (sum, tally) => sum.Add(tally)),
                StatusSpan.Divide([.. _spans.GetValueOrDefault(agent.Agent) ?? [], .. agent.Present is { } present ? [present] : Array.Empty<StatusSpan>()], period)))];
        }
    }

    /// <summary>The figures of every wrap-up code that a contact has in the period, in order of the queues' ids, then of the intervals, then of the codes.</summary>
    public IReadOnlyList<CodeFigures> Codes(ReportPeriod period)
    {
        lock (_gate)
        {
            return Figures(period, _codes.SelectMany(code =>
                SumsOf(code.Value, period, (sum, tally) => sum.Add(tally)).Select((counts, interval) => (code.Key, interval, counts))));
        }
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        lock (_gate)
            _fold.Fold(record);
    }

    /// <summary>A queue's rows.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="period">The period.</param>
    /// <param name="sums">The counts, by interval.</param>
    internal static IEnumerable<QueueFigures> Figures(QueueId queue, ReportPeriod period, QueueCounts[] sums) =>
        sums.Select((tally, interval) => tally.ToFigures(period.Start(interval), period.End(interval), queue));

    /// <summary>An agent's rows.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="period">The period.</param>
    /// <param name="sums">The counts, by interval.</param>
    /// <param name="times">The time in each status, by interval and then the statuses' numbers.</param>
    internal static IEnumerable<AgentFigures> Figures(AgentId agent, ReportPeriod period, AgentCounts[] sums, TimeSpan[][] times) =>
        sums.Select((tally, interval) => tally.ToFigures(period.Start(interval), period.End(interval), agent, status => times[interval][(int)status]));

    /// <summary>The rows of wrap-up codes that a contact has.</summary>
    /// <param name="period">The period.</param>
    /// <param name="counts">The counts, by code and interval, in any order.</param>
    internal static IReadOnlyList<CodeFigures> Figures(ReportPeriod period, IEnumerable<(CodeOfQueue Code, int Interval, CodeCounts Counts)> counts) =>
    [
        .. counts.Where(each => each.Counts.Handled.Count > 0)
            .OrderBy(each => each.Code.QueueId, StringComparer.Ordinal).ThenBy(each => each.Interval).ThenBy(each => each.Code.Code, StringComparer.Ordinal)
            .Select(each => each.Counts.ToFigures(period.Start(each.Interval), period.End(each.Interval), each.Code)),
    ];

    /// <summary>Nothing counted yet, by interval.</summary>
    internal static TTally[] Tallies<TTally>(ReportPeriod period)
        where TTally : new() =>
        [.. Enumerable.Range(0, period.Count).Select(_ => new TTally())];

    QueueCounts IReportCounters.QueueAt(string queue, DateTimeOffset at) => At(_queues, queue, at);

    AgentCounts IReportCounters.AgentAt(string agent, DateTimeOffset at) => At(_agents, agent, at);

    CodeCounts IReportCounters.CodeAt(CodeOfQueue code, DateTimeOffset at) => At(_codes, code, at);

    void IReportCounters.Ended(string agent, StatusSpan span)
    {
        if (!_spans.TryGetValue(agent, out var spans))
            _spans.Add(agent, spans = []);
        spans.Add(span);
    }

    private static TTally At<TId, TTally>(Dictionary<TId, MinuteSeries<TTally>> all, TId id, DateTimeOffset at)
        where TId : notnull
        where TTally : class, new()
    {
        if (!all.TryGetValue(id, out var minutes))
            all.Add(id, minutes = new MinuteSeries<TTally>());
        return minutes.At(at);
    }

    private static TTally[] SumsOf<TTally>(MinuteSeries<TTally>? minutes, ReportPeriod period, Action<TTally, TTally> add)
        where TTally : class, new()
    {
        var sums = Tallies<TTally>(period);
        foreach (var (minute, tally) in minutes?.Within(period) ?? [])
            add(sums[period.IntervalOf(minute)], tally);
        return sums;
    }
}
