using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 3 between entities: what moves arrives, and a contact that its agent no longer has does not stay with that agent.</summary>
internal sealed class ContactContinuity : ILawCheck
{
    private const int Law = 3;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactTakenOver taken when model.QueueOf(record) is { } queue:
                if (!IsHandedOver(taken, record.Recorded.At, queue.Id, model.Queue(taken.From), violations.Clock))
                    violations.Add(Law, $"Queue {queue.Id} took contact {taken.ContactId} over, which queue {taken.From} was not handing over.");
                break;
            case ContactMoved moved when model.QueueOf(record) is { } queue:
                if (!model.Queue(moved.To).TakenOver.Contains((moved.ContactId, queue.Id)))
                    violations.Add(Law, $"Contact {moved.ContactId} is in neither queue: {queue.Id} let it go and {moved.To} has not taken it over.");
                break;
            case QueueRemoved when model.QueueOf(record) is { Contacts.Count: > 0 } queue:
                violations.Add(Law, $"Queue {queue.Id} was removed with {queue.Contacts.Count} open contacts.");
                break;
            case AgentRemoved when model.AgentOf(record) is { LoggedIn: true } agent:
                violations.Add(Law, $"Agent {agent.Id} was removed while logged in.");
                break;
            case PopUpClosed when model.AgentOf(record) is { Current: { NeedsOutcome: true } current }:
                violations.Add(Law, $"The pop-up of callback {current.Offer.Contact.ContactId} was closed before it had an outcome.");
                break;
            case CallbackOutcomeRecorded recorded when model.AgentOf(record) is { Current: { } current }:
                if (model.IsEngaged(current.Offer.OfferId, recorded.ContactId))
                    violations.Add(Law, $"Callback {recorded.ContactId} has its outcome at the agent, and none at the queue.");
                break;
            case AgentLoggedOut or BreakStarted when model.AgentOf(record) is { Current: { } current } agent:
                LeaveWith(current, agent, record, model, violations);
                break;
            case ContactRequeued when model.AgentOf(record) is { Current: { Over: false } current }:
                QueueMustLetGo(current.Offer.OfferId, current.Offer.Contact.ContactId, model, violations);
                break;
            case ContactRequeued requeued when model.AgentOf(record) is { Current: { Over: true } } agent:
                violations.Add(Law, $"Contact {requeued.ContactId} was requeued by agent {agent.Id}, and was over.");
                break;
            case ContactHeld or ContactResumed when model.AgentOf(record) is { } agent && agent.Current?.Over != false:
                violations.Add(Law, $"{ManifestName.Of(record.Recorded.Event.GetType())} for agent {agent.Id}, who had no contact.");
                break;
            case ContactEnded or ContactRequeued or ConsultationHandedOver or PopUpClosed or PopUpOverdue or AgentFreed when model.AgentOf(record) is { Current: null } agent:
                violations.Add(Law, $"{ManifestName.Of(record.Recorded.Event.GetType())} for agent {agent.Id}, who had no contact.");
                break;
        }
    }

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactTakenOver taken when !model.Queue(taken.From).SentOn.ContainsKey(taken.ContactId) && model.QueueOf(record)?.Find(taken.ContactId) is { } late:
                violations.AddUnlessSettled(Law, () => IsIn(model, record, late),
                    () => $"Contact {late.Id} was finished in queue {taken.From} before it was taken over, and is still here.");
                break;
            case ContactMoving moving when model.QueueOf(record)?.Find(moving.ContactId) is { } contact:
                violations.AddUnlessSettled(Law, () => contact.MovingTo is not null && IsIn(model, record, contact),
                    () => $"Contact {contact.Id} is still on its way to queue {moving.To}.");
                break;
            case ContactTransferred { Transfer: { Move: not null, To: var other }, ContactId: var gone } when model.QueueOf(record)?.Find(gone) is { } contact:
                violations.AddUnlessSettled(Law, () => contact.MovingTo is not null && IsIn(model, record, contact),
                    () => $"Contact {contact.Id} is still on its way to queue {other}.");
                break;
            case ContactEnded ended when model.AgentOf(record) is { Current: { } current } && (ended.Transfer is not null || !current.IsCallback):
                QueueMustLetGo(current.Offer.OfferId, current.Offer.Contact.ContactId, model, violations);
                break;
        }
    }

    private static bool IsHandedOver(ContactTakenOver taken, DateTimeOffset at, QueueId queue, QueueModel from, JournalClock clock) =>
        (from.SentOn.TryGetValue(taken.ContactId, out var to) && to == queue)
        || (from.NoLongerSentOn.TryGetValue(taken.ContactId, out var gone) && gone.To == queue && clock.CanHaveCrossed(at, gone.At));

    private static void LeaveWith(CurrentContactModel current, AgentModel agent, JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is AgentLoggedOut { Forced: true })
            QueueMustLetGo(current.Offer.OfferId, current.Offer.Contact.ContactId, model, violations);
        else
            violations.Add(Law, $"Agent {agent.Id} left with contact {current.Offer.Contact.ContactId} in current.");
    }

    private static bool IsIn(JournalModel model, JournalRecord record, ContactModel contact) =>
        ReferenceEquals(model.QueueOf(record)?.Find(contact.Id), contact);

    private static void QueueMustLetGo(OfferId offer, ContactId contact, JournalModel model, ViolationCollector violations)
    {
        if (!model.IsEngaged(offer, contact))
            return;
        violations.AddUnlessSettled(Law, () => model.IsEngaged(offer, contact),
            () => $"Contact {contact} is still engaged under {offer}, which its agent no longer has.");
    }
}
