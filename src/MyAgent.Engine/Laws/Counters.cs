using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 13: every counter equals a count over the journal.</summary>
internal sealed class Counters : ILaw
{
    private const int Law = 13;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.QueueOf(record) is not { } queue)
            return;
        switch (record.Recorded.Event)
        {
            case ContactOffered offered when offered.OfferId != new OfferId(queue.Id, queue.LastOffer + 1):
                findings.Broken(Law, $"Offer {offered.OfferId} follows {new OfferId(queue.Id, queue.LastOffer)}.");
                break;
            case ContactArrived { Contact: var contact } when queue.Superseded is null && contact.Key.Serial <= queue.LastSerial:
                findings.Broken(Law, $"Contact {contact.ContactId} arrived with serial number {contact.Key.Serial}, after {queue.LastSerial}.");
                break;
            case CallbackScheduled scheduled when queue.Find(scheduled.ContactId) is { } callback:
                JudgeAttempts(scheduled, callback, queue, findings);
                break;
            case ContactFinished { Outcome: ContactOutcome.NotReached } given when queue.Find(given.ContactId) is { } callback:
                if (callback.Attempts + 1 < (queue.Settings?.Callbacks.MaxAttempts ?? int.MaxValue))
                    findings.Broken(Law, $"Callback {callback.Id} was closed as not reached after {callback.Attempts + 1} attempts of {queue.Settings?.Callbacks.MaxAttempts}.");
                break;
            case AgentJoined joined:
                JudgeRevision(joined.AgentId, joined.AgentRevision, queue, world, findings);
                break;
            case AgentLeft left:
                JudgeRevision(left.AgentId, left.AgentRevision, queue, world, findings);
                break;
            case AlarmRaised { Kind: AlarmKind.Waiting } raised:
                JudgeAlarm(raised.Value, queue, findings);
                break;
            case AlarmCleared { Kind: AlarmKind.Waiting } cleared:
                JudgeAlarm(cleared.Value, queue, findings);
                break;
        }
    }

    private static void JudgeAttempts(CallbackScheduled scheduled, ContactModel callback, QueueModel queue, Findings findings)
    {
        if (scheduled.Attempts != callback.Attempts + 1)
            findings.Broken(Law, $"Callback {callback.Id} counts {scheduled.Attempts} failed attempts; the journal has {callback.Attempts + 1}.");
        else if (scheduled.Attempts >= queue.Settings?.Callbacks.MaxAttempts)
            findings.Broken(Law, $"Callback {callback.Id} was scheduled after {scheduled.Attempts} failed attempts, the most that the queue allows.");
    }

    private static void JudgeRevision(AgentId agent, long revision, QueueModel queue, World world, Findings findings)
    {
        if (revision < queue.Revisions.GetValueOrDefault(agent) || revision > world.Agent(agent).Newest.SequenceNr)
            findings.Broken(Law, $"Queue {queue.Id} knows revision {revision} of agent {agent}, after {queue.Revisions.GetValueOrDefault(agent)}; the agent has {world.Agent(agent).Newest.SequenceNr} events.");
    }

    private static void JudgeAlarm(double value, QueueModel queue, Findings findings)
    {
        if (value != queue.InLine)
            findings.Broken(Law, $"An alarm of queue {queue.Id} counts {value} contacts in line; the journal has {queue.InLine}.");
    }
}
