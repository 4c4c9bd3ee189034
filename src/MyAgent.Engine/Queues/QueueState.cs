using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Queues;

/// <summary>What a queue's journal says. It changes by events alone.</summary>
internal sealed partial class QueueState
{
    private const int MaxRememberedCommands = 1000;
    private const int MaxRememberedRedirected = 1000;

    public QueueSettings? Settings { get; private set; }
    public long LastSerial { get; private set; }
    public long LastOffer { get; private set; }
    public long Revision { get; private set; }
    public DateTimeOffset LastEventAt { get; private set; }

    /// <summary>Every contact that is not finished and has not moved on.</summary>
    public Dictionary<ContactId, QueuedContact> Contacts { get; } = [];

    /// <summary>Those waiting and recording, in order.</summary>
    public LeastRankTree<QueuedContact> WaitingList { get; } = new(ByPlace.Order);

    /// <summary>Those of them recording, by the end of the recording; first those that have none.</summary>
    public SortedSet<QueuedContact> Recordings { get; } = new(ByRecordingEnd.Order);

    /// <summary>How many of those are callbacks.</summary>
    public int CallbackCount { get; private set; }

    /// <summary>Callbacks that come back, by date.</summary>
    public SortedSet<QueuedContact> Scheduled { get; } = new(ByDate.Order);

    /// <summary>How many of those are promised for a window, by its start (rule 39).</summary>
    public Dictionary<DateTimeOffset, int> Promised { get; } = [];

    /// <summary>Those offered to, or with, an agent, by the offer.</summary>
    public Dictionary<OfferId, QueuedContact> WithAgents { get; } = [];

    public Dictionary<AgentId, QueueMember> Members { get; } = [];
    /// <summary>The agents that were taken out of the queue, with the revision that said so.</summary>
    public Dictionary<AgentId, long> Departed { get; } = [];

    public Dictionary<ContactId, MovedContact> Moved { get; } = [];
    /// <summary>Those that another queue has yet to take, or to drop.</summary>
    public HashSet<ContactId> OnTheMove { get; } = [];

    /// <summary>Whom to tell when contacts that came from elsewhere are finished.</summary>
    public CompletionOutbox Completions { get; } = new();

    /// <summary>The consultations that are over, whose agents have not confirmed it.</summary>
    public Dictionary<ContactId, EndedConsultation> EndedConsultations { get; } = [];

    public HashSet<AlarmKind> Alarms { get; } = [];
    public RememberedAnswers Answers { get; } = new(MaxRememberedCommands);

    /// <summary>The contact finished last, as it then was.</summary>
    public (QueuedContact Contact, ContactFinished End)? JustFinished { get; private set; }

    /// <summary>The contact that moved on last, as it then was.</summary>
    public QueuedContact? JustMoved { get; private set; }

    /// <summary>What is remembered of contacts that are finished.</summary>
    public FinishedContacts Finished { get; } = new();

    /// <summary>Where contacts were sent that came while the queue was closed.</summary>
    public RecentMap<ContactId, QueueId> Redirected { get; } = new(MaxRememberedRedirected);

    /// <summary>How what each agent last accepted has ended. Only of contacts whose arrival has an id.</summary>
    public Dictionary<AgentId, LastEngagement> LastEngagements { get; } = [];

    /// <summary>The contact that an agent has open or engaged under an offer; null for none.</summary>
    public QueuedContact? ContactUnder(OfferId offer, AgentId agent) =>
        WithAgents.GetValueOrDefault(offer) is { } contact && contact.Agent == agent ? contact : null;

