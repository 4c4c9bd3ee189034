using MyAgent.Engine.Contacts;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>An agent assigned to a queue. The assignment is journaled; the rest is what the agent last reported.</summary>
internal sealed class QueueMember(AgentId id, Assignment assignment, long revision)
{
    public AgentId Id { get; } = id;

    public Assignment Assignment { get; set; } = assignment;

    /// <summary>The agent's revision that named the assignment; an older report does not undo it.</summary>
    public long AssignedAtRevision { get; set; } = revision;

    /// <summary>The offer of this queue that the agent has open or engaged; an agent has at most one.</summary>
    public OfferId? Offer { get; set; }

    /// <summary>The round of the agent's last report; an older one that comes late is not believed.</summary>
    public long Round { get; set; }

    /// <summary>The agent's revision at its last word.</summary>
    public long Revision { get; set; }

    /// <summary>Whether the agent has reported since the queue was read from its journal.</summary>
    public bool Heard { get; set; }

    /// <summary>Whether the agent is logged in. One not yet heard counts as logged in: the queue waits rather than jumps.</summary>
    public bool LoggedIn { get; set; } = true;

    /// <summary>Whether the agent said it is available.</summary>
    public bool Ready { get; set; }

    /// <summary>Whether the agent said that it takes calls and callbacks: its telephone can ring (rule 29), or it has none.</summary>
    public bool CanRing { get; set; } = true;

    /// <summary>What it may be given, as far as that depends on the agent only.</summary>
    public AgentProfile Profile => AgentProfile.Of(Assignment, CanRing);

    /// <summary>Whether the agent still compares queues.</summary>
    public bool Choosing { get; set; }

    public DateTimeOffset IdleSince { get; set; }

    /// <summary>Whether a contact can be offered to the agent now.</summary>
    public bool Offerable => Ready && !Choosing && Offer is null;

    /// <summary>Takes over what the agent reports.</summary>
    public void Take(AgentReport report)
    {
        Heard = true;
        (Round, Revision) = (report.Round, report.Revision);
        LoggedIn = report.LoggedIn;
        Ready = report.Ready;
        Choosing = report.Choosing;
        CanRing = !report.CannotRing;
        IdleSince = report.IdleSince;
    }
}

/// <summary>Orders agents by who is chosen first (rule 13). Ties break by id, so the same history always gives the same choice.</summary>
internal sealed class ByChoice(Selection selection) : IComparer<QueueMember>
{
    public int Compare(QueueMember? x, QueueMember? y)
    {
        var bySkill = selection == Selection.HighestSkill ? y!.Assignment.Skill.CompareTo(x!.Assignment.Skill) : 0;
        if (bySkill != 0)
            return bySkill;
        var byIdle = x!.IdleSince.CompareTo(y!.IdleSince);
        return byIdle != 0 ? byIdle : string.CompareOrdinal(x.Id.Value, y.Id.Value);
    }
}
