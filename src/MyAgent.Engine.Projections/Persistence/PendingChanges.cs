using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Storage.Projections;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>The changes since the position of the tables, until this node or another has written them. Not safe for use by several threads.</summary>
internal sealed class PendingChanges : IChangeTracker, IReportCounters
{
    private readonly Dictionary<long, StoredContact> _contacts = [];
    private readonly Dictionary<string, (long Ordering, AgentProjection Agent)> _agents = [];
    private readonly Dictionary<string, (long Ordering, StoredQueue Queue)> _queues = [];
    private readonly Dictionary<string, (long Ordering, ConnectorProjection Connector)> _connectors = [];
    private readonly Dictionary<string, (long Ordering, CallerProjection Caller)> _callers = [];
    private readonly List<Counted<string, QueueCounts>> _queueCounts = [];
    private readonly List<Counted<string, AgentCounts>> _agentCounts = [];
    private readonly List<Counted<CodeOfQueue, CodeCounts>> _codeCounts = [];
    private readonly List<(long Ordering, string Agent, StatusSpan Span)> _spans = [];

    private readonly List<(long Ordering, Func<CheckpointRow> Row)> _checkpoints = [];

    /// <summary>The event that is being folded.</summary>
    public long Ordering { get; set; }

    /// <inheritdoc/>
    public void Keep(StoredContact contact) => _contacts[contact.Arrived] = contact;

    /// <inheritdoc/>
    public void Keep(AgentProjection agent, long ordering) => _agents[agent.AgentId.Value] = (ordering, agent);

    /// <inheritdoc/>
    public void Keep(ConnectorProjection connector, long ordering) => _connectors[connector.Connector.Value] = (ordering, connector);

    /// <inheritdoc/>
    public void Keep(CallerProjection caller, long ordering) => _callers[caller.Caller.Value] = (ordering, caller);

    /// <inheritdoc/>
    public void Keep(StoredQueue queue, long ordering) => _queues[queue.QueueId.Value] = (ordering, queue);

    /// <inheritdoc/>
    public QueueCounts QueueAt(string queue, DateTimeOffset at) => At(_queueCounts, queue, at);

    /// <inheritdoc/>
    public AgentCounts AgentAt(string agent, DateTimeOffset at) => At(_agentCounts, agent, at);

    /// <inheritdoc/>
    public CodeCounts CodeAt(CodeOfQueue code, DateTimeOffset at) => At(_codeCounts, code, at);

    /// <inheritdoc/>
    public void Ended(string agent, StatusSpan span) => _spans.Add((Ordering, agent, span));

    /// <summary>Adds a checkpoint of an entity after the event that is being folded.</summary>
    public void Keep<T>(EntityAddress entity, long sequenceNr, T state)
    {
        var ordering = Ordering;
        _checkpoints.Add((ordering, () => RowMapper.Of(entity, ordering, sequenceNr, state)));
    }

    /// <summary>Everything, as it is now.</summary>
    public PendingBatch Cut() => new(
        [.. _contacts.Values], [.. _agents.Values], [.. _queues.Values], [.. _connectors.Values], [.. _callers.Values], [.. _queueCounts], [.. _agentCounts], [.. _codeCounts],
        [.. _spans], [.. _checkpoints.Select(each => each.Row)]);

    /// <summary>Drops the changes by events up to an ordering: they are in the tables.</summary>
    public void Written(long ordering)
    {
        Forget(_contacts, contact => contact.Changed, ordering);
        Forget(_agents, agent => agent.Ordering, ordering);
        Forget(_queues, queue => queue.Ordering, ordering);
        Forget(_connectors, connector => connector.Ordering, ordering);
        Forget(_callers, caller => caller.Ordering, ordering);
        _queueCounts.RemoveAll(counted => counted.Ordering <= ordering);
        _agentCounts.RemoveAll(counted => counted.Ordering <= ordering);
        _codeCounts.RemoveAll(counted => counted.Ordering <= ordering);
        _checkpoints.RemoveAll(checkpoint => checkpoint.Ordering <= ordering);
        _spans.RemoveAll(span => span.Ordering <= ordering);
    }

