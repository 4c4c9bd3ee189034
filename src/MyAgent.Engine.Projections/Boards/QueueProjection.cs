using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Estimates;
using MyAgent.Engine.Queues;
using QueueMember = MyAgent.Engine.Projections.Entities.QueueMember;

namespace MyAgent.Engine.Projections.Boards;

/// <summary>One queue of the board: its settings, its contacts and its agents. Not safe for use by several threads.</summary>
/// <param name="queue">The queue.</param>
internal sealed class QueueProjection(QueueId queue)
{
    private readonly OrderStatisticTree<ContactRecord> _waiting = new(WaitingListOrder.Instance);
    private readonly OrderStatisticTree<ContactRecord> _waitingCallbacks = new(WaitingListOrder.Instance);
    private readonly SortedSet<ContactRecord> _openElsewhere = new(WaitingListOrder.Instance);
    private readonly SortedSet<ContactRecord> _offerable = new(ByEntry.Order);
    private readonly SortedSet<AlarmKind> _alarms = [];
    private readonly int[] _states = new int[Enum.GetValues<ContactState>().Length];
    private readonly SortedDictionary<string, QueueMember> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _agents = [];
    private int _callsWaiting;
    private int _agentsLoggedIn;
    private int _agentsTakingCallbacks;
    private int _agentsAvailable;

    /// <summary>Its settings; null before it was configured.</summary>
    public QueueSettings? Settings { get; private set; }

    /// <summary>How fast it has been of late.</summary>
    public QueueSpeed Speed { get; } = new();

    /// <summary>What the estimate of waits needs to know of it.</summary>
    public QueueLoad Load => new(Speed, _agentsLoggedIn, _agentsTakingCallbacks, _waiting.Count, _callsWaiting, _states[(int)ContactState.Offered]);

    /// <summary>The ids of the agents that are assigned to it and logged in, in no order.</summary>
    public IReadOnlyCollection<string> LoggedInAgents => _agents;

    /// <summary>What is stored of it.</summary>
    public StoredQueue State => new(queue) { Settings = Settings, Members = [.. _members.Values], Alarms = [.. _alarms] };

    /// <summary>Restores what is stored.</summary>
    public void Restore(StoredQueue state)
    {
        Settings = state.Settings;
        foreach (var member in state.Members)
            _members[member.AgentId.Value] = member;
        _alarms.UnionWith(state.Alarms);
    }

    /// <summary>Folds an event of the queue as a whole.</summary>
    public void Fold(IQueueEvent happened)
    {
        switch (happened)
        {
            case QueueConfigured configured:
                Settings = configured.Settings;
                break;
            case QueueRemoved:
                Settings = null;
                break;
            case AgentJoined joined:
                _members[joined.AgentId.Value] = new QueueMember(joined.AgentId, joined.Assignment);
                break;
            case AgentLeft left:
                _members.Remove(left.AgentId.Value);
                break;
            case AlarmRaised raised:
                _alarms.Add(raised.Kind);
                break;
            case AlarmCleared cleared:
                _alarms.Remove(cleared.Kind);
                break;
        }
    }

    /// <summary>A contact of this queue has gone, or is about to change.</summary>
    public void Remove(ContactRecord contact)
    {
        Count(contact, -1);
        if (contact.IsQueued)
            _waiting.Remove(contact);
        else if (contact.State != ContactState.Done)
            _openElsewhere.Remove(contact);
        if (contact is { IsQueued: true, Kind: ContactKind.Callback })
            _waitingCallbacks.Remove(contact);
        if (contact.IsOfferable)
            _offerable.Remove(contact);
    }

    /// <summary>A contact of this queue has come, or has changed.</summary>
    public void Add(ContactRecord contact)
    {
        Count(contact, 1);
        if (contact.IsQueued)
            _waiting.Add(contact);
        else if (contact.State != ContactState.Done)
            _openElsewhere.Add(contact);
        if (contact is { IsQueued: true, Kind: ContactKind.Callback })
            _waitingCallbacks.Add(contact);
        if (contact.IsOfferable)
            _offerable.Add(contact);
    }

