using System.Diagnostics.Metrics;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Metrics;

/// <summary>Gauges that read the <see cref="Board"/> when they are collected. Every node of a cluster reports the whole board.</summary>
internal sealed class BoardMetrics : IDisposable
{
    /// <summary>All instruments of one collection are of the same moment.</summary>
    private static readonly TimeSpan LookLasts = TimeSpan.FromMilliseconds(500);

    private static readonly EnumTags<ContactState> States = new("myagent.contact.state");
    private static readonly EnumTags<AgentStatus> Statuses = new("myagent.agent.status");
    private static readonly EnumTags<EndpointState> EndpointStates = new("myagent.endpoint.state");
    private static readonly EnumTags<AlarmKind> Alarms = new("myagent.alarm.kind");

    private readonly Meter _meter = new(ContactMetrics.MeterName);
    private readonly Lock _gate = new();
    private readonly Board _board;
    private readonly QueueTags _queues;
    private readonly TimeProvider _clock;
    private IReadOnlyList<(KeyValuePair<string, object?> Queue, QueueGauges Figures)>? _look;
    private long _lookedAt;

    /// <summary>Creates the instruments.</summary>
    /// <param name="board">The board.</param>
    /// <param name="queues">Names the queues.</param>
    /// <param name="clock">Tells how long contacts have waited.</param>
    public BoardMetrics(Board board, QueueTags queues, TimeProvider clock)
    {
        (_board, _queues, _clock) = (board, queues, clock);
        _meter.CreateObservableUpDownCounter("myagent.contact.count", () => Contacts(), "{contact}", "Contacts that are not done.");
        _meter.CreateObservableUpDownCounter(
            "myagent.callback.waiting", () => PerQueue(figures => figures.Callbacks), "{callback}", "Callback requests among those that wait.");
        _meter.CreateObservableGauge(
            "myagent.queue.longest_wait", () => PerQueue(figures => figures.LongestWaitSeconds), "s", "How long the contact has waited that has waited longest.");
        _meter.CreateObservableUpDownCounter(
            "myagent.queue.agents.logged_in", () => PerQueue(figures => figures.LoggedIn), "{agent}", "Agents of a queue that are logged in.");
        _meter.CreateObservableUpDownCounter(
            "myagent.queue.agents.available", () => PerQueue(figures => figures.Available), "{agent}", "Agents of a queue that are available.");
        _meter.CreateObservableUpDownCounter("myagent.alarm.active", () => ActiveAlarms(), "{alarm}", "Alarms that are raised: 1 or 0.");
        _meter.CreateObservableUpDownCounter("myagent.connector.lost", () => LostConnectors(), "{connector}", "Whether a connector is lost: 1 or 0.");
        _meter.CreateObservableUpDownCounter("myagent.agent.count", () => Agents(), "{agent}", "Agents by what they are doing.");
        _meter.CreateObservableUpDownCounter(
            "myagent.endpoint.in_use", () => Endpoints(), "{endpoint}", "Telephones at which agents are logged in, by whether they can ring.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter => _meter;

    /// <summary>Withdraws the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private List<Measurement<int>> Contacts()
    {
        var counts = new List<Measurement<int>>();
        foreach (var (queue, figures) in Look())
        {
            foreach (var (state, count) in figures.States)
                counts.Add(new Measurement<int>(count, queue, States[state]));
        }
        return counts;
    }

    private List<Measurement<int>> ActiveAlarms()
    {
        var counts = new List<Measurement<int>>();
        foreach (var (queue, figures) in Look())
        {
            foreach (var kind in Enum.GetValues<AlarmKind>())
                counts.Add(new Measurement<int>(figures.Alarms.GetValueOrDefault(kind), queue, Alarms[kind]));
        }
        return counts;
    }

    private IEnumerable<Measurement<int>> LostConnectors() => _board.Connectors().Select(connector =>
        new Measurement<int>(connector.LostAt is null ? 0 : 1, new KeyValuePair<string, object?>("myagent.connector.name", connector.Connector.Value)));

    private IEnumerable<Measurement<int>> Agents() =>
        _board.Agents(after: null, limit: 1).StatusCounts.Select(each => new Measurement<int>(each.Value, Statuses[each.Key]));

    private IEnumerable<Measurement<int>> Endpoints() =>
        _board.EndpointStates().Select(each => new Measurement<int>(each.Value, EndpointStates[each.Key]));

    private IEnumerable<Measurement<T>> PerQueue<T>(Func<QueueGauges, T> figure)
        where T : struct => Look().Select(each => new Measurement<T>(figure(each.Figures), each.Queue));

    private IReadOnlyList<(KeyValuePair<string, object?> Queue, QueueGauges Figures)> Look()
    {
        lock (_gate)
        {
            if (_look is not null && _clock.GetElapsedTime(_lookedAt) < LookLasts)
                return _look;
            _look = [.. _board.Queues(after: null, limit: int.MaxValue - 1, waiting: 0, _clock.GetUtcNow()).Items
                .GroupBy(queue => _queues.Of(queue.QueueId.Value), (tag, queues) => (tag, QueueGauges.Of(queues)))];
            _lookedAt = _clock.GetTimestamp();
            return _look;
        }
    }

    /// <summary>One queue, or all that have no name of their own.</summary>
    private sealed record QueueGauges(
        IReadOnlyDictionary<ContactState, int> States, int Callbacks, double LongestWaitSeconds, int LoggedIn, int Available, IReadOnlyDictionary<AlarmKind, int> Alarms)
    {
        public static QueueGauges Of(IEnumerable<QueueAnswer> queues)
        {
            var all = queues.ToList();
            return new QueueGauges(
                new Dictionary<ContactState, int>
                {
                    [ContactState.Waiting] = all.Sum(queue => queue.WaitingCount - queue.RecordingCount),
                    [ContactState.Recording] = all.Sum(queue => queue.RecordingCount),
                    [ContactState.Offered] = all.Sum(queue => queue.OfferedCount),
                    [ContactState.Engaged] = all.Sum(queue => queue.EngagedCount),
                    [ContactState.Scheduled] = all.Sum(queue => queue.ScheduledCount),
                },
                all.Sum(queue => queue.CallbackCount),
                all.Max(queue => queue.LongestWaitSeconds),
                all.Sum(queue => queue.AgentsLoggedIn),
                all.Sum(queue => queue.AgentsAvailable),
                Enum.GetValues<AlarmKind>().ToDictionary(kind => kind, kind => all.Count(queue => queue.Alarms.Contains(kind))));
        }
    }
}
