using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>A contact that is not finished, in one queue.</summary>
internal sealed class ContactModel(Contact contact, DateTimeOffset enteredAt)
{
    private Dictionary<AgentId, ModelRejection>? _rejections;
    private HashSet<AgentId>? _unwanted;

    public ContactId Id => contact.ContactId;

    public CallerAddress? Caller => contact.Caller;

    /// <summary>Its arrival; null where that has no id.</summary>
    public ArrivalId? Arrival => contact.Arrival;

    /// <summary>The connector that brought it; null for none.</summary>
    public ConnectorId? Connector => contact.Connector?.Name;

    /// <summary>Whether it is a call whose connector is lost, as the queue knows.</summary>
    public bool IsWithheld { get; set; }

    public bool IsCall => contact.Media == Media.Call && !IsCallback;

    /// <summary>Whether the agent who gets it needs a telephone.</summary>
    public bool RingsTelephone => contact.Media == Media.Call;

    public IReadOnlyList<AgentId> PreferredAgents => contact.PreferredAgents;

    public bool IsCallback { get; set; } = contact.Callback is not null;

    /// <summary>The number that the callback asks to be called at; null for none.</summary>
    public string? Number { get; set; } = contact.Callback?.Number;

    public ContactState State { get; set; } = ContactState.Waiting;

    /// <summary>The queue it is being taken to; null where it stays.</summary>
    public QueueId? MovingTo { get; set; }

    public OrderKey Key { get; set; } = contact.Key;

    /// <summary>Its place but for the date it was scheduled for.</summary>
    public OrderKey PromisedKey { get; set; } = contact.Key;

    /// <summary>When it entered this waiting list.</summary>
    public DateTimeOffset EnteredAt { get; set; } = enteredAt;

    /// <summary>The offer under which it is offered or engaged, or last was.</summary>
    public OfferModel? Offer { get; set; }

    public int Attempts { get; set; } = contact.Callback?.Attempts ?? 0;

    /// <summary>The agent whose own callback it is, while scheduled; null for any agent's.</summary>
    public AgentId? OwnedBy { get; set; }

    /// <summary>The agent for whom it waits before any other; null for none.</summary>
    public AgentHold? HeldFor { get; set; }

    /// <summary>How many of those failed with each cause.</summary>
    public Dictionary<FailureCause, int> Failures { get; } = Enum.GetValues<FailureCause>().ToDictionary(cause => cause, cause => contact.Callback?.Failures?.Of(cause) ?? 0);

    /// <summary>The cause of the attempt that has just failed, until the callback is scheduled; null for none.</summary>
    public FailureCause? JustFailed { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>The window that is promised, until an agent accepts it; null for none.</summary>
    public CallbackWindow? Window { get; set; } = contact.Callback?.Window;

    /// <summary>When its recording ends by itself; null where it has no limit, and while it is not recording.</summary>
    public DateTimeOffset? RecordingUntil { get; set; }

    public bool IsQueued => State is ContactState.Waiting or ContactState.Recording && !IsTransferring;

    /// <summary>Whether an agent has transferred it to another queue, which has yet to take it.</summary>
    public bool IsTransferring { get; set; }

    /// <summary>Whether it may be offered.</summary>
    public bool MayBeOffered => State == ContactState.Waiting && MovingTo is null && !IsWithheld;

    public bool EngagedUnder(OfferId offer) => State == ContactState.Engaged && Offer?.Id == offer;

    public void RejectedBy(AgentId agent, ModelRejection rejection)
    {
        (_rejections ??= [])[agent] = rejection;
        if (rejection.Reason != RejectReason.NoAnswer)
            (_unwanted ??= []).Add(agent);
    }

    public void ForgetRejections() => (_rejections, _unwanted) = (null, null);

    public ModelRejection? RejectionOf(AgentId agent) => _rejections?.GetValueOrDefault(agent);

    /// <summary>Whether an agent has ever rejected it in this waiting list, and not only left the telephone unanswered.</summary>
    public bool IsUnwantedBy(AgentId agent) => _unwanted?.Contains(agent) ?? false;
}