    public void Apply(RecordedEvent recorded)
    {
        Revision++;
        LastEventAt = recorded.At;
        switch (recorded.Event)
        {
            case QueueConfigured configured:
                Settings = configured.Settings;
                break;
            case QueueRemoved:
                Settings = null;
                break;
            case AgentJoined joined:
                Join(joined);
                break;
            case AgentLeft left:
                Members.Remove(left.AgentId);
                Departed[left.AgentId] = left.AgentRevision;
                break;
            case AlarmRaised raised:
                Alarms.Add(raised.Kind);
                break;
            case AlarmCleared cleared:
                Alarms.Remove(cleared.Kind);
                break;
            case ContactArrived arrived:
                LastSerial = Math.Max(LastSerial, arrived.Contact.Key.Serial);
                Enter(new QueuedContact(arrived.Contact, recorded.At)
                {
                    State = arrived.DueAt is null ? ContactState.Waiting : ContactState.Scheduled,
                    DueAt = arrived.DueAt,
                    HeldFor = arrived.HeldFor,
                });
                break;
            case ContactTakenOver taken:
                Moved.Remove(taken.ContactId);
                OnTheMove.Remove(taken.ContactId);
                Completions.Enqueue(taken.ContactId, taken.From, taken.Contact.Arrival);
                Enter(new QueuedContact(taken.Contact, recorded.At)
                {
                    CameFrom = taken.From, TalkSeconds = taken.TalkSeconds, LeastPosition = taken.LeastPosition, HeldFor = taken.HeldFor,
                });
                break;
            case ContactFinished finished:
                Finish(Contacts[finished.ContactId], finished, recorded.At);
                Completions.MarkReady(finished.ContactId);
                break;
            case ContactMoved moved:
                var leaving = Contacts[moved.ContactId];
                Remove(leaving);
                JustMoved = leaving;
                Moved[moved.ContactId] = new MovedContact(moved.ContactId, moved.To, leaving.CameFrom, Dropped: null, leaving.Moves + 1, leaving.Contact.Arrival);
                OnTheMove.Remove(moved.ContactId);
                break;
            case MovedContactFinished finished:
                if (Moved.Remove(finished.ContactId, out var gone) && gone.Arrival is { } itsArrival)
                    Finished.AddId(finished.ContactId, itsArrival, hasMoved: true);
                OnTheMove.Remove(finished.ContactId);
                Completions.MarkReady(finished.ContactId);
                break;
            case FinishHeard heard:
                Completions.Acknowledge(heard.Contact, heard.By);
                break;
            case ContactRedirected { Arrival: not null } redirected:
                Redirected.Set(redirected.ContactId, redirected.To);
                break;
            case ConnectorNewsHeard heard:
                Hear(heard);
                break;
            case ConsultationEndHeard heard:
                EndedConsultations.Remove(heard.ConsultId);
                break;
            case ContactRefused or ContactRedirected or QueueCommandAnswered:
                break;
            case IContactEvent happened:
                ChangeInPlace(Contacts[happened.ContactId], happened, recorded.At);
                break;
            default:
                throw new InvalidOperationException($"{recorded.Event.GetType().Name} is no event of a queue.");
        }
    }

