using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>One contact for one agent.</summary>
internal sealed record Match(QueuedContact Contact, QueueMember Agent, ChosenBy ChosenBy);

/// <summary>Finds who gets which contact (rules 9 to 14), in O(log n) of the contacts waiting and of the agents ready. It holds nothing that
/// could not be made again from the queue's state, what its agents last reported, and the instant.</summary>
internal sealed class Matching
{
    private readonly QueueState _state;
    private readonly Dictionary<AgentProfile, AgentGroup> _groups = [];
    private readonly Dictionary<double, RipeningSet> _ripening = [];
    private readonly WaitingSet _open = new();
    private readonly PreferredHold _held;
    private readonly CoolDowns _coolDowns = new();
    private readonly SortedSet<QueuedContact> _byEntry = new(ByEntry.Order);
    private readonly ByChoice _order;

    /// <summary>Makes the matching of a queue as it stands.</summary>
    public Matching(QueueState state, DateTimeOffset now)
    {
        _state = state;
        Now = now;
        _order = new ByChoice(Settings.Selection);
        _held = new PreferredHold(state, Settings.PreferredHoldSeconds);
        foreach (var member in state.Members.Values)
            Add(member);
        foreach (var contact in state.Contacts.Values)
            Add(contact);
    }

    /// <summary>The instant up to which time has been taken into account.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How many agents are logged in, or may be.</summary>
    public int LoggedIn { get; private set; }

    /// <summary>The contact that has waited longest in this queue, of those not recording or moving; null for none.</summary>
    public QueuedContact? LongestWaiting => _byEntry.Min;

    private QueueSettings Settings => _state.Settings ?? QueueSettings.Default(string.Empty);

    /// <summary>When time alone next changes who is eligible for what.</summary>
    public DateTimeOffset? NextChange
    {
        get
        {
            var next = _held.NextAt;
            if (_held.NextForOverflow(Now) is { } preferred && (next is null || preferred < next))
                next = preferred;
            if (_coolDowns.NextAt is { } coolDown && (next is null || coolDown < next))
                next = coolDown;
            foreach (var group in _groups.Values)
            {
                if (group.Ready.Count > 0 && group.Profile.OverflowAfterSeconds is { } seconds && _ripening[seconds].NextAt is { } ripe && (next is null || ripe < next))
                    next = ripe;
            }
            return next;
        }
    }

