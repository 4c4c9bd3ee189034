using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>After a restart the agents are asked for their reports, and no contact is matched until they have had a moment to answer: the first agent
/// to report need not be the one who is due. Those that do not answer are asked again. Volatile.</summary>
internal sealed class Regrouping(QueueContext queue)
{
    /// <summary>How long matching waits, after a restart, for agents that have not reported.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private HashSet<AgentId>? _missing;
    private DateTimeOffset? _until;
    private DateTimeOffset? _askedAt;
    private long? _question;
    private bool _isOver;

    /// <summary>Whether matching still waits.</summary>
    public bool IsActive => Missing.Count > 0 && !_isOver;

    /// <summary>When matching stops waiting, or the agents are asked again; null where none of the two is to come.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            if (Missing.Count == 0)
                return null;
            var askAgainAt = _askedAt + Deadlines.RetryInterval;
            return IsActive && _until < askAgainAt ? _until : askAgainAt;
        }
    }

    /// <summary>The agents that have not reported, and those that left the queue with one of its contacts: only they know what became of it.</summary>
    private HashSet<AgentId> Missing => _missing ??=
    [
        .. queue.State.Members.Values.Where(member => !member.Heard).Select(member => member.Id),
        .. queue.State.WithAgents.Values.Select(contact => contact.Agent!.Value).Where(agent => !queue.State.Members.ContainsKey(agent)),
    ];

    /// <summary>Stops waiting when the time is up, and asks the missing agents when that is due.</summary>
    public Decision? ProcessDue(DateTimeOffset now)
    {
        if (Missing.Count == 0)
            return null;
        if (!_isOver && _until <= now)
            return new Decision().Changing(new RegroupingEnded());
        if (now < _askedAt + Deadlines.RetryInterval)
            return null;
        var decision = new Decision().Changing(new AgentsAsked(now));
        foreach (var agent in Missing.OrderBy(agent => agent.Value, StringComparer.Ordinal))
            decision.Sending(agent.Address, new AskForReport(queue.Id, _question ?? now.UtcTicks));
        return decision;
    }

    /// <summary>An agent has reported. A report that answers an earlier question, from before the restart, does not count.</summary>
    public void OnReport(AgentReport report)
    {
        if (report.Question == _question)
            Missing.Remove(report.AgentId);
    }

    public void Apply(RegroupingChange change)
    {
        switch (change)
        {
            case AgentsAsked asked:
                _askedAt = asked.At;
                _question ??= asked.At.UtcTicks;
                _until ??= asked.At + Timeout;
                break;
            case RegroupingEnded:
                _isOver = true;
                break;
        }
    }
}

/// <summary>A change of the regrouping.</summary>
internal abstract record RegroupingChange : IVolatileChange;

/// <summary>The agents were asked for their reports.</summary>
internal sealed record AgentsAsked(DateTimeOffset At) : RegroupingChange;

/// <summary>Matching no longer waits for the agents that have not reported.</summary>
internal sealed record RegroupingEnded : RegroupingChange;