    private void Change(QueuedContact contact, IContactEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case RecordingStarted started:
                contact.State = ContactState.Recording;
                contact.RecordingUntil = started.Until;
                break;
            case RecordingGivenUp:
                contact.State = ContactState.Waiting;
                contact.RecordingUntil = null;
                break;
            case MessageAttached attached:
                contact.Contact = contact.Contact with { Message = attached.Message };
                break;
            case ContactDataChanged changed:
                contact.Contact = contact.Contact with { Data = changed.Data };
                break;
            case CallbackRequested requested:
                (contact.State, contact.DueAt) = requested.Window is { From: var start } ? (ContactState.Scheduled, start) : (ContactState.Waiting, (DateTimeOffset?)null);
                contact.RecordingUntil = null;
                RemoveCall(contact);
                contact.Contact = contact.Contact with { Callback = new CallbackRequest(requested.Number, at, Window: requested.Window) };
                break;
            case CallbackRequestedAgain:
                break;
            case ContactOffered offered:
                LastOffer = offered.OfferId.Number;
                contact.State = ContactState.Offered;
                (contact.Offer, contact.Agent, contact.InPlaceOf) = (offered.OfferId, offered.AgentId, offered.InPlaceOf);
                SetOffer(offered.AgentId, offered.OfferId);
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted } accepted:
                contact.State = ContactState.Engaged;
                contact.InPlaceOf = null;
                contact.AnsweredAt = accepted.AnsweredAt;
                contact.Contact = contact.Contact.Accepted();
                break;
            case OfferEnded ended:
                contact.State = ContactState.Waiting;
                contact.InPlaceOf = null;
                SetOffer(ended.AgentId, null);
                if (ended.Outcome == OfferOutcome.Rejected || ended.Reason == RejectReason.NoAnswer)
                    (contact.Rejections ??= []).Add(new Rejection(ended.AgentId, at, ended.Reason));
                break;
            case CallbackCallEnded:
                contact.CallOver = true;
                contact.EndTalk(at);
                break;
            case ContactReturned returned:
                RememberEngagement(contact, outcome: null, dueAt: null, endedBy: null);
                contact.State = ContactState.Waiting;
                if (returned.Reason is null)
                    contact.EndTalk(at);
                else
                    contact.Requeue(returned.AgentId, returned.Reason.Value, at);
                contact.CallOver = false;
                SetOffer(returned.AgentId, null);
                break;
            case ContactTransferred transferred:
                RememberEngagement(contact, outcome: null, dueAt: null, endedBy: null);
                contact.Transfer(transferred, at);
                if (contact.MovingTo is not null)
                    OnTheMove.Add(contact.Id);
                SetOffer(transferred.Transfer.By, null);
                break;
            case CallbackAttemptFailed failed:
                var callback = contact.Contact.Callback!;
                contact.Contact = contact.Contact with { Callback = callback with { Failures = (callback.Failures ?? new FailureCounts()).Plus(failed.Cause) } };
                break;
            case CallbackScheduled scheduled:
                contact.State = ContactState.Scheduled;
                contact.EndTalk(at);
                contact.DueAt = scheduled.DueAt;
                contact.CallOver = false;
                (contact.OwnedBy, contact.HeldFor) = (scheduled.Own == true ? scheduled.AgentId : null, null);
                RememberEngagement(contact, outcome: null, scheduled.DueAt, endedBy: null);
                contact.Contact = contact.Contact with { Callback = contact.Contact.Callback! with { Attempts = scheduled.Attempts, Window = scheduled.Window } };
                SetOffer(scheduled.AgentId, null);
                break;
            case CallbackReentered reentered:
                contact.State = ContactState.Waiting;
                contact.DueAt = null;
                contact.EnteredAt = at;
                (contact.OwnedBy, contact.HeldFor) = (null, reentered.HeldFor);
                contact.LeastPosition = null;
                contact.Rejections = null;
                contact.Contact = contact.Contact with { Key = reentered.Key };
                break;
            case OrderKeyChanged changed:
                contact.Contact = contact.Contact with { Key = changed.Key };
                break;
            case ContactMoving moving:
                contact.MovingTo = moving.To;
                OnTheMove.Add(contact.Id);
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType().Name} is no event of a queue.");
        }
    }

    /// <summary>The contact offered to, or with, an agent; null for none. Slow: for an agent who has no place among the members.</summary>
    public QueuedContact? ContactWith(AgentId agent) => WithAgents.Values.FirstOrDefault(contact => contact.Agent == agent);

    private void Join(AgentJoined joined)
    {
        Departed.Remove(joined.AgentId);
        if (Members.TryGetValue(joined.AgentId, out var member))
            (member.Assignment, member.AssignedAtRevision) = (joined.Assignment, joined.AgentRevision);
        else
            Members.Add(joined.AgentId, new QueueMember(joined.AgentId, joined.Assignment, joined.AgentRevision)
            {
                Offer = ContactWith(joined.AgentId)?.Offer,
            });
    }

    private void SetOffer(AgentId agent, OfferId? offer)
    {
        if (Members.TryGetValue(agent, out var member))
            member.Offer = offer;
    }

    private void Finish(QueuedContact contact, ContactFinished end, DateTimeOffset at)
    {
        contact.EndTalk(at);
        var outcome = end.Outcome;
        Remove(contact);
        if (contact is { State: ContactState.Offered or ContactState.Engaged, Agent: { } agent })
            SetOffer(agent, null);
        JustFinished = (contact, end);
        if (contact.MovingTo is { } to)
            Moved[contact.Id] = new MovedContact(contact.Id, to, contact.CameFrom, outcome, contact.Moves + 1, contact.Contact.Arrival);
        if (contact.State == ContactState.Engaged)
            RememberEngagement(contact, outcome, dueAt: null, end.EndedBy);
        if (contact.Contact.Consultation is { } consultation)
            EndedConsultations[contact.Id] = new EndedConsultation(contact.Id, consultation.AskedBy, outcome);
        if (contact.Contact.Arrival is { } arrival)
            Finished.AddId(contact.Id, arrival, hasMoved: contact.CameFrom is not null || contact.MovingTo is not null);
        Finished.Add(new FinishedContact(
            contact.Id, outcome, contact.Offer, contact.State == ContactState.Engaged, contact.Moves, end.EndedBy, contact.Contact.Arrival));
    }

    private void RememberEngagement(QueuedContact contact, ContactOutcome? outcome, DateTimeOffset? dueAt, EndedBy? endedBy)
    {
        if (contact is { Contact.Arrival: not null, Agent: { } agent, Offer: { } offer })
            LastEngagements[agent] = new LastEngagement(agent, offer, outcome, dueAt, endedBy);
    }
}
