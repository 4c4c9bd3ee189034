using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>The contacts that still wait for a preferred agent who is logged in (rules 14 and 38). They keep their place; those behind them go on.</summary>
/// <param name="state">The queue.</param>
/// <param name="seconds">How long a contact waits for any of its preferred agents, in seconds.</param>
internal sealed class PreferredHold(QueueState state, double seconds)
{
    private readonly Dictionary<AgentId, Waiting> _waitingFor = [];
    private readonly HashSet<AgentId> _callable = [];
    private readonly Dictionary<QueuedContact, Hold> _holds = [];
    private readonly SortedSet<Hold> _held = new(Hold.ByEnd);
    private readonly SortedSet<Hold> _notYetHeld = new(Hold.ByEnd);

    /// <summary>When the next hold ends; null for none.</summary>
    public DateTimeOffset? NextAt => _held.Min?.Until;

    /// <summary>When a held contact has next waited long enough for one of its preferred agents who is ready and an overflow agent.</summary>
    public DateTimeOffset? NextForOverflow(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var agent in _callable)
        {
            if (state.Members[agent].Profile.OverflowAfterSeconds is not { } limit)
                continue;
            foreach (var contact in _waitingFor[agent].ByEntry)
            {
                var ripe = contact.EnteredAt.AddSeconds(limit);
                if (ripe >= next)
                    break;
                if (ripe > now && Holds(contact))
                {
                    next = ripe;
                    break;
                }
            }
        }
        return next;
    }

    public bool Holds(QueuedContact contact) => _holds.TryGetValue(contact, out var hold) && hold.IsHeld;

    /// <summary>Whether the contact waits for other agents than this one.</summary>
    public bool IsHeldFromAgent(QueuedContact contact, AgentId agent) =>
        _holds.TryGetValue(contact, out var hold) && hold.IsHeld && (hold.Only is { } only ? only != agent : !contact.PreferredAgents.Contains(agent));

    /// <summary>Takes the contact in where it is held, and says whether it is. It waits for the agent whose own callback it is, and for none other, as long as that
    /// agent may still come (rule 38); else for any of its preferred agents.</summary>
    public bool TryAdd(QueuedContact contact, DateTimeOffset now)
    {
        var own = contact.HeldFor is { } ownHold && now < ownHold.Until ? ownHold : null;
        DateTimeOffset? forAny = seconds > 0 && contact.Contact.PreferredAgents.Count > 0 && now < contact.EnteredAt.AddSeconds(seconds)
            ? contact.EnteredAt.AddSeconds(seconds)
            : null;
        if (own is null && forAny is null)
            return false;
        foreach (var agent in contact.PreferredAgents)
        {
            if (!_waitingFor.TryGetValue(agent, out var waiting))
            {
                _waitingFor.Add(agent, waiting = new Waiting());
                if (state.Members.TryGetValue(agent, out var member) && member.Offerable)
                    _callable.Add(agent);
            }
            waiting.Add(contact);
        }
        AgentId? only = own is not null && MayStillCome(contact, own.AgentId) ? own.AgentId : null;
        var until = own is null || forAny < own.Until ? forAny!.Value : own.Until;
        var hold = new Hold(contact, until, only is not null || (forAny is not null && contact.PreferredAgents.Any(agent => MayStillCome(contact, agent))), only);
        _holds.Add(contact, hold);
        (hold.IsHeld ? _held : _notYetHeld).Add(hold);
        return hold.IsHeld;
    }

    /// <summary>Takes the contact out, and says whether it was held.</summary>
    public bool Remove(QueuedContact contact)
    {
        if (!_holds.Remove(contact, out var hold))
            return false;
        (hold.IsHeld ? _held : _notYetHeld).Remove(hold);
        foreach (var agent in contact.PreferredAgents)
        {
            // An agent may be listed twice, and is then forgotten the first time.
            if (!_waitingFor.TryGetValue(agent, out var waiting))
                continue;
            waiting.Remove(contact);
            if (!waiting.IsEmpty)
                continue;
            _waitingFor.Remove(agent);
            _callable.Remove(agent);
        }
        return hold.IsHeld;
    }

    public void AdvanceTo(DateTimeOffset now, Action<QueuedContact> reclassify)
    {
        while (_held.Min is { } first && now >= first.Until)
            reclassify(first.Contact);
        while (_notYetHeld.Min is { } first && now >= first.Until)
            reclassify(first.Contact);
    }

    /// <summary>Looks again at the contacts that prefer an agent.</summary>
    public void LookAgain(AgentId agent, Action<QueuedContact> reclassify)
    {
        if (!_waitingFor.TryGetValue(agent, out var waiting))
            return;
        foreach (var contact in waiting.ByPlace.ToList())
            reclassify(contact);
    }

    /// <summary>Takes note that an agent can be offered contacts now. Only these few are looked at for a match.</summary>
    public void Ready(AgentId agent)
    {
        if (_waitingFor.ContainsKey(agent))
            _callable.Add(agent);
    }

    /// <summary>Takes note that an agent can no longer be offered contacts.</summary>
    public void NotReady(AgentId agent) => _callable.Remove(agent);

    /// <summary>The first held contact that one of its preferred agents can be offered now.</summary>
    public QueuedContact? FirstCallable(Func<QueuedContact, bool> may)
    {
        QueuedContact? first = null;
        foreach (var agent in _callable)
            first = WaitingSet.Earlier(first, FirstFor(agent, may));
        return first;
    }

    /// <summary>The first held contact that prefers an agent.</summary>
    public QueuedContact? FirstFor(AgentId agent, Func<QueuedContact, bool> may)
    {
        if (!_waitingFor.TryGetValue(agent, out var waiting))
            return null;
        var contacts = state.Members.TryGetValue(agent, out var member) && !member.CanRing ? waiting.WithoutTelephone : waiting.ByPlace;
        return contacts.FirstOrDefault(contact => Holds(contact) && may(contact));
    }

    /// <summary>A preferred agent is waited for who works in the queue, takes such a contact, is logged in and has not rejected this one.</summary>
    private bool MayStillCome(QueuedContact contact, AgentId agent) =>
        state.Members.TryGetValue(agent, out var member)
        && Eligibility.IsAwaited(member.Assignment, member.LoggedIn, contact.IsCallback, contact.IsUnwantedBy(agent));

    /// <summary>A contact that waits for preferred agents, or would if one were logged in.</summary>
    /// <param name="Contact">The contact.</param>
    /// <param name="Until">When that changes by time alone.</param>
    /// <param name="IsHeld">Whether it waits.</param>
    /// <param name="Only">The one agent for whom it waits; null for any of the preferred ones.</param>
    private sealed record Hold(QueuedContact Contact, DateTimeOffset Until, bool IsHeld, AgentId? Only)
    {
        public static readonly IComparer<Hold> ByEnd = Comparer<Hold>.Create((one, other) =>
            one.Until.CompareTo(other.Until) is var byEnd and not 0 ? byEnd : ByEntry.Order.Compare(one.Contact, other.Contact));
    }

    /// <summary>The contacts that prefer an agent, in both orders in which they are searched.</summary>
    private sealed class Waiting
    {
        public SortedSet<QueuedContact> ByPlace { get; } = new(Queues.ByPlace.Order);

        public SortedSet<QueuedContact> ByEntry { get; } = new(Queues.ByEntry.Order);

        /// <summary>Those for which no telephone rings, by place.</summary>
        public SortedSet<QueuedContact> WithoutTelephone { get; } = new(Queues.ByPlace.Order);

        public bool IsEmpty => ByPlace.Count == 0;

        public void Add(QueuedContact contact)
        {
            ByPlace.Add(contact);
            ByEntry.Add(contact);
            if (!contact.Contact.RingsTelephone)
                WithoutTelephone.Add(contact);
        }

        public void Remove(QueuedContact contact)
        {
            ByPlace.Remove(contact);
            ByEntry.Remove(contact);
            WithoutTelephone.Remove(contact);
        }
    }
}
