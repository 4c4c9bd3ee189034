using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>The model of an agent, folded from the events of the agent.</summary>
internal sealed class AgentModel(AgentId id)
{
    public AgentId Id => id;

    public AgentStatus Status { get; set; } = AgentStatus.LoggedOut;

    /// <summary>When the agent last logged in or out.</summary>
    public DateTimeOffset LoginChangedAt { get; set; } = DateTimeOffset.MinValue;

    public Dictionary<QueueId, Assignment> Assignments { get; } = [];

    /// <summary>Whether the agent's pop-up closes by itself.</summary>
    public bool AutoClosePopUp { get; set; }

    /// <summary>The queues that have learned of the assignment.</summary>
    public HashSet<QueueId> KnownBy { get; } = [];

    /// <summary>The open offer.</summary>
    public Offer? Offer { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The telephone at which the agent is logged in; null for none.</summary>
    public EndpointId? Endpoint { get; set; }

    /// <summary>What the agent has heard of its state; null for nothing.</summary>
    public EndpointReport? EndpointReport { get; set; }

    /// <summary>When it last changed whether calls and callbacks can be offered.</summary>
    public DateTimeOffset CanRingSince { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Whether calls and callbacks can be offered.</summary>
    public bool CanRing => EndpointReport is not { State: not EndpointState.Ready };

    /// <summary>Whether the agent was not heard of within its lease.</summary>
    public bool IsAbsent { get; set; }

    public bool AcceptanceRequested { get; set; }

    /// <summary>The contact that the agent has accepted and whose pop-up is open; null for none.</summary>
    public CurrentContactModel? Current { get; set; }

    /// <summary>The contact whose wrap-up code the agent can set; null for none.</summary>
    public CodedContactModel? Coded { get; set; }

    /// <summary>When wrap-up or break ends by itself.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The remembered break or log-out.</summary>
    public NextRequest? Next { get; set; }

    public int MissesInARow { get; set; }

    /// <summary>The number of offers rejected with a reason since the last acceptance.</summary>
    public int RejectsInARow { get; set; }

    public RequiredEvent Required { get; set; }

    /// <summary>The agent's newest event.</summary>
    public EventPosition Newest { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset NewestAt { get; set; }

    public bool LoggedIn => Status != AgentStatus.LoggedOut;

    public bool IsAvailable => Status == AgentStatus.Available;
}
