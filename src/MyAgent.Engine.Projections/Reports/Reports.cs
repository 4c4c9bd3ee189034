using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections;

/// <summary>The figures of queues and agents, by the minute. Each counter is a count over the journal.</summary>
/// <param name="clock">Says up to when an agent's present status counts.</param>
/// <param name="keepDays">For how many days figures are kept, counted back from the newest event; what is older reads as nothing.</param>
internal sealed class Reports(TimeProvider clock, int keepDays = 92) : IJournalView
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, QueueLedger> _queues = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, AgentLedger> _agents = new(StringComparer.Ordinal);
    private DateTimeOffset _forgetAt = DateTimeOffset.MinValue;

    /// <summary>The figures of every queue, in order of their ids, then of the intervals.</summary>
    public IReadOnlyList<QueueFigures> Queues(ReportPeriod period)
    {
        lock (_gate)
            return [.. _queues.SelectMany(queue => Figures(new QueueId(queue.Key), queue.Value, period))];
    }

    /// <summary>The figures of every agent, in order of their ids, then of the intervals.</summary>
    public IReadOnlyList<AgentFigures> Agents(ReportPeriod period)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
            return [.. _agents.SelectMany(agent => Figures(new AgentId(agent.Key), agent.Value, period, now))];
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        lock (_gate)
        {
            Forget(record.Recorded.At);
            switch (record.Recorded.Event)
            {
                case IQueueEvent happened:
                    Queue(record.Entity.Id).Fold(happened, record.Recorded.At);
                    break;
                case IAgentEvent when Agent(record.Entity.Id).Fold(record.Recorded) is { } wrapUp:
                    Queue(wrapUp.Queue.Value).Minutes.At(record.Recorded.At).WrapUp.Add(wrapUp.Length);
                    break;
            }
        }
    }

    private static IEnumerable<QueueFigures> Figures(QueueId queue, QueueLedger ledger, ReportPeriod period)
    {
        var tallies = Tallies<QueueTally>(period);
        foreach (var (minute, tally) in ledger.Minutes.Within(period))
            tallies[period.IntervalOf(minute)].Add(tally);
        return tallies.Select((tally, interval) => tally.ToFigures(period.Start(interval), period.End(interval), queue));
    }

    private static IEnumerable<AgentFigures> Figures(AgentId agent, AgentLedger ledger, ReportPeriod period, DateTimeOffset now)
    {
        var tallies = Tallies<AgentTally>(period);
        foreach (var (minute, tally) in ledger.Minutes.Within(period))
            tallies[period.IntervalOf(minute)].Add(tally);
        var times = ledger.Spans.Divide(period, now);
        return tallies.Select((tally, interval) =>
            tally.ToFigures(period.Start(interval), period.End(interval), agent, status => times[interval][(int)status]));
    }

    private static TTally[] Tallies<TTally>(ReportPeriod period)
        where TTally : new() =>
        [.. Enumerable.Range(0, period.Count).Select(_ => new TTally())];

    private QueueLedger Queue(string id)
    {
        if (!_queues.TryGetValue(id, out var ledger))
            _queues.Add(id, ledger = new QueueLedger());
        return ledger;
    }

    private AgentLedger Agent(string id)
    {
        if (!_agents.TryGetValue(id, out var ledger))
            _agents.Add(id, ledger = new AgentLedger(new AgentId(id)));
        return ledger;
    }

    /// <summary>Once a day is often enough to forget.</summary>
    private void Forget(DateTimeOffset newest)
    {
        if (newest < _forgetAt)
            return;
        _forgetAt = newest.AddDays(1);
        if (newest - DateTimeOffset.MinValue < TimeSpan.FromDays(keepDays))
            return;
        var before = newest.AddDays(-keepDays);
        foreach (var queue in _queues.Values)
            queue.Minutes.Forget(before);
        foreach (var agent in _agents.Values)
        {
            agent.Minutes.Forget(before);
            agent.Spans.Forget(before);
        }
    }
}
