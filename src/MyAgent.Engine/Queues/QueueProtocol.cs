using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>The volatile state of the protocols with agents and other queues. Not journaled: after a restart it is taken up again from the state
/// and by asking the agents.</summary>
internal sealed class QueueProtocol
{
    private Dictionary<CallerAddress, HashSet<QueuedContact>>? _callbacks;

    /// <summary>The messages about offers that their agents have not confirmed.</summary>
    public Dictionary<OfferId, PendingDelivery> Deliveries { get; } = [];

    /// <summary>When each contact on its way was last handed to, or asked back from, the other queue.</summary>
    public Dictionary<ContactId, DateTimeOffset> Moves { get; } = [];

    /// <summary>Contacts that another queue has taken over too late, because they were finished here meanwhile: it is told so until it
    /// has heard it.</summary>
    public Dictionary<ContactId, PendingDrop> Drops { get; } = [];

    /// <summary>When the queues that finished contacts came from were last told so.</summary>
    public Dictionary<(ContactId Contact, QueueId To), DateTimeOffset> Ends { get; } = [];

    /// <summary>The reports that have not been answered.</summary>
    public List<AgentReport> Unanswered { get; } = [];

    /// <summary>How long the contacts that waited through an outage of the engine may wait beyond their limit (rule 33c); null without an outage.</summary>
    public RecoveryGrace? Grace { get; set; }

    /// <summary>The agents that have not reported since the queue was read from its journal; null before that was looked up.</summary>
    public HashSet<AgentId>? Unheard { get; set; }

    /// <summary>Until when matching waits for them; null before they were asked.</summary>
    public DateTimeOffset? RegroupingUntil { get; set; }

    /// <summary>Whether matching has waited long enough.</summary>
    public bool Regrouped { get; set; }

    /// <summary>Names the question they are asked, so that an answer to an earlier one is not taken for an answer to this; null before.</summary>
    public long? Question { get; set; }

    /// <summary>When they were last asked.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>The callbacks of a caller that are in line.</summary>
    public bool CallbacksOf(QueueState state, CallerAddress caller, out HashSet<QueuedContact> callbacks)
    {
        if (_callbacks is null)
        {
            _callbacks = [];
            foreach (var contact in state.Contacts.Values)
                Track(contact);
        }
        return _callbacks.TryGetValue(caller, out callbacks!);
    }

    /// <summary>Keeps <see cref="CallbacksOf"/> true after a contact has changed.</summary>
    public void Track(QueuedContact contact, bool gone = false)
    {
        if (_callbacks is null || !contact.IsCallback || contact.Contact.Caller is not { } caller)
            return;
        var there = _callbacks.TryGetValue(caller, out var callbacks);
        if (!gone && contact.IsQueued)
        {
            if (!there)
                _callbacks.Add(caller, callbacks = []);
            callbacks!.Add(contact);
        }
        else if (there && callbacks!.Remove(contact) && callbacks.Count == 0)
        {
            _callbacks.Remove(caller);
        }
    }
}

/// <summary>A message to an agent about an offer that the agent has not confirmed.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Message">The message.</param>
/// <param name="AttemptedAt">When it was last sent; null where it has not been.</param>
internal sealed record PendingDelivery(AgentId Agent, IAgentMessage Message, DateTimeOffset? AttemptedAt);

/// <summary>A message is to be sent to an agent, again and again until the agent confirms it.</summary>
internal sealed record DeliveryRequested(OfferId Offer, AgentId Agent, IAgentMessage Message) : IVolatileChange;

/// <summary>The message was sent (again).</summary>
internal sealed record DeliveryAttempted(OfferId Offer, DateTimeOffset At) : IVolatileChange;

/// <summary>The agent has the message.</summary>
internal sealed record DeliveryConfirmed(OfferId Offer) : IVolatileChange;

/// <summary>An agent reported.</summary>
internal sealed record Reported(AgentReport Report) : IVolatileChange;

/// <summary>An agent declined an offer: it is not available, whatever it said before.</summary>
internal sealed record NotReady(AgentId Agent, long Revision) : IVolatileChange;

/// <summary>The reports have been answered.</summary>
internal sealed record ReportsAnswered : IVolatileChange;

/// <summary>The agents were asked for their reports.</summary>
internal sealed record AgentsAsked(DateTimeOffset At) : IVolatileChange;

/// <summary>Those who have not reported are no longer waited for.</summary>
internal sealed record Regrouped : IVolatileChange;

/// <summary>Time has passed.</summary>
internal sealed record TimePassed(DateTimeOffset Now) : IVolatileChange;

/// <summary>Another queue is to drop a contact.</summary>
/// <param name="To">The other queue.</param>
/// <param name="Message">The message.</param>
/// <param name="AttemptedAt">When it was last sent; null where it has not been.</param>
internal sealed record PendingDrop(QueueId To, DropContact Message, DateTimeOffset? AttemptedAt);

/// <summary>Another queue has taken a contact over that is finished here: it is to drop it.</summary>
internal sealed record DropRequested(QueueId To, DropContact Message) : IVolatileChange;

/// <summary>The other queue was told (again) to drop the contact.</summary>
internal sealed record DropAttempted(ContactId Contact, DateTimeOffset At) : IVolatileChange;

/// <summary>The other queue no longer has the contact.</summary>
internal sealed record DropConfirmed(ContactId Contact) : IVolatileChange;

/// <summary>The other queue was spoken to about a contact on its way.</summary>
internal sealed record MoveAttempted(ContactId Contact, DateTimeOffset At) : IVolatileChange;

/// <summary>A queue was told (again) that a contact that came from it is finished.</summary>
internal sealed record CompletionAttempted(ContactId Contact, QueueId To, DateTimeOffset At) : IVolatileChange;
