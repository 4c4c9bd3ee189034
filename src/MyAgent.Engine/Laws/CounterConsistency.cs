using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 13: every counter equals a count over the journal.</summary>
internal sealed class CounterConsistency : ILawCheck
{
    private const int Law = 13;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.QueueOf(record) is not { } queue)
            return;
        switch (record.Recorded.Event)
        {
            case ContactOffered offered when offered.OfferId != new OfferId(queue.Id, queue.LastOffer + 1):
                violations.Add(Law, $"Offer {offered.OfferId} follows {new OfferId(queue.Id, queue.LastOffer)}.");
                break;
            case ContactArrived { Contact: var contact } when queue.Superseded is null && contact.Key.Serial <= queue.LastSerial:
                violations.Add(Law, $"Contact {contact.ContactId} arrived with serial number {contact.Key.Serial}, after {queue.LastSerial}.");
                break;
            case CallbackScheduled scheduled when queue.Find(scheduled.ContactId) is { } callback:
                CheckAttempts(scheduled, callback, queue, violations);
                break;
            case ContactFinished { Outcome: ContactOutcome.NotReached } given when queue.Find(given.ContactId) is { } callback:
                if (callback.Attempts + 1 < (queue.Settings?.Callbacks.MaxAttempts ?? int.MaxValue) && !IsUsedUp(callback, queue))
                    violations.Add(Law, $"Callback {callback.Id} was closed as not reached after {callback.Attempts + 1} attempts of {queue.Settings?.Callbacks.MaxAttempts}.");
                break;
            case AgentJoined joined:
                CheckRevision(joined.AgentId, joined.AgentRevision, queue, model, violations);
                break;
            case AgentLeft left:
                CheckRevision(left.AgentId, left.AgentRevision, queue, model, violations);
                break;
            case AlarmRaised { Kind: AlarmKind.Waiting } raised:
                CheckAlarm(raised.Value, queue, violations);
                break;
            case AlarmCleared { Kind: AlarmKind.Waiting } cleared:
                CheckAlarm(cleared.Value, queue, violations);
                break;
        }
    }

    private static void CheckAttempts(CallbackScheduled scheduled, ContactModel callback, QueueModel queue, ViolationCollector violations)
    {
        if (scheduled.Attempts != callback.Attempts + 1)
            violations.Add(Law, $"Callback {callback.Id} counts {scheduled.Attempts} failed attempts; the journal has {callback.Attempts + 1}.");
        else if (scheduled.Attempts >= queue.Settings?.Callbacks.MaxAttempts)
            violations.Add(Law, $"Callback {callback.Id} was scheduled after {scheduled.Attempts} failed attempts, the most that the queue allows.");
        else if (IsUsedUp(callback, queue))
            violations.Add(Law, $"Callback {callback.Id} was scheduled after an attempt that failed with {callback.JustFailed}, the last that the queue allows.");
    }

    /// <summary>Whether the attempt that has just failed was the last one that its cause allows (rule 37).</summary>
    private static bool IsUsedUp(ContactModel callback, QueueModel queue) =>
        callback.JustFailed is { } cause
        && (cause == FailureCause.WrongNumber || callback.Failures[cause] >= queue.Settings?.Callbacks.Retry?.Of(cause)?.Attempts);

    private static void CheckRevision(AgentId agent, long revision, QueueModel queue, JournalModel model, ViolationCollector violations)
    {
        if (revision < queue.Revisions.GetValueOrDefault(agent) || revision > model.Agent(agent).Newest.SequenceNr)
            violations.Add(Law,
                $"Queue {queue.Id} knows revision {revision} of agent {agent}, after {queue.Revisions.GetValueOrDefault(agent)}; "
                + $"the agent has {model.Agent(agent).Newest.SequenceNr} events.");
    }

    private static void CheckAlarm(double value, QueueModel queue, ViolationCollector violations)
    {
        if (value != queue.QueuedCount)
            violations.Add(Law, $"An alarm of queue {queue.Id} counts {value} waiting contacts; the journal has {queue.QueuedCount}.");
    }
}
