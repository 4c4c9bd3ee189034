using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;

namespace MyAgent.Engine.Queues;

/// <summary>What a queue has under way with agents and other queues. Not journaled: after a restart it is taken up again from the state
/// and by asking the agents.</summary>
internal sealed class QueueConversation
{
    private Dictionary<CallerAddress, HashSet<QueuedContact>>? _callbacks;

    /// <summary>What has been said to an agent about an offer and not yet been heard.</summary>
    public Dictionary<OfferId, Telling> Tellings { get; } = [];

    /// <summary>When each contact on its way was last handed to, or asked back from, the other queue.</summary>
    public Dictionary<ContactId, DateTimeOffset> Moves { get; } = [];

    /// <summary>Contacts that another queue has taken over too late, because they were finished here meanwhile: it is told so until it
    /// has heard it.</summary>
    public Dictionary<ContactId, PendingDrop> Drops { get; } = [];

    /// <summary>When the queues that finished contacts came from were last told so.</summary>
    public Dictionary<(ContactId Contact, QueueId To), DateTimeOffset> Ends { get; } = [];

    /// <summary>The reports that have not been answered.</summary>
    public List<AgentReport> Unanswered { get; } = [];

    /// <summary>For how long nobody who waited through an outage of the engine has waited too long (rule 33c); null where there was none.</summary>
    public RecoveryGrace? Grace { get; set; }

    /// <summary>The agents that have not reported since the queue was read from its journal; null where nobody has looked yet.</summary>
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
                Note(contact);
        }
        return _callbacks.TryGetValue(caller, out callbacks!);
    }

    /// <summary>Keeps <see cref="CallbacksOf"/> true after a contact has changed.</summary>
    public void Note(QueuedContact contact, bool gone = false)
    {
        if (_callbacks is null || !contact.IsCallback || contact.Contact.Caller is not { } caller)
            return;
        var there = _callbacks.TryGetValue(caller, out var callbacks);
        if (!gone && contact.InLine)
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

/// <summary>Something said to an agent about an offer.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Message">What is said.</param>
/// <param name="SaidAt">When it was last said; null where it has not been.</param>
internal sealed record Telling(AgentId Agent, IAgentMessage Message, DateTimeOffset? SaidAt);

/// <summary>Something is to be said to an agent, until it is heard.</summary>
internal sealed record TellAgent(OfferId Offer, AgentId Agent, IAgentMessage Message) : INote;

/// <summary>It has been said (again).</summary>
internal sealed record AgentTold(OfferId Offer, DateTimeOffset At) : INote;

/// <summary>It has been heard.</summary>
internal sealed record AgentHeard(OfferId Offer) : INote;

/// <summary>An agent reported.</summary>
internal sealed record Reported(AgentReport Report) : INote;

/// <summary>An agent declined an offer: it is not available, whatever it said before.</summary>
internal sealed record NotReady(AgentId Agent, long Revision) : INote;

/// <summary>The reports have been answered.</summary>
internal sealed record ReportsAnswered : INote;

/// <summary>The agents were asked for their reports.</summary>
internal sealed record AgentsAsked(DateTimeOffset At) : INote;

/// <summary>Those who have not reported are no longer waited for.</summary>
internal sealed record Regrouped : INote;

/// <summary>Time has passed.</summary>
internal sealed record TimePassed(DateTimeOffset Now) : INote;

/// <summary>Another queue is to drop a contact.</summary>
/// <param name="To">The other queue.</param>
/// <param name="Message">What it is told.</param>
/// <param name="SaidAt">When it was last told; null where it has not been.</param>
internal sealed record PendingDrop(QueueId To, DropContact Message, DateTimeOffset? SaidAt);

/// <summary>Another queue has taken a contact over that is finished here: it is to drop it.</summary>
internal sealed record DropAgain(QueueId To, DropContact Message) : INote;

/// <summary>The other queue was told (again) to drop the contact.</summary>
internal sealed record DropSaid(ContactId Contact, DateTimeOffset At) : INote;

/// <summary>The other queue no longer has the contact.</summary>
internal sealed record DropHeard(ContactId Contact) : INote;

/// <summary>The other queue was spoken to about a contact on its way.</summary>
internal sealed record MoveSpokenOf(ContactId Contact, DateTimeOffset At) : INote;

/// <summary>A queue was told (again) that a contact that came from it is finished.</summary>
internal sealed record EndSaid(ContactId Contact, QueueId To, DateTimeOffset At) : INote;
