using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Connectors;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Boards;

/// <summary>All queues, agents and open contacts at one position of the journal, for lists and wallboards. Reading it asks no entity. Safe for
/// use by several threads; a page never shows half of an event.</summary>
internal sealed class Board : IProjection
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, QueueProjection> _queues = [];
    private readonly Dictionary<string, AgentProjection> _agents = [];
    private readonly SortedDictionary<string, ConnectorProjection> _connectors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, CallerProjection> _callers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _queueIds = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _agentIds = new(StringComparer.Ordinal);
    private readonly int[] _statuses = new int[Enum.GetValues<AgentStatus>().Length];
    private readonly int[] _endpointStates = new int[Enum.GetValues<EndpointState>().Length];
    private long _position;
    private long _queuesVersion;
    private long _agentsVersion;
    private long _contactsVersion;

    /// <summary>Wallboards that ask at the same time get the same estimate.</summary>
    private static readonly TimeSpan EstimateLasts = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(QueueId Queue, int Priority), (long Position, DateTimeOffset At, WaitEstimate Estimate)> _arrivals = [];
    private readonly Pace _pace;
    private readonly IChangeTracker? _kept;
    private DateTimeOffset? _at;

    /// <summary>Creates an empty board.</summary>
    /// <param name="kept">Receives every change of a stored record, on the thread that folds; null for none.</param>
    public Board(IChangeTracker? kept = null)
    {
        _kept = kept;
        _pace = new Pace(queue => QueueOf(queue.Value).Speed);
        Contacts = new ContactHistory(changed: ContactChanged, kept: kept is null ? null : kept.Keep);
    }

    /// <summary>The contacts.</summary>
    public ContactHistory Contacts { get; }

    /// <summary>The queues that have been configured, in ordinal order of their ids.</summary>
    /// <param name="after">The id of the last one that was read; null to begin.</param>
    /// <param name="limit">The maximum number of items.</param>
    /// <param name="waiting">The maximum number of contacts of each waiting list, from its head.</param>
    /// <param name="now">The instant up to which waits are counted.</param>
    /// <param name="seen">The queues that may be given; null for all.</param>
    public BoardPage<QueueAnswer> Queues(string? after, int limit, int waiting, DateTimeOffset now, IReadOnlySet<QueueId>? seen = null)
    {
        lock (_gate)
        {
            var ids = seen is null ? _queueIds : new SortedSet<string>(seen.Select(queue => queue.Value).Where(_queueIds.Contains), StringComparer.Ordinal);
            return Page(_queuesVersion, ids, after, limit, id => _queues[id].ToAnswer(waiting, now));
        }
    }

    /// <summary>The agents that have been defined, in ordinal order of their ids.</summary>
    /// <param name="after">The id of the last one that was read; null to begin.</param>
    /// <param name="limit">The maximum number of items.</param>
    public AgentPage Agents(string? after, int limit)
    {
        lock (_gate)
        {
            return new AgentPage(
                Page(_agentsVersion, _agentIds, after, limit, id => _agents[id].ToAnswer()),
                Enum.GetValues<AgentStatus>().ToDictionary(status => status, status => _statuses[(int)status]));
        }
    }

    /// <summary>How many endpoints with a logged-in agent have each state.</summary>
    public IReadOnlyDictionary<EndpointState, int> EndpointStates()
    {
        lock (_gate)
            return Enum.GetValues<EndpointState>().ToDictionary(state => state, state => _endpointStates[(int)state]);
    }

    /// <summary>The callback requests, in the order in which they were asked for.</summary>
    /// <param name="states">The states they may be in; null for all.</param>
    /// <param name="after">The last one that was read; null to begin.</param>
    /// <param name="limit">The maximum number of items.</param>
    /// <param name="name">Names a place, for <see cref="BoardPage{T}.Next"/>.</param>
    public BoardPage<ContactRecord> Callbacks(IReadOnlyCollection<ContactState>? states, CallbackPosition? after, int limit, Func<CallbackPosition, string> name)
    {
        lock (_gate)
        {
            var found = Contacts.Callbacks(states, after, limit + 1);
            return new BoardPage<ContactRecord>(
                _position, _contactsVersion, Contacts.CallbackCount, [.. found.Take(limit).Select(each => each.Record)],
                found.Count > limit ? name(found[limit - 1].Place) : null);
        }
    }

    /// <summary>Whether a queue has been configured.</summary>
    public bool Knows(QueueId queue)
    {
        lock (_gate)
            return _queueIds.Contains(queue.Value);
    }

    /// <summary>The contacts that are not done, sorted by queue, in each the waiting list first; all at one moment. Null where there is no such queue.</summary>
    /// <param name="states">The states they may be in; null for all.</param>
    /// <param name="queue">The queue they are in; null for all.</param>
    /// <param name="isMeant">Whether a queue is one of those by which they came in; null for all.</param>
    /// <param name="connector">The connector that brought them; null for all.</param>
    public OpenContacts? OpenContacts(IReadOnlySet<ContactState>? states, QueueId? queue, Func<QueueId, bool>? isMeant, ConnectorId? connector = null)
    {
        lock (_gate)
        {
            if (queue is { } named && !_queueIds.Contains(named.Value))
                return null;
            var open = (queue is { } one ? [one.Value] : (IEnumerable<string>)_queueIds).SelectMany(id => _queues[id].OpenContacts());
            return new OpenContacts(_position, [.. open.Where(each => states is null || states.Contains(each.Contact.State))
                .Where(each => connector is null || each.Contact.Connector == connector).Where(each =>
                isMeant is null || isMeant(each.Contact.QueueId) || Contacts.CameFrom(each.Contact.QueueId, each.Contact.ContactId, isMeant))]);
        }
    }

    /// <summary>Forgets the contacts that were done before an instant.</summary>
    public void ForgetFinished(DateTimeOffset before)
    {
        lock (_gate)
            Contacts.ForgetFinished(before);
    }

    /// <inheritdoc/>
    public void Fold(JournalRecord record)
    {
        lock (_gate)
        {
            (_position, _at) = (record.Ordering, record.Recorded.At);
            switch (record.Recorded.Event)
            {
                case IQueueEvent happened:
                    QueueOf(record.Entity.Id).Fold(happened);
                    if (happened is QueueConfigured)
                        _queueIds.Add(record.Entity.Id);
                    if (happened is QueueRemoved)
                        _queueIds.Remove(record.Entity.Id);
                    if (happened is QueueConfigured or QueueRemoved or AgentJoined or AgentLeft or AlarmRaised or AlarmCleared)
                        _kept?.Keep(QueueOf(record.Entity.Id).State, _position);
                    _queuesVersion = _position;
                    break;
                case IConnectorEvent:
                    ConnectorChanged(record);
                    break;
                case IAgentEvent:
                    AgentChanged(record);
                    break;
                case CallerConfigured configured:
                    CallerChanged(new CallerProjection(new CallerAddress(record.Entity.Id), configured.PreferredAgents, configured.Priority));
                    break;
            }
            Contacts.Fold(record);
        }
    }

    /// <summary>How long a contact will wait from now on (rule 35); null where it is not in a waiting list.</summary>
    /// <param name="queue">The queue that it is in, or was in before.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="now">The instant.</param>
    public WaitEstimate? EstimateWait(QueueId queue, ContactId contact, DateTimeOffset now)
    {
        lock (_gate)
            return Contacts.Find(queue, contact) is { IsQueued: true } record ? Estimate(record, now) : null;
    }

    /// <summary>How long a call would wait that came in now (rule 35); null where there is no such queue.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="now">The instant.</param>
    public WaitEstimate? EstimateArrival(QueueId queue, int priority, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_queueIds.Contains(queue.Value))
                return null;
            if (_queues[queue.Value].Refuses(now) is { } reason)
                return WaitEstimate.None(reason);
            if (_arrivals.TryGetValue((queue, priority), out var known) && known.Position == _position && (now - known.At).Duration() < EstimateLasts)
                return known.Estimate;
            var call = new Contact(new ContactId("now"), Media.Call, Caller: null, now, new OrderKey(priority, now, long.MaxValue), PreferredAgents: []);
            var estimate = Estimate(new ContactRecord(queue, call, ContactState.Waiting, now), now);
            _arrivals[(queue, priority)] = (_position, now, estimate);
            return estimate;
        }
    }

    /// <summary>The settings of a queue; null where it is not configured.</summary>
    public QueueSettings? Settings(QueueId queue)
    {
        lock (_gate)
            return _queues.GetValueOrDefault(queue.Value)?.Settings;
    }

    /// <summary>The first queue that sends its contacts on to a queue, when they wait too long or while it is closed; null where none does.</summary>
    /// <param name="queue">The queue that they are sent to.</param>
    public QueueId? WhichSendsTo(QueueId queue)
    {
        lock (_gate)
            return _queueIds.Where(id => _queues[id].Settings is { } settings && (settings.OverflowQueue == queue || settings.ClosedQueue == queue))
                .Select(id => new QueueId(id)).Where(id => id != queue).Cast<QueueId?>().FirstOrDefault();
    }

    /// <summary>All that is configured.</summary>
    public BoardConfiguration Configuration()
    {
        lock (_gate)
        {
            return new BoardConfiguration(
                [.. _queueIds.Select(id => (new QueueId(id), _queues[id].Settings!))], [.. _agentIds.Select(id => _agents[id])], [.. _callers.Values]);
        }
    }

    /// <summary>An agent; null where nothing has happened to one of this id.</summary>
    public AgentProjection? Agent(AgentId agent)
    {
        lock (_gate)
            return _agents.GetValueOrDefault(agent.Value);
    }

    /// <summary>The connectors that have named themselves, in ordinal order of their names.</summary>
    public IReadOnlyList<ConnectorAnswer> Connectors()
    {
        lock (_gate)
            return [.. _connectors.Values.Select(connector => connector.ToAnswer())];
    }

    /// <summary>The open calls that a connector brought, each with the event that brought it into its queue.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="isMeant">Whether a queue is one of those by which they came in; null for all.</param>
    public IReadOnlyList<(ContactRecord Call, long Arrived)> CallsOf(ConnectorId connector, Func<QueueId, bool>? isMeant) =>
        Contacts.CallsOf(connector, isMeant);

    /// <summary>Restores what is stored.</summary>
    /// <param name="position">The ordering of the newest event that it shows.</param>
    /// <param name="queues">The queues.</param>
    /// <param name="agents">The agents.</param>
    /// <param name="connectors">The connectors.</param>
    /// <param name="callers">The callers.</param>
    /// <param name="contacts">The contacts, in the order of <see cref="StoredContact.Arrived"/>.</param>
    public void Restore(
        long position, IEnumerable<StoredQueue> queues, IEnumerable<AgentProjection> agents, IEnumerable<ConnectorProjection> connectors,
        IEnumerable<CallerProjection> callers, IReadOnlyList<StoredContact> contacts)
    {
        lock (_gate)
        {
            foreach (var connector in connectors)
                _connectors[connector.Connector.Value] = connector;
            foreach (var caller in callers)
                Show(caller);
            _position = position;
            foreach (var queue in queues)
            {
                QueueOf(queue.QueueId.Value).Restore(queue);
                if (queue.Settings is not null)
                    _queueIds.Add(queue.QueueId.Value);
            }
            foreach (var agent in agents)
                Show(agent.AgentId.Value, new AgentProjection(agent.AgentId), agent);
            Contacts.Restore(contacts);
            _pace.Restore(contacts);
            _queuesVersion = _agentsVersion = _contactsVersion = position;
        }
    }

    private void AgentChanged(JournalRecord record)
    {
        var id = record.Entity.Id;
        var before = _agents.GetValueOrDefault(id) ?? new AgentProjection(new AgentId(id));
        var after = before.After(record.Recorded);
        if (ReferenceEquals(before, after))
            return;
        _kept?.Keep(after, _position);
        _pace.Take(before, after, record.Recorded.At);
        if (before is { WrapUp: not null, WrapUpOf: { } wrappedUp } && after.Status != AgentStatus.WrapUp)
            Contacts.WrappedUp(wrappedUp, record.Recorded.At - before.Since, _position);
        Show(id, before, after);
    }

    private void ConnectorChanged(JournalRecord record)
    {
        var id = record.Entity.Id;
        var after = (_connectors.GetValueOrDefault(id) ?? new ConnectorProjection(new ConnectorId(id))).After(record.Recorded);
        _connectors[id] = after;
        _kept?.Keep(after, _position);
    }

    private void CallerChanged(CallerProjection caller)
    {
        _kept?.Keep(caller, _position);
        Show(caller);
    }

    private void Show(CallerProjection caller)
    {
        if (caller.IsDefault)
            _callers.Remove(caller.Caller.Value);
        else
            _callers[caller.Caller.Value] = caller;
    }

    private void Show(string id, AgentProjection before, AgentProjection after)
    {
        _agents[id] = after;
        if (before.Name is not null)
            _statuses[(int)before.Status]--;
        if (before.EndpointState is { } was)
            _endpointStates[(int)was]--;
        if (after.EndpointState is { } now)
            _endpointStates[(int)now]++;
        if (after.Name is not null)
            _statuses[(int)after.Status]++;
        if (before.Name is null && after.Name is not null)
            _agentIds.Add(id);
        if (before.Name is not null && after.Name is null)
            _agentIds.Remove(id);
        _agentsVersion = _position;
        if (before.Status == after.Status && ReferenceEquals(before.Assignments, after.Assignments))
            return;
        foreach (var (queue, assignment) in before.Assignments)
            QueueOf(queue).Remove(before, assignment);
        foreach (var (queue, assignment) in after.Assignments)
            QueueOf(queue).Add(after, assignment);
        _queuesVersion = _position;
    }

    private void ContactChanged(ContactRecord? before, ContactRecord? after)
    {
        if (_at is { } at)
            _pace.Take(before, after, at);
        if (before is not null)
            QueueOf(before.QueueId.Value).Remove(before);
        if (after is not null)
            QueueOf(after.QueueId.Value).Add(after);
        _contactsVersion = _queuesVersion = _position;
    }

    private WaitEstimate Estimate(ContactRecord contact, DateTimeOffset now)
    {
        var place = new WaitingPlace(
            contact.QueueId.Value, contact.Priority, contact.Kind == ContactKind.Callback, contact.EnteredAt, queue => QueueOf(queue).AheadOf(contact));
        return new WaitEstimator(queue => QueueOf(queue).Load, _pace.Breaks, now)
            .For(place, QueueOf(place.Queue).LoggedInAgents.Select(agent => _agents[agent]));
    }

    private QueueProjection QueueOf(string id)
    {
        if (!_queues.TryGetValue(id, out var queue))
            _queues.Add(id, queue = new QueueProjection(new QueueId(id)));
        return queue;
    }

    private BoardPage<T> Page<T>(long version, SortedSet<string> ids, string? after, int limit, Func<string, T> show)
    {
        IEnumerable<string> rest = ids;
        if (after is not null)
        {
            rest = ids.Max is { } last && string.CompareOrdinal(after, last) < 0
                ? ids.GetViewBetween(after, last).SkipWhile(id => id == after)
                : [];
        }
        var found = rest.Take(limit + 1).ToList();
        var shown = found.Take(limit).Select(show).ToList();
        return new BoardPage<T>(_position, version, ids.Count, shown, found.Count > limit ? found[limit - 1] : null);
    }
}
