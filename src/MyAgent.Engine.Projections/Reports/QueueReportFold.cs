using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Reports;

/// <summary>Counts one queue's events.</summary>
/// <param name="tallyAt">Returns the counts of the minute of an instant.</param>
internal sealed class QueueReportFold(Func<DateTimeOffset, QueueCounts> tallyAt)
{
    private readonly Dictionary<ContactId, ContactInQueue> _contacts = [];
    private TimeSpan _serviceLevel = TimeSpan.FromSeconds(QueueSettings.Default("").ServiceLevelSeconds);

    /// <summary>Restores the settings of the queue.</summary>
    public void Restore(QueueSettings settings) => _serviceLevel = TimeSpan.FromSeconds(settings.ServiceLevelSeconds);

    /// <summary>Restores a contact that is not finished. A consultation does not count.</summary>
    public void Restore(ContactRecord contact)
    {
        if (!contact.IsOfCaller)
            return;
        _contacts[contact.ContactId] = new ContactInQueue
        {
            EnteredAt = contact.EnteredAt, RequestedAt = contact.RequestedAt, AcceptedAt = contact.AcceptedAt, CountedAt = contact.FirstAcceptedAt,
            Promise = contact.Window, IsTransferred = contact.IsTransferring,
            AnsweredAt = contact.AnsweredAt, Talk = contact.TalkSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    /// <summary>Folds the queue's next event.</summary>
    public void Fold(IQueueEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case QueueConfigured configured:
                _serviceLevel = TimeSpan.FromSeconds(configured.Settings.ServiceLevelSeconds);
                break;
            case ContactArrived { Contact.Consultation: not null }:
                break;
            case ContactArrived arrived:
                if (arrived.Contact.Callback is null)
                    tallyAt(at).Offered++;
                else
                    tallyAt(at).CallbacksRequested++;
                Enter(arrived.Contact, at);
                Promise(_contacts[arrived.ContactId], arrived.Contact.Callback?.Window, at);
                break;
            case ContactTakenOver taken:
                if (taken.Contact is { Transfer: { } transfer, Moves: { } moves } && transfer.IsMove(moves))
                    tallyAt(at).TransfersIn++;
                else
                    tallyAt(at).OverflowedIn++;
                Enter(taken.Contact, at, taken.TalkSeconds);
                break;
            case ContactRefused:
                tallyAt(at).Refused++;
                break;
            case ContactRedirected:
                tallyAt(at).Redirected++;
                break;
            case IContactEvent ofContact when _contacts.TryGetValue(ofContact.ContactId, out var contact):
                Fold(ofContact, contact, at);
                break;
        }
    }

    private void Fold(IContactEvent happened, ContactInQueue contact, DateTimeOffset at)
    {
        switch (happened)
        {
            case CallbackRequested requested:
                tallyAt(at).CallbacksRequested++;
                contact.RequestedAt = at;
                Promise(contact, requested.Window, at);
                break;
            case OfferEnded { Outcome: OfferOutcome.Accepted } accepted:
                contact.AnsweredAt = accepted.AnsweredAt ?? at;
                Settle(contact, accepted.AnsweredAt ?? at, at);
                Answer(contact, at);
                break;
            case CallbackCallEnded:
                Over(contact, at);
                break;
            case CallbackAttemptFailed failed:
                Count(failed.Cause, at);
                break;
            case CallbackScheduled scheduled:
                tallyAt(at).CallbacksScheduled++;
                Promise(contact, scheduled.Window, at);
                Over(contact, at);
                break;
            case ContactReturned { Reason: not null }:
                TakeBackAnswer(contact);
                break;
            case ContactReturned:
                EndTalk(contact, at);
                contact.AcceptedAt = null;
                break;
            case ContactTransferred { Transfer: var transfer }:
                tallyAt(at).TransfersOut++;
                Over(contact, at);
                contact.IsTransferred = transfer.To != transfer.From;
                if (!contact.IsTransferred)
                    tallyAt(at).TransfersIn++;
                break;
            case ContactMoved:
                if (!contact.IsTransferred)
                    tallyAt(at).OverflowedOut++;
                Leave(happened.ContactId, contact, at);
                break;
            case ContactFinished finished:
                Count(finished.Outcome, at);
                Count(finished.EndedBy, at);
                if (contact.Promise is { To: var end } && (at >= end || finished.Outcome == ContactOutcome.Expired))
                    tallyAt(at).PromisesBroken++;
                Over(contact, at);
                if (contact.Talk is { } talk)
                    tallyAt(at).Talk.Add(talk);
                Leave(happened.ContactId, contact, at);
                break;
        }
    }

    private void Enter(Contact contact, DateTimeOffset at, double? talkSeconds = null) => _contacts[contact.ContactId] = new ContactInQueue
    {
        EnteredAt = at,
        RequestedAt = contact.Callback?.RequestedAt,
        Promise = contact.Callback?.Window,
        Talk = talkSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private void Promise(ContactInQueue contact, CallbackWindow? window, DateTimeOffset at)
    {
        contact.Promise = window;
        if (window is not null)
            tallyAt(at).CallbacksPromised++;
    }

    /// <summary>Rule 39: an agent has answered, in the window or too late.</summary>
    private void Settle(ContactInQueue contact, DateTimeOffset answeredAt, DateTimeOffset at)
    {
        if (contact.Promise is not { } window)
            return;
        if (answeredAt < window.To)
            tallyAt(at).PromisesKept++;
        else
            tallyAt(at).PromisesBroken++;
        contact.Promise = null;
    }

    private void Answer(ContactInQueue contact, DateTimeOffset at)
    {
        contact.AcceptedAt = at;
        if (contact.CountedAt is not null)
            return;
        contact.CountedAt = at;
        Count(contact, at, 1);
        if (contact.RequestedAt is null)
            tallyAt(at).LeftWaitingList(at - contact.EnteredAt);
    }

    /// <summary>Rule 33a: the caller was not heard, so the answer that was counted is taken back from its minute. The next one counts.</summary>
    private void TakeBackAnswer(ContactInQueue contact)
    {
        if (contact.CountedAt is { } at && at == contact.AcceptedAt)
        {
            Count(contact, at, -1);
            contact.CountedAt = null;
        }
        (contact.AcceptedAt, contact.AnsweredAt) = (null, null);
    }

    private void Count(ContactInQueue contact, DateTimeOffset at, int by)
    {
        var tally = tallyAt(at);
        if (contact.RequestedAt is { } requestedAt)
        {
            tally.CallbackAnswered.Add(at - requestedAt, by);
            return;
        }
        var waited = at - contact.EnteredAt;
        tally.Answered.Add(waited, by);
        if (waited <= _serviceLevel)
            tally.AnsweredInTime += by;
    }

    private void Over(ContactInQueue contact, DateTimeOffset at)
    {
        if (contact.AcceptedAt is { } acceptedAt)
            tallyAt(at).Handled.Add(at - acceptedAt);
        contact.AcceptedAt = null;
        EndTalk(contact, at);
    }

    private static void EndTalk(ContactInQueue contact, DateTimeOffset at)
    {
        if (contact.AnsweredAt is { } answered)
            contact.Talk = (contact.Talk ?? TimeSpan.Zero) + (at > answered ? at - answered : TimeSpan.Zero);
        contact.AnsweredAt = null;
    }

    private void Leave(ContactId id, ContactInQueue contact, DateTimeOffset at)
    {
        _contacts.Remove(id);
        if (contact.CountedAt is null && contact.RequestedAt is null)
            tallyAt(at).LeftWaitingList(at - contact.EnteredAt);
    }

    private void Count(ContactOutcome outcome, DateTimeOffset at)
    {
        var tally = tallyAt(at);
        switch (outcome)
        {
            case ContactOutcome.Abandoned:
                tally.Abandoned++;
                break;
            case ContactOutcome.Expired:
                tally.Expired++;
                break;
            case ContactOutcome.Cancelled:
                tally.Cancelled++;
                break;
            case ContactOutcome.Completed:
                tally.CallbacksCompleted++;
                break;
            case ContactOutcome.NotReached:
                tally.CallbacksNotReached++;
                break;
            case ContactOutcome.Superseded:
                tally.CallbacksSuperseded++;
                break;
        }
    }

    private void Count(FailureCause cause, DateTimeOffset at)
    {
        var tally = tallyAt(at);
        switch (cause)
        {
            case FailureCause.Busy:
                tally.AttemptsBusy++;
                break;
            case FailureCause.NoAnswer:
                tally.AttemptsNoAnswer++;
                break;
            case FailureCause.Unreachable:
                tally.AttemptsUnreachable++;
                break;
            case FailureCause.Voicemail:
                tally.AttemptsVoicemail++;
                break;
            case FailureCause.WrongNumber:
                tally.AttemptsWrongNumber++;
                break;
        }
    }

    private void Count(EndedBy? by, DateTimeOffset at)
    {
        var tally = tallyAt(at);
        switch (by)
        {
            case EndedBy.Caller:
                tally.EndedByCaller++;
                break;
            case EndedBy.Agent:
                tally.EndedByAgent++;
                break;
            case EndedBy.Supervisor:
                tally.EndedBySupervisor++;
                break;
            case EndedBy.Connector:
                tally.EndedByConnector++;
                break;
            case EndedBy.System:
                tally.EndedBySystem++;
                break;
        }
    }

    /// <summary>A contact that is not finished.</summary>
    private sealed class ContactInQueue
    {
        public required DateTimeOffset EnteredAt { get; init; }

        /// <summary>When it became a callback request; null where it has not.</summary>
        public DateTimeOffset? RequestedAt { get; set; }

        /// <summary>The window that is promised, until an agent accepts it; null for none.</summary>
        public CallbackWindow? Promise { get; set; }

        /// <summary>When the agent who has it accepted it; null where no agent has it, or it is over.</summary>
        public DateTimeOffset? AcceptedAt { get; set; }

        /// <summary>When the agent who has it answered; null where no agent has it, or it is over.</summary>
        public DateTimeOffset? AnsweredAt { get; set; }

        /// <summary>For how long agents have had it; null where none has.</summary>
        public TimeSpan? Talk { get; set; }

        /// <summary>Whether an agent has transferred it to another queue, which has yet to take it.</summary>
        public bool IsTransferred { get; set; }

        /// <summary>When the acceptance was journaled that counts as its answer; null where none does.</summary>
        public DateTimeOffset? CountedAt { get; set; }
    }
}