    private static void Forget<TKey, T>(Dictionary<TKey, T> all, Func<T, long> orderingOf, long ordering)
        where TKey : notnull
    {
        foreach (var (key, _) in all.Where(one => orderingOf(one.Value) <= ordering).ToList())
            all.Remove(key);
    }

    /// <summary>Counts of one event apart from those of the next, since another may have written up to in between.</summary>
    private TTally At<TId, TTally>(List<Counted<TId, TTally>> all, TId id, DateTimeOffset at)
        where TId : IEquatable<TId>
        where TTally : new()
    {
        var minute = ReportPeriod.MinuteOf(at);
        if (all.Count > 0 && all[^1] is var last && last.Ordering == Ordering && last.Minute == minute && last.Id.Equals(id))
            return last.Tally;
        all.Add(new Counted<TId, TTally>(Ordering, id, minute, new TTally()));
        return all[^1].Tally;
    }
}

/// <summary>The counts by one event for a queue, an agent or a wrap-up code.</summary>
/// <param name="Ordering">The event.</param>
/// <param name="Id">The queue, the agent or the code.</param>
/// <param name="Minute">The minute, counted from 1970.</param>
/// <param name="Tally">The counts.</param>
internal readonly record struct Counted<TId, TTally>(long Ordering, TId Id, long Minute, TTally Tally);

/// <summary>The changes to be written, as of one moment.</summary>
internal sealed record PendingBatch(
    IReadOnlyList<StoredContact> Contacts,
    IReadOnlyList<(long Ordering, AgentProjection Agent)> Agents,
    IReadOnlyList<(long Ordering, StoredQueue Queue)> Queues,
    IReadOnlyList<(long Ordering, ConnectorProjection Connector)> Connectors,
    IReadOnlyList<(long Ordering, CallerProjection Caller)> Callers,
    IReadOnlyList<Counted<string, QueueCounts>> QueueCounts,
    IReadOnlyList<Counted<string, AgentCounts>> AgentCounts,
    IReadOnlyList<Counted<CodeOfQueue, CodeCounts>> CodeCounts,
    IReadOnlyList<(long Ordering, string Agent, StatusSpan Span)> Spans,
    IReadOnlyList<Func<CheckpointRow>> Checkpoints)
{
    /// <summary>The same as rows.</summary>
    /// <param name="version">The version of the tables.</param>
    /// <param name="after">The position of the tables.</param>
    /// <param name="to">The position that they have then.</param>
    public ProjectionBatch ToBatch(int version, long after, long to) => new(
        version, after, to,
        [.. Contacts.Select(RowMapper.Of)],
        [.. Agents.Select(each => RowMapper.Of(each.Agent, each.Ordering)), .. Queues.Select(each => RowMapper.Of(each.Queue, each.Ordering)),
            .. Connectors.Select(each => RowMapper.Of(each.Connector, each.Ordering)), .. Callers.Select(each => RowMapper.Of(each.Caller, each.Ordering))],
        [.. Sums(QueueCounts, (sum, tally) => sum.Add(tally)).Select(sum => sum.Tally.ToRow(sum.Id, sum.Minute))],
        [.. Sums(AgentCounts, (sum, tally) => sum.Add(tally)).Select(sum => sum.Tally.ToRow(sum.Id, sum.Minute))],
        [.. Sums(CodeCounts, (sum, tally) => sum.Add(tally)).Select(sum => sum.Tally.ToRow(sum.Id, sum.Minute))],
        [.. Spans.SelectMany(each => RowMapper.Of(each.Agent, each.Span, each.Ordering))],
        [.. Checkpoints.Select(make => make())]);

    private static IEnumerable<(TId Id, long Minute, TTally Tally)> Sums<TId, TTally>(IReadOnlyList<Counted<TId, TTally>> counts, Action<TTally, TTally> add)
        where TTally : new() =>
        counts.GroupBy(counted => (counted.Id, counted.Minute)).Select(same =>
        {
            var sum = new TTally();
            foreach (var counted in same)
                add(sum, counted.Tally);
            return (same.Key.Id, same.Key.Minute, sum);
        });
}
