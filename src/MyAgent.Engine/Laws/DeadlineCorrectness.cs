using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 9: a deadline acts at most once, and only in the state that set it.</summary>
internal sealed class DeadlineCorrectness : ILawCheck
{
    private const int Law = 9;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is { } agent)
            CheckAgent(record.Recorded, agent, violations);
        else if (model.QueueOf(record) is { } queue)
            CheckQueue(record.Recorded, queue, violations);
    }

    private static void CheckAgent(RecordedEvent recorded, AgentModel agent, ViolationCollector violations)
    {
        switch (recorded.Event)
        {
            case AgentBecameAvailable { AtDeadline: true } available:
                if (agent.Status != available.From || agent.Until is null)
                    violations.Add(Law, $"{available.From} of agent {agent.Id} ended by itself; the agent was {agent.Status}.");
                else
                    NotBefore(agent.Until.Value, recorded, $"{available.From} of agent {agent.Id}", violations);
                break;
            case BreakStarted or AgentLoggedOut when agent.Status == AgentStatus.WrapUp && recorded.Cause.By is null:
                NotBefore(agent.Until ?? DateTimeOffset.MaxValue, recorded, $"Wrap-up of agent {agent.Id}", violations);
                break;
            case OfferClosed { Outcome: OfferOutcome.Missed, Reason: null } missed when agent.Offer?.OfferId == missed.OfferId:
                if (agent.AcceptanceRequested)
                    violations.Add(Law, $"Offer {missed.OfferId} was missed after agent {agent.Id} had accepted it.");
                else if (!agent.IsAbsent)
                    NotBefore(agent.ExpiresAt, recorded, $"Offer {missed.OfferId}", violations);
                break;
            case PopUpOverdue overdue:
                CheckOverdue(overdue, recorded, agent, violations);
                break;
        }
    }

    private static void CheckOverdue(PopUpOverdue overdue, RecordedEvent recorded, AgentModel agent, ViolationCollector violations)
    {
        if (agent.Current is not { Over: true, PopUpClosed: false, Overdue: false, Offer.PopUpLimitSeconds: { } limit } current
            || current.Offer.Contact.ContactId != overdue.ContactId)
            violations.Add(Law, $"The pop-up of contact {overdue.ContactId} became overdue at agent {agent.Id}, who had no such pop-up, or it was overdue already.");
        else
            NotBefore(current.OverSince.AddSeconds(limit), recorded, $"The pop-up of contact {overdue.ContactId}", violations);
    }

    private static void CheckQueue(RecordedEvent recorded, QueueModel queue, ViolationCollector violations)
    {
        switch (recorded.Event)
        {
            case CallbackReentered reentered when queue.Find(reentered.ContactId) is { } callback:
                if (callback.State != ContactState.Scheduled)
                    violations.Add(Law, $"Callback {callback.Id} came back while it was {callback.State}.");
                else
                    NotBefore(callback.DueAt, recorded, $"Callback {callback.Id}", violations);
                break;
            case RecordingGivenUp or CallbackRequested
                when recorded.Cause.By is null && queue.Find(((IContactEvent)recorded.Event).ContactId) is { RecordingUntil: { } until } recording:
                NotBefore(until, recorded, $"The recording of contact {recording.Id}", violations);
                break;
            case ContactMoving moving when queue.Find(moving.ContactId) is { } contact:
                CheckLongestWait(contact, recorded, queue, violations);
                break;
            case ContactFinished { Outcome: ContactOutcome.Expired } expired when queue.Find(expired.ContactId) is { MovingTo: null } contact:
                CheckLongestWait(contact, recorded, queue, violations);
                break;
            case AlarmRaised raised when queue.Alarms.Contains(raised.Kind):
                violations.Add(Law, $"The alarm on {raised.Kind} was raised while it was raised.");
                break;
            case AlarmCleared cleared when !queue.Alarms.Contains(cleared.Kind):
                violations.Add(Law, $"The alarm on {cleared.Kind} was cleared while it was not raised.");
                break;
        }
    }

    private static void CheckLongestWait(ContactModel contact, RecordedEvent recorded, QueueModel queue, ViolationCollector violations)
    {
        if (queue.Settings?.MaxWaitSeconds is { } most)
            NotBefore(contact.EnteredAt.AddSeconds(most), recorded, $"The longest wait of contact {contact.Id}", violations);
        else
            violations.Add(Law, $"Contact {contact.Id} waited too long in queue {queue.Id}, which has no longest wait.");
    }

    private static void NotBefore(DateTimeOffset deadline, RecordedEvent recorded, string what, ViolationCollector violations)
    {
        if (recorded.At < deadline)
            violations.Add(Law, $"{what} ended by itself at {recorded.At:O}, before {deadline:O}.");
    }
}