    /// <summary>Takes into account that time has passed.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        if (now <= Now)
            return;
        Now = now;
        foreach (var ripening in _ripening.Values)
            ripening.AdvanceTo(now);
        _held.AdvanceTo(now, Reclassify);
        _coolDowns.AdvanceTo(now);
    }

    /// <summary>Takes a contact out before it changes; <see cref="Add(QueuedContact)"/> takes it in again.</summary>
    public void Remove(QueuedContact contact)
    {
        if (!contact.Offerable)
            return;
        _byEntry.Remove(contact);
        if (_held.Remove(contact))
            return;
        _open.Remove(contact);
        foreach (var ripening in _ripening.Values)
            ripening.Remove(contact);
    }

    /// <summary>Takes a contact in, where it can be offered.</summary>
    public void Add(QueuedContact contact)
    {
        if (!contact.Offerable)
            return;
        _byEntry.Add(contact);
        _coolDowns.Add(contact, Settings, Now);
        if (_held.TryAdd(contact, Now))
            return;
        _open.Add(contact);
        foreach (var ripening in _ripening.Values)
            ripening.Add(contact, Now);
    }

    /// <summary>Takes an agent out before it changes; <see cref="Add(QueueMember)"/> takes it in again.</summary>
    public void Remove(QueueMember member)
    {
        if (member.LoggedIn)
            LoggedIn--;
        if (!member.Offerable)
            return;
        GroupOf(member).Ready.Remove(member);
        _held.NotReady(member.Id);
    }

    /// <summary>Takes an agent in.</summary>
    public void Add(QueueMember member)
    {
        if (member.LoggedIn)
            LoggedIn++;
        var group = GroupOf(member);
        if (!member.Offerable)
            return;
        group.Ready.Add(member);
        _held.Ready(member.Id);
    }

    /// <summary>Looks again at the contacts that prefer an agent, after that agent has come, gone or logged in or out.</summary>
    public void LookAgain(AgentId agent) => _held.LookAgain(agent, Reclassify);

    /// <summary>Rules 11 and 14: the first contact in order for which an agent is eligible, and the best agent for it; null where there
    /// is none, so that at rest no eligible free agent and eligible waiting contact are side by side.</summary>
    public Match? Find()
    {
        QueuedContact? first = null;
        foreach (var group in _groups.Values)
        {
            if (group.Ready.Count > 0)
                first = WaitingSet.Earlier(first, FirstFor(group.Profile, contact => group.Ready.Any(agent => !IsCoolingDown(contact, agent))));
        }
        first = WaitingSet.Earlier(first, _held.FirstCallable(contact => Preferred(contact) is not null));
        return first is null ? null : BestAgent(first);
    }

    /// <summary>The first contact that an agent who still compares queues would be given.</summary>
    public QueuedContact? FirstFor(QueueMember agent) => WaitingSet.Earlier(
        FirstFor(agent.Profile, contact => !IsCoolingDown(contact, agent)),
        _held.FirstFor(agent.Id, contact => IsEligible(contact, agent)));

    /// <summary>Rule 13.</summary>
    private Match BestAgent(QueuedContact contact)
    {
        if (Preferred(contact) is { } preferred)
            return new Match(contact, preferred, ChosenBy.Preferred);
        QueueMember? best = null;
        foreach (var group in _groups.Values)
        {
            foreach (var agent in group.Ready)
            {
                if (!IsEligible(contact, agent))
                {
                    if (IsCoolingDown(contact, agent))
                        continue;
                    break;
                }
                if (best is null || _order.Compare(agent, best) < 0)
                    best = agent;
                break;
            }
        }
        return new Match(contact, best!, Settings.Selection == Selection.HighestSkill ? ChosenBy.HighestSkill : ChosenBy.LongestIdle);
    }

    /// <summary>Rules 13 and 14: the first of the caller's preferred agents who is eligible.</summary>
    private QueueMember? Preferred(QueuedContact contact)
    {
        foreach (var id in contact.PreferredAgents)
        {
            if (_state.Members.TryGetValue(id, out var member) && member.Offerable && IsEligible(contact, member))
                return member;
        }
        return null;
    }

    private bool IsEligible(QueuedContact contact, QueueMember agent) => Eligibility.Of(
        agent.Assignment, agent.Ready, agent.CanRing, contact.Contact.Kind, Now - contact.EnteredAt, _state.WaitingList.Count, IsCoolingDown(contact, agent),
        _held.IsHeldFromAgent(contact, agent.Id)) == Eligible.Yes;

    private bool IsCoolingDown(QueuedContact contact, QueueMember agent) =>
        contact.RejectionBy(agent.Id) is { } rejection
        && Now < Eligibility.CoolingDownUntil(rejection, Settings, othersLoggedIn: LoggedIn - (agent.LoggedIn ? 1 : 0) > 0);

    private QueuedContact? FirstFor(AgentProfile profile, Func<QueuedContact, bool> may)
    {
        if (GroupOf(profile).OpenTo(_state.WaitingList.Count))
            return _open.First(profile, may);
        return profile.OverflowAfterSeconds is { } seconds ? _ripening[seconds].Ripe.First(profile, may) : null;
    }

    /// <summary>A contact that was held may now be open, or the other way round.</summary>
    private void Reclassify(QueuedContact contact)
    {
        Remove(contact);
        Add(contact);
    }

    private AgentGroup GroupOf(QueueMember member) => GroupOf(member.Profile);

    private AgentGroup GroupOf(AgentProfile profile)
    {
        if (_groups.TryGetValue(profile, out var group))
            return group;
        if (profile.OverflowAfterSeconds is { } seconds && !_ripening.ContainsKey(seconds))
        {
            var ripening = _ripening[seconds] = new RipeningSet(seconds);
            foreach (var contact in _byEntry.Where(contact => !_held.Holds(contact)))
                ripening.Add(contact, Now);
        }
        return _groups[profile] = new AgentGroup(profile, _order);
    }
}