    /// <summary>An agent of this queue is about to change.</summary>
    public void Remove(AgentProjection agent, Assignment assignment) => Count(agent, assignment, -1);

    /// <summary>An agent of this queue has come, or has changed.</summary>
    public void Add(AgentProjection agent, Assignment assignment) => Count(agent, assignment, 1);

    /// <summary>How many contacts are ahead of a place: calls, faxes and e-mails, and callbacks.</summary>
    public (int Live, int Callbacks) AheadOf(ContactRecord place)
    {
        var callbacks = _waitingCallbacks.RankOf(place);
        return (_waiting.RankOf(place) - callbacks, callbacks);
    }

    /// <summary>Why it would not take a contact now; null where it would.</summary>
    public NoEstimateReason? Refuses(DateTimeOffset now) =>
        Settings?.OpeningHours?.IsOpen(now) == false ? NoEstimateReason.Closed : _waiting.Count >= Settings?.MaxWaiting ? NoEstimateReason.Full : null;

    /// <summary>Its contacts that are not done: the waiting list in its order, then the others in order of their keys.</summary>
    public IEnumerable<OpenContact> OpenContacts() =>
        _waiting.Select((contact, index) => new OpenContact(contact, index + 1)).Concat(_openElsewhere.Select(contact => new OpenContact(contact, Position: null)));

    /// <summary>The queue as clients see it.</summary>
    /// <param name="waiting">The maximum number of contacts of the waiting list, from its head.</param>
    /// <param name="now">The instant up to which waits are counted.</param>
    public QueueAnswer ToAnswer(int waiting, DateTimeOffset now) => new(
        queue,
        Settings!,
        Open: Settings!.OpeningHours?.IsOpen(now) ?? true,
        WaitingCount: _states[(int)ContactState.Waiting] + _states[(int)ContactState.Recording],
        RecordingCount: _states[(int)ContactState.Recording],
        CallbackCount: _waitingCallbacks.Count,
        OfferedCount: _states[(int)ContactState.Offered],
        EngagedCount: _states[(int)ContactState.Engaged],
        ScheduledCount: _states[(int)ContactState.Scheduled],
        LongestWaitSeconds: _offerable.Min is { } longest ? Math.Max(0, (now - longest.EnteredAt).TotalSeconds) : 0,
        AgentsLoggedIn: _agentsLoggedIn,
        AgentsAvailable: _agentsAvailable,
        Alarms: [.. _alarms],
        Waiting: [.. _waiting.Take(waiting).Select((contact, index) => new WaitingContact(
            contact.ContactId, contact.Kind, contact.Caller, index + 1, contact.OriginAt, contact.Priority, contact.State))],
        WithAgents: waiting == 0 ? null : [.. _openElsewhere.Where(contact => contact.State != ContactState.Scheduled).OrderBy(contact => contact.OfferId!.Value.Number)
            .Select(contact => new ContactWithAgent(
                contact.ContactId, contact.Kind, contact.Caller, contact.OriginAt, contact.Priority, contact.State, contact.AgentId!.Value, contact.OfferId!.Value))]);

    private void Count(ContactRecord contact, int by)
    {
        _states[(int)contact.State] += by;
        if (contact is { IsQueued: true, Kind: ContactKind.Call })
            _callsWaiting += by;
    }

    private void Count(AgentProjection agent, Assignment assignment, int by)
    {
        if (agent.Status == AgentStatus.LoggedOut)
            return;
        _agentsLoggedIn += by;
        _agentsTakingCallbacks += assignment.Callbacks ? by : 0;
        _agentsAvailable += agent.Status == AgentStatus.Available ? by : 0;
        if (by > 0)
            _agents.Add(agent.AgentId.Value);
        else
            _agents.Remove(agent.AgentId.Value);
    }

    private sealed class ByEntry : IComparer<ContactRecord>
    {
        public static readonly ByEntry Order = new();

        public int Compare(ContactRecord? x, ContactRecord? y)
        {
            var byEntry = x!.EnteredAt.CompareTo(y!.EnteredAt);
            return byEntry != 0 ? byEntry : string.CompareOrdinal(x.ContactId.Value, y.ContactId.Value);
        }
    }
}
