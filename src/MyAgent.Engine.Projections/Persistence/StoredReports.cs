using MyAgent.Engine.Contacts;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>The figures of queues and agents, of any age, from the tables.</summary>
/// <param name="projections">The projections that write the tables.</param>
/// <param name="store">The tables.</param>
internal sealed class StoredReports(StoredProjections projections, IProjectionStore store)
{
    /// <summary>The figures of every queue, in order of their ids, then of the intervals.</summary>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    public async Task<IReadOnlyList<QueueFigures>> QueuesAsync(ReportPeriod period, CancellationToken cancel = default)
    {
        var present = await projections.WriteAsync(cancel).ConfigureAwait(false);
        var rows = await store.QueueFiguresAsync(period.FirstMinute, period.EndMinute, period.IntervalMinutes, cancel).ConfigureAwait(false);
        var byQueue = rows.ToLookup(row => row.Id);
        return [.. present.Queues.SelectMany(queue => InMemoryReports.Figures(new QueueId(queue), period, Sums(byQueue[queue], period, QueueCounts.Of)))];
    }

    /// <summary>The figures of every agent, in order of their ids, then of the intervals.</summary>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    public Task<IReadOnlyList<AgentFigures>> AgentsAsync(ReportPeriod period, CancellationToken cancel = default) => AgentsAsync(only: null, period, cancel);

    /// <summary>The figures of one agent, in order of the intervals; none for an agent to whom nothing has happened. Those of other agents are not read.</summary>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    public Task<IReadOnlyList<AgentFigures>> AgentAsync(AgentId agent, ReportPeriod period, CancellationToken cancel = default) => AgentsAsync(agent.Value, period, cancel);

    /// <summary>The figures of every wrap-up code that a contact has in the period, in order of the queues' ids, then of the intervals, then of the codes.</summary>
    /// <exception cref="EngineUnavailableException">What has happened last cannot be written at the moment.</exception>
    public async Task<IReadOnlyList<CodeFigures>> CodesAsync(ReportPeriod period, CancellationToken cancel = default)
    {
        await projections.WriteAsync(cancel).ConfigureAwait(false);
        var rows = await store.CodeFiguresAsync(period.FirstMinute, period.EndMinute, period.IntervalMinutes, cancel).ConfigureAwait(false);
        return InMemoryReports.Figures(period, rows.Select(row => (new CodeOfQueue(row.Id, row.Code!), (int)row.Minute, CodeCounts.Of(row))));
    }

    private async Task<IReadOnlyList<AgentFigures>> AgentsAsync(string? only, ReportPeriod period, CancellationToken cancel)
    {
        var present = await projections.WriteAsync(cancel).ConfigureAwait(false);
        var rows = await store.AgentFiguresAsync(period.FirstMinute, period.EndMinute, period.IntervalMinutes, only, cancel).ConfigureAwait(false);
        // What ended later is in what an agent is doing.
        var spans = await store.SpansAsync(
            period.Start(0).UtcTicks, period.End(period.Count - 1).UtcTicks, period.IntervalMinutes * TimeSpan.TicksPerMinute, present.Position, only, cancel)
            .ConfigureAwait(false);
        var (byAgent, within, across) = (rows.ToLookup(row => row.Id), spans.Within.ToLookup(sum => sum.Agent), spans.Across.ToLookup(span => span.Agent, RowMapper.ToSpan));
        return
        [
            .. present.Agents.Where(agent => only is null || agent.Agent == only).SelectMany(agent => InMemoryReports.Figures(
                new AgentId(agent.Agent), period, Sums(byAgent[agent.Agent], period, AgentCounts.Of),
                Times(within[agent.Agent], agent.Present is { } now ? across[agent.Agent].Append(now) : across[agent.Agent], period))),
        ];
    }

    private static TimeSpan[][] Times(IEnumerable<SpanSumRow> within, IEnumerable<StatusSpan> across, ReportPeriod period)
    {
        var times = StatusSpan.Divide(across, period);
        foreach (var sum in within)
            times[sum.Interval][(int)RowMapper.ToStatus(sum.Status)] += TimeSpan.FromTicks(sum.Ticks);
        return times;
    }

    private static TTally[] Sums<TTally>(IEnumerable<MinuteRow> rows, ReportPeriod period, Func<MinuteRow, TTally> read)
        where TTally : new()
    {
        var sums = InMemoryReports.Tallies<TTally>(period);
        foreach (var row in rows)
            sums[row.Minute] = read(row);
        return sums;
    }
}
