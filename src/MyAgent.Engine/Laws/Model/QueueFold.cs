using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws.Model;

/// <summary>Applies events to the model of a queue.</summary>
internal static class QueueFold
{
    public static void Apply(JournalModel model, QueueModel queue, JournalRecord record)
    {
        queue.Superseded = null;
        switch (record.Recorded.Event)
        {
            case QueueConfigured configured:
                queue.Settings = configured.Settings;
                break;
            case QueueRemoved:
                queue.Settings = null;
                break;
            case AgentJoined joined:
                Join(model, queue, joined);
                break;
            case AgentLeft left:
                queue.Agents.Remove(left.AgentId);
                queue.Revisions[left.AgentId] = left.AgentRevision;
                queue.Available.Remove(left.AgentId);
                model.Agent(left.AgentId).KnownBy.Remove(queue.Id);
                break;
            case AlarmRaised raised:
                queue.Alarms.Add(raised.Kind);
                break;
            case AlarmCleared cleared:
                queue.Alarms.Remove(cleared.Kind);
                break;
            case ContactArrived arrived:
                queue.LastSerial = Math.Max(queue.LastSerial, arrived.Contact.Key.Serial);
                Enter(queue, arrived.Contact, record.Recorded.At, arrived.DueAt, arrived.HeldFor);
                break;
            case ContactTakenOver taken:
                queue.TakenOver.Add((taken.ContactId, taken.From));
                Enter(queue, taken.Contact, record.Recorded.At);
                queue.Find(taken.ContactId)!.HeldFor = taken.HeldFor;
                break;
            case ConnectorNewsHeard heard:
                queue.Hear(heard);
                break;
            case MovedContactFinished gone:
                if (queue.SentOn.Remove(gone.ContactId, out var to))
                    queue.NoLongerSentOn[gone.ContactId] = (to, record.Recorded.At);
                break;
            case IContactEvent about when queue.Find(about.ContactId) is { } contact:
                queue.TakeOut(contact);
                if (Change(model, queue, contact, record.Recorded))
                    queue.Put(contact);
                else if (about is ContactFinished { Outcome: ContactOutcome.Superseded })
                    queue.Superseded = (contact, EventPosition.Of(record));
                break;
        }
    }

    private static void Join(JournalModel model, QueueModel queue, AgentJoined joined)
    {
        queue.Agents[joined.AgentId] = (joined.Assignment, joined.AgentRevision);
        queue.Revisions[joined.AgentId] = joined.AgentRevision;
        model.Agent(joined.AgentId).KnownBy.Add(queue.Id);
        if (model.Available.Contains(joined.AgentId))
            queue.Available.Add(joined.AgentId);
    }

    private static void Enter(QueueModel queue, Contact contact, DateTimeOffset at, DateTimeOffset? dueAt = null, AgentHold? heldFor = null)
    {
        if (queue.Find(contact.ContactId) is { } earlier)
            queue.TakeOut(earlier);
        var entered = new ContactModel(contact, at) { HeldFor = heldFor };
        if (dueAt is { } date)
            (entered.State, entered.DueAt) = (ContactState.Scheduled, date);
        entered.IsWithheld = entered is { IsCall: true, Connector: { } connector } && queue.Connectors.GetValueOrDefault(connector).IsLost;
        queue.Put(entered);
    }

    /// <summary>Changes a contact.</summary>
    /// <returns>Whether it is still this queue's and not finished.</returns>
    private static bool Change(JournalModel model, QueueModel queue, ContactModel contact, RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case RecordingStarted started:
                contact.State = ContactState.Recording;
                contact.RecordingUntil = started.Until;
                return true;
            case RecordingGivenUp:
                contact.State = ContactState.Waiting;
                contact.RecordingUntil = null;
                return true;
            case CallbackRequested requested:
                contact.State = requested.Window is null ? ContactState.Waiting : ContactState.Scheduled;
                contact.DueAt = requested.Window?.From ?? contact.DueAt;
                contact.Window = requested.Window;
                contact.RecordingUntil = null;
                contact.IsCallback = true;
                contact.IsWithheld = false;
                contact.Number = requested.Number;
                contact.Key = requested.Key;
                return true;
            case ContactOffered offered:
                contact.State = ContactState.Offered;
                contact.Offer = new OfferModel(offered.OfferId, offered.ContactId, offered.AgentId, contact.Key);
                model.Offers[offered.OfferId] = contact.Offer;
                queue.LastOffer = offered.OfferId.Number;
                return true;
            case OfferEnded ended:
                End(model, queue, contact, ended, recorded.At);
                return true;
            case ContactReturned returned:
                contact.State = ContactState.Waiting;
                if (returned.Reason is not null)
                    contact.RejectedBy(returned.AgentId, new ModelRejection(recorded.At, queue.Settings?.RejectCoolDownSeconds ?? 0, RejectReason.Unreachable));
                return true;
            case CallbackAttemptFailed failed:
                contact.Failures[failed.Cause]++;
                contact.JustFailed = failed.Cause;
                return true;
            case CallbackScheduled scheduled:
                contact.State = ContactState.Scheduled;
                contact.JustFailed = null;
                (contact.OwnedBy, contact.HeldFor) = (scheduled.Own == true ? scheduled.AgentId : null, null);
                contact.DueAt = scheduled.DueAt;
                contact.Window = scheduled.Window;
                contact.Attempts = scheduled.Attempts;
                return true;
            case CallbackReentered reentered:
                contact.State = ContactState.Waiting;
                contact.Key = reentered.Key;
                (contact.OwnedBy, contact.HeldFor) = (null, reentered.HeldFor);
                contact.EnteredAt = recorded.At;
                contact.ForgetRejections();
                return true;
            case OrderKeyChanged changed:
                contact.Key = changed.Key;
                contact.PromisedKey = changed.Key;
                return true;
            case ContactMoving moving:
                contact.MovingTo = moving.To;
                queue.SentOn[contact.Id] = moving.To;
                return true;
            case ContactTransferred { Transfer: var transfer } transferred:
                contact.State = ContactState.Waiting;
                if (transfer.NewPlace == true)
                    contact.Key = contact.PromisedKey = contact.Key with { At = transfer.At };
                contact.HeldFor = transferred.HeldFor;
                contact.EnteredAt = recorded.At;
                contact.ForgetRejections();
                contact.IsTransferring = transfer.To != queue.Id;
                if (contact.IsTransferring)
                    contact.MovingTo = queue.SentOn[contact.Id] = transfer.To;
                return true;
            case ContactMoved moved:
                model.Queue(moved.To).TakenOver.Remove((contact.Id, queue.Id));
                return false;
            case ContactFinished finished:
                if (finished.Outcome == ContactOutcome.Abandoned && contact.Offer is { } offer)
                    offer.CallerGone = true;
                return false;
            default:
                return true;
        }
    }

    private static void End(JournalModel model, QueueModel queue, ContactModel contact, OfferEnded ended, DateTimeOffset at)
    {
        contact.State = ended.Outcome == OfferOutcome.Accepted ? ContactState.Engaged : ContactState.Waiting;
        if (ended.Outcome == OfferOutcome.Accepted)
            contact.Window = null;
        if (ended.Outcome == OfferOutcome.Rejected || ended.Reason == RejectReason.NoAnswer)
            contact.RejectedBy(ended.AgentId, new ModelRejection(at, queue.Settings?.RejectCoolDownSeconds ?? 0, ended.Reason));
        if (!model.Offers.TryGetValue(ended.OfferId, out var offer))
            return;
        offer.AtQueue = ended.Outcome;
        offer.AtQueueSince = at;
        model.Forget(offer);
    }
}
