using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>Makes the answers of a queue: the queue and its contacts as clients see them.</summary>
internal sealed class QueueAnswerBuilder(QueueContext queue)
{
    private QueueState State => queue.State;

    /// <summary>The answer of a queue that does not exist.</summary>
    public Refusal Unknown => Refusals.NotFound("unknownQueue", queue.Id.Value);

    /// <summary>The answer about a contact that the queue does not know.</summary>
    public Refusal UnknownContact(ContactId contact) => Refusals.NotFound("unknownContact", contact.Value, queue.Id.Value);

    /// <summary>The queue to which a contact went; null where it did not.</summary>
    public ContactMovedAnswer? Elsewhere(ContactId contact) =>
        State.Moved.GetValueOrDefault(contact) is { Dropped: null } moved ? new ContactMovedAnswer(contact, moved.To) : null;

    /// <summary>The policy of the queue.</summary>
    public QueueSettingsAnswer Settings() => new(queue.Id, queue.Settings);

    /// <summary>What a command about a contact is answered with, once it has been applied.</summary>
    public IAnswer For(ContactId id)
    {
        if (State.Contacts.TryGetValue(id, out var contact))
            return Answer(contact, contact.State, end: null);
        if (Elsewhere(id) is { } elsewhere)
            return elsewhere;
        return State.JustFinished is { } finished && finished.Contact.Id == id
            ? Answer(finished.Contact, ContactState.Done, finished.End)
            : UnknownContact(id);
    }

    /// <summary>What a keyed command that led to an event was answered with.</summary>
    public IAnswer? After(IEvent happened) => happened switch
    {
        QueueConfigured or QueueRemoved => Settings(),
        QueueCommandAnswered { Refusal: { } refusal } => refusal,
        QueueCommandAnswered { ContactId: { } contact } => For(contact),
        QueueCommandAnswered => Settings(),
        ContactRefused refused => refused.Refusal,
        ContactRedirected redirected => new ContactMovedAnswer(redirected.ContactId, redirected.To),
        CallbackRequestedAgain again => For(again.ContactId) is ContactAnswer open ? open with { RequestedBefore = true } : null,
        IContactEvent about => For(about.ContactId),
        _ => null,
    };

    private ContactAnswer Answer(QueuedContact contact, ContactState state, ContactFinished? end) => new(
        contact.Id, queue.Id, state, end?.Outcome, contact.Contact.Kind, contact.Contact.Caller,
        state != ContactState.Done && contact.IsQueued ? State.WaitingList.RankOf(contact) + 1 : null,
        contact.Contact.OriginAt, contact.Contact.Key.Priority, contact.Agent, contact.Contact.Callback?.Number,
        state == ContactState.Scheduled ? contact.DueAt : null, contact.Contact.Callback?.Attempts ?? 0, contact.Contact.Message, end?.EndedBy, contact.TalkSeconds,
        contact.Contact.Data, Connector: contact.Contact.Connector?.Name,
        PositionToSay: state != ContactState.Done && contact.IsQueued ? State.PositionToSay(contact) : null,
        Window: contact.Contact.Callback?.Window, Consultation: contact.Contact.Consultation, Transfer: contact.Contact.Transfer);

    public QueueAnswer For(GetQueue get, DateTimeOffset now) => new(
        queue.Id,
        queue.Settings,
        Open: queue.Settings.OpeningHours?.IsOpen(now) ?? true,
        WaitingCount: State.WaitingList.Count,
        RecordingCount: State.Recordings.Count,
        CallbackCount: State.CallbackCount,
        OfferedCount: State.WithAgents.Values.Count(contact => contact.State == ContactState.Offered),
        EngagedCount: State.WithAgents.Values.Count(contact => contact.State == ContactState.Engaged),
        ScheduledCount: State.Scheduled.Count,
        LongestWaitSeconds: queue.LongestWaitSeconds(now),
        AgentsLoggedIn: State.Members.Values.Count(member => member is { Heard: true, LoggedIn: true }),
        AgentsAvailable: State.Members.Values.Count(member => member.Ready),
        Alarms: [.. State.Alarms.Order()],
        Waiting: [.. State.WaitingList.From(get.Skip).Take(get.Take).Select((contact, index) => new WaitingContact(
            contact.Id, contact.Contact.Kind, contact.Contact.Caller, get.Skip + index + 1, contact.Contact.OriginAt,
            contact.Contact.Key.Priority, contact.State))],
        WithAgents: get.Take == 0 ? null : [.. State.WithAgents.Values.OrderBy(contact => contact.Offer!.Value.Number).Select(contact => new ContactWithAgent(
            contact.Id, contact.Contact.Kind, contact.Contact.Caller, contact.Contact.OriginAt, contact.Contact.Key.Priority, contact.State,
            contact.Agent!.Value, contact.Offer!.Value))]);
}
