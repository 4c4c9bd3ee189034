using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>What must be an agent's next event, because it belongs to the decision before it.</summary>
internal enum Owing
{
    /// <summary>Anything.</summary>
    Nothing,

    /// <summary>The remembered break or log-out.</summary>
    Remembered,

    /// <summary>No longer responding.</summary>
    NotResponding,

    /// <summary>Wrap-up, or freed where the assignment has none.</summary>
    WrapUp,
}

/// <summary>An agent, as its events tell.</summary>
internal sealed class AgentModel(AgentId id)
{
    public AgentId Id => id;

    public AgentStatus Status { get; set; } = AgentStatus.LoggedOut;

    /// <summary>When the agent last logged in or out.</summary>
    public DateTimeOffset LoginChangedAt { get; set; } = DateTimeOffset.MinValue;

    public Dictionary<QueueId, Assignment> Assignments { get; } = [];

    /// <summary>The queues that have learned of the assignment.</summary>
    public HashSet<QueueId> KnownBy { get; } = [];

    /// <summary>The open offer.</summary>
    public Offer? Offer { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public bool AcceptanceRequested { get; set; }

    /// <summary>The contact in hand.</summary>
    public Hand? Hand { get; set; }

    /// <summary>When wrap-up or break ends by itself.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The remembered break or log-out.</summary>
    public NextRequest? Next { get; set; }

    public int MissesInARow { get; set; }

    /// <summary>How many offers were rejected with a reason since one was accepted.</summary>
    public int RejectsInARow { get; set; }

    public Owing Owing { get; set; }

    /// <summary>The agent's newest event.</summary>
    public Place Newest { get; set; }

    public bool LoggedIn => Status != AgentStatus.LoggedOut;

    public bool IsAvailable => Status == AgentStatus.Available;
}

/// <summary>A contact in an agent's hand.</summary>
internal sealed class Hand(Offer offer)
{
    public Offer Offer => offer;

    public bool IsCallback => offer.Contact.Callback is not null;

    public bool Over { get; set; }

    public bool PopUpClosed { get; set; }

    public bool OutcomeKnown { get; set; }

    /// <summary>Since when the contact has been over.</summary>
    public DateTimeOffset OverSince { get; set; }

    public bool Overdue { get; set; }
}
