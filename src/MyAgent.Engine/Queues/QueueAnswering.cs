using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <content>The queue and its contacts as others see them.</content>
public sealed partial class QueueEntity
{
    /// <summary>What a command about a contact is answered with, once it has been applied.</summary>
    private IAnswer AnswerFor(ContactId id)
    {
        if (_state.Contacts.TryGetValue(id, out var contact))
            return Answer(contact, contact.State, end: null);
        if (Elsewhere(id) is { } elsewhere)
            return elsewhere;
        return _state.JustFinished is { } finished && finished.Contact.Id == id
            ? Answer(finished.Contact, ContactState.Done, finished.End)
            : UnknownContact(id);
    }

    /// <summary>What a keyed command that led to an event was answered with.</summary>
    private IAnswer? AnswerAfter(IEvent happened) => happened switch
    {
        QueueConfigured => new QueueSettingsAnswer(_id, Settings),
        QueueCommandAnswered { Refusal: { } refusal } => refusal,
        QueueCommandAnswered { ContactId: { } contact } => AnswerFor(contact),
        QueueCommandAnswered => new QueueSettingsAnswer(_id, Settings),
        ContactRefused refused => refused.Refusal,
        ContactRedirected redirected => new ContactMovedAnswer(redirected.ContactId, redirected.To),
        IContactEvent about => AnswerFor(about.ContactId),
        _ => null,
    };

    private ContactAnswer Answer(QueuedContact contact, ContactState state, ContactFinished? end) => new(
        contact.Id, _id, state, end?.Outcome, contact.Contact.Kind, contact.Contact.Caller,
        state is ContactState.Waiting or ContactState.Recording ? _state.WaitingList.RankOf(contact) + 1 : null,
        contact.Contact.OriginAt, contact.Contact.Key.Priority, contact.Agent, contact.Contact.Callback?.Number,
        state == ContactState.Scheduled ? contact.DueAt : null, contact.Contact.Callback?.Attempts ?? 0, contact.Contact.Message, end?.EndedBy, contact.TalkSeconds);

    private QueueAnswer Answer(GetQueue get, DateTimeOffset now) => new(
        _id,
        Settings,
        Open: Settings.OpeningHours?.IsOpen(now) ?? true,
        WaitingCount: _state.WaitingList.Count,
        RecordingCount: _state.Recordings.Count,
        CallbackCount: _state.CallbackCount,
        OfferedCount: _state.WithAgents.Values.Count(contact => contact.State == ContactState.Offered),
        EngagedCount: _state.WithAgents.Values.Count(contact => contact.State == ContactState.Engaged),
        ScheduledCount: _state.Scheduled.Count,
        LongestWaitSeconds: LongestWaitSeconds(now),
        AgentsLoggedIn: _state.Members.Values.Count(member => member is { Heard: true, LoggedIn: true }),
        AgentsAvailable: _state.Members.Values.Count(member => member.Ready),
        Alarms: [.. _state.Alarms.Order()],
        Waiting: [.. _state.WaitingList.From(get.Skip).Take(get.Take).Select((contact, index) => new WaitingContact(
            contact.Id, contact.Contact.Kind, contact.Contact.Caller, get.Skip + index + 1, contact.Contact.OriginAt,
            contact.Contact.Key.Priority, contact.State))],
        WithAgents: get.Take == 0 ? null : [.. _state.WithAgents.Values.OrderBy(contact => contact.Offer!.Value.Number).Select(contact => new ContactWithAgent(
            contact.Id, contact.Contact.Kind, contact.Contact.Caller, contact.Contact.OriginAt, contact.Contact.Key.Priority, contact.State,
            contact.Agent!.Value, contact.Offer!.Value))]);
}
