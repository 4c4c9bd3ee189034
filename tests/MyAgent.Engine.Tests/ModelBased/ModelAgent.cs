using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>How an offer ended.</summary>
internal enum OfferEnd
{
    Accepted, Rejected, Missed, Withdrawn, Done,
}

/// <summary>An agent of the model.</summary>
internal sealed class ModelAgent(string id, IReadOnlyDictionary<string, Assignment> works, AgentSettings settings)
{
    public string Id => id;
    public IReadOnlyDictionary<string, Assignment> Assignments => works;
    public AgentStatus Status { get; private set; } = AgentStatus.LoggedOut;
    public DateTimeOffset Since { get; private set; }

    /// <summary>When offer, wrap-up or break ends by itself.</summary>
    public DateTimeOffset? Until { get; set; }
    public NextRequest? Next { get; set; }
    public int Missed { get; set; }
    public int Rejected { get; set; }
    public DateTimeOffset LoggedInAt { get; set; }
    public DateTimeOffset? LastContactOverAt { get; set; }
    public string? LastServed { get; set; }

    /// <summary>The telephone at which the agent is logged in; empty for none.</summary>
    public string Endpoint { get; set; } = string.Empty;

    /// <summary>When the agent was last heard of.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>Whether the lease has ended (rule 30).</summary>
    public bool Absent { get; set; }

    /// <summary>When the lease ends; null without one, and while that changes nothing.</summary>
    public DateTimeOffset? LeaseUntil => settings.LeaseSeconds is { } seconds && !Absent && (HasContact || Status is AgentStatus.Available or AgentStatus.Offered)
        ? (HeardAt > LoggedInAt ? HeardAt : LoggedInAt).AddSeconds(seconds)
        : null;

    /// <summary>The consultation that the agent has asked for; null where none is open.</summary>
    public ModelContact? Consultation
    {
        get => field is { IsDone: false } ? field : null;
        set;
    }

    /// <summary>The contact that is offered or current; null for none.</summary>
    public ModelContact? Contact { get; set; }

    /// <summary>How the last offer ended; null while it is open, or where there was none.</summary>
    public OfferEnd? LastOffer { get; set; }

    /// <summary>The queue it was offered from.</summary>
    public string Queue { get; set; } = string.Empty;
    public bool Over { get; set; }
    public bool PopUpClosed { get; set; }

    /// <summary>Whether the pop-up closes with the contact, or with the outcome that it still needs.</summary>
    public bool AutoClosePopUp => settings.AutoClosePopUp;
    public bool Overdue { get; set; }

    /// <summary>Before this the pop-up that was open during an outage is not overdue.</summary>
    public DateTimeOffset PopUpGraceUntil { get; set; }
    public bool NeedsOutcome { get; set; }

    /// <summary>Since when the current contact is on hold; null where it is not.</summary>
    public DateTimeOffset? HeldSince { get; set; }
    /// <summary>The contact whose code the agent may set, and the queue whose codes it has; null for none.</summary>
    public ModelContact? Coded { get; set; }
    public string CodedIn { get; set; } = string.Empty;

    /// <summary>The code that the agent chose; null for none.</summary>
    public string? Code { get; set; }

    public string? WrapUpFor { get; set; }
    public DateTimeOffset WrapUpStartedAt { get; set; }

    /// <summary>Whether the agent, just free for several queues, still compares what they have.</summary>
    public bool Comparing { get; set; }

    public bool LoggedIn => Status != AgentStatus.LoggedOut;
    public bool HasContact => Status is AgentStatus.Engaged or AgentStatus.PostProcessing;
    public DateTimeOffset IdleSince => LastContactOverAt ?? LoggedInAt;

    public void Become(AgentStatus status, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (Status == AgentStatus.NotResponding)
            (Missed, Rejected) = (0, 0);
        (Status, Since, Until) = (status, now, until);
        PopUpGraceUntil = DateTimeOffset.MinValue;
        Comparing = status == AgentStatus.Available && works.Count > 1;
        Absent &= status != AgentStatus.LoggedOut;
        Coded = HasContact || status == AgentStatus.WrapUp ? Coded : null;
        if (status is not (AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing))
        {
            Contact = null;
            LastOffer = LastOffer == OfferEnd.Accepted ? OfferEnd.Done : LastOffer;
        }
        if (!HasContact)
            (Over, PopUpClosed, Overdue, NeedsOutcome, HeldSince) = (false, false, false, false, null);
    }
}
