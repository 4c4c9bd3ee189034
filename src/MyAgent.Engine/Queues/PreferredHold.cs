using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Queues;

/// <summary>The contacts that still wait for a preferred agent who is logged in (rule 14). They keep their place; those behind them go on.</summary>
/// <param name="state">The queue.</param>
/// <param name="seconds">How long a contact waits so, in seconds.</param>
internal sealed class PreferredHold(QueueState state, double seconds)
{
    private readonly Dictionary<AgentId, Waiting> _waitingFor = [];
    private readonly HashSet<AgentId> _callable = [];
    private readonly SortedSet<QueuedContact> _held = new(ByEntry.Order);
    private readonly SortedSet<QueuedContact> _notYetHeld = new(ByEntry.Order);

    /// <summary>When the next hold ends; null for none.</summary>
    public DateTimeOffset? NextAt => _held.Min?.EnteredAt.AddSeconds(seconds);

    /// <summary>When a held contact has next waited long enough for one of its preferred agents who is ready and an overflow agent.</summary>
    public DateTimeOffset? NextForOverflow(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var agent in _callable)
        {
            if (AgentProfile.Of(state.Members[agent].Assignment).OverflowAfterSeconds is not { } limit)
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

    public bool Holds(QueuedContact contact) => _held.Contains(contact);

    /// <summary>Takes the contact in where it is held, and says whether it is.</summary>
    public bool TryAdd(QueuedContact contact, DateTimeOffset now)
    {
        if (seconds <= 0 || contact.Contact.PreferredAgents.Count == 0 || now >= contact.EnteredAt.AddSeconds(seconds))
            return false;
        foreach (var agent in contact.Contact.PreferredAgents)
        {
            if (!_waitingFor.TryGetValue(agent, out var waiting))
            {
                _waitingFor.Add(agent, waiting = new Waiting());
                if (state.Members.TryGetValue(agent, out var member) && member.Offerable)
                    _callable.Add(agent);
            }
            waiting.Add(contact);
        }
        var held = contact.Contact.PreferredAgents.Any(agent => MayStillCome(contact, agent));
        (held ? _held : _notYetHeld).Add(contact);
        return held;
    }

    /// <summary>Takes the contact out, and says whether it was held.</summary>
    public bool Remove(QueuedContact contact)
    {
        var held = _held.Remove(contact);
        if (!held && !_notYetHeld.Remove(contact))
            return false;
        foreach (var agent in contact.Contact.PreferredAgents)
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
        return held;
    }

    public void AdvanceTo(DateTimeOffset now, Action<QueuedContact> reclassify)
    {
        while (_held.Min is { } first && now >= first.EnteredAt.AddSeconds(seconds))
            reclassify(first);
        while (_notYetHeld.Min is { } first && now >= first.EnteredAt.AddSeconds(seconds))
            reclassify(first);
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
    public QueuedContact? FirstFor(AgentId agent, Func<QueuedContact, bool> may) =>
        _waitingFor.GetValueOrDefault(agent)?.ByPlace.FirstOrDefault(contact => Holds(contact) && may(contact));

    /// <summary>A preferred agent is waited for who works in the queue, takes such a contact, is logged in and has not rejected this one.</summary>
    private bool MayStillCome(QueuedContact contact, AgentId agent) =>
        state.Members.TryGetValue(agent, out var member)
        && Eligibility.IsAwaited(member.Assignment, member.LoggedIn, contact.IsCallback, contact.IsUnwantedBy(agent));

    /// <summary>The contacts that prefer an agent, in both orders in which they are searched.</summary>
    private sealed class Waiting
    {
        public SortedSet<QueuedContact> ByPlace { get; } = new(Queues.ByPlace.Order);

        public SortedSet<QueuedContact> ByEntry { get; } = new(Queues.ByEntry.Order);

        public bool IsEmpty => ByPlace.Count == 0;

        public void Add(QueuedContact contact)
        {
            ByPlace.Add(contact);
            ByEntry.Add(contact);
        }

        public void Remove(QueuedContact contact)
        {
            ByPlace.Remove(contact);
            ByEntry.Remove(contact);
        }
    }
}
