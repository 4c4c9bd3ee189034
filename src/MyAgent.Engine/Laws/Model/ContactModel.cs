using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Laws.Model;

/// <summary>A contact that is not finished, in one queue.</summary>
internal sealed class ContactModel(Contact contact, DateTimeOffset enteredAt)
{
    private Dictionary<AgentId, Rejection>? _rejections;

    public ContactId Id => contact.ContactId;

    public CallerAddress Caller => contact.Caller;

    public IReadOnlyList<AgentId> PreferredAgents => contact.PreferredAgents;

    public bool IsCallback { get; set; } = contact.Callback is not null;

    public ContactState State { get; set; } = ContactState.Waiting;

    /// <summary>The queue it is being taken to; null where it stays.</summary>
    public QueueId? MovingTo { get; set; }

    public OrderKey Key { get; set; } = contact.Key;

    /// <summary>Its place but for the date it was scheduled for.</summary>
    public OrderKey PromisedKey { get; set; } = contact.Key;

    /// <summary>Since when it has been in this line.</summary>
    public DateTimeOffset EnteredAt { get; set; } = enteredAt;

    /// <summary>The offer under which it is offered or engaged, or last was.</summary>
    public OfferModel? Offer { get; set; }

    public int Attempts { get; set; } = contact.Callback?.Attempts ?? 0;

    public DateTimeOffset DueAt { get; set; }

    public bool InLine => State is ContactState.Waiting or ContactState.Recording;

    /// <summary>Whether it may be offered.</summary>
    public bool MayBeOffered => State == ContactState.Waiting && MovingTo is null;

    public bool EngagedUnder(OfferId offer) => State == ContactState.Engaged && Offer?.Id == offer;

    public void RejectedBy(AgentId agent, DateTimeOffset at, double coolDownSeconds) =>
        (_rejections ??= [])[agent] = new Rejection(at, coolDownSeconds);

    public void ForgetRejections() => _rejections = null;

    public Rejection? RejectionOf(AgentId agent) => _rejections?.GetValueOrDefault(agent);
}

/// <summary>An agent did not take a contact.</summary>
internal sealed record Rejection(DateTimeOffset At, double CoolDownSeconds);
