using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 9: a deadline acts at most once, and only in the state that set it.</summary>
internal sealed class Deadlines : ILaw
{
    private const int Law = 9;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.AgentOf(record) is { } agent)
            JudgeAgent(record.Recorded, agent, findings);
        else if (world.QueueOf(record) is { } queue)
            JudgeQueue(record.Recorded, queue, findings);
    }

    private static void JudgeAgent(Recorded recorded, AgentModel agent, Findings findings)
    {
        switch (recorded.Event)
        {
            case AgentBecameAvailable { AtDeadline: true } available:
                if (agent.Status != available.From || agent.Until is null)
                    findings.Broken(Law, $"{available.From} of agent {agent.Id} ended by itself; the agent was {agent.Status}.");
                else
                    NotBefore(agent.Until.Value, recorded, $"{available.From} of agent {agent.Id}", findings);
                break;
            case BreakStarted or AgentLoggedOut when agent.Status == AgentStatus.WrapUp && recorded.Cause.By is null:
                NotBefore(agent.Until ?? DateTimeOffset.MaxValue, recorded, $"Wrap-up of agent {agent.Id}", findings);
                break;
            case OfferClosed { Outcome: OfferOutcome.Missed, Reason: null } missed when agent.Offer?.OfferId == missed.OfferId:
                if (agent.AcceptanceRequested)
                    findings.Broken(Law, $"Offer {missed.OfferId} was missed after agent {agent.Id} had accepted it.");
                else
                    NotBefore(agent.ExpiresAt, recorded, $"Offer {missed.OfferId}", findings);
                break;
            case PopUpOverdue overdue:
                JudgeOverdue(overdue, recorded, agent, findings);
                break;
        }
    }

    private static void JudgeOverdue(PopUpOverdue overdue, Recorded recorded, AgentModel agent, Findings findings)
    {
        if (agent.Hand is not { Over: true, PopUpClosed: false, Overdue: false, Offer.PopUpLimitSeconds: { } limit } hand
            || hand.Offer.Contact.ContactId != overdue.ContactId)
            findings.Broken(Law, $"The pop-up of contact {overdue.ContactId} became overdue at agent {agent.Id}, who had no such pop-up, or it was overdue already.");
        else
            NotBefore(hand.OverSince.AddSeconds(limit), recorded, $"The pop-up of contact {overdue.ContactId}", findings);
    }

    private static void JudgeQueue(Recorded recorded, QueueModel queue, Findings findings)
    {
        switch (recorded.Event)
        {
            case CallbackReentered reentered when queue.Find(reentered.ContactId) is { } callback:
                if (callback.State != ContactState.Scheduled)
                    findings.Broken(Law, $"Callback {callback.Id} came back while it was {callback.State}.");
                else
                    NotBefore(callback.DueAt, recorded, $"Callback {callback.Id}", findings);
                break;
            case RecordingGivenUp or CallbackRequested
                when recorded.Cause.By is null && queue.Find(((IContactEvent)recorded.Event).ContactId) is { RecordingUntil: { } until } recording:
                NotBefore(until, recorded, $"The recording of contact {recording.Id}", findings);
                break;
            case ContactMoving moving when queue.Find(moving.ContactId) is { } contact:
                JudgeLongestWait(contact, recorded, queue, findings);
                break;
            case ContactFinished { Outcome: ContactOutcome.Expired } expired when queue.Find(expired.ContactId) is { MovingTo: null } contact:
                JudgeLongestWait(contact, recorded, queue, findings);
                break;
            case AlarmRaised raised when queue.Alarms.Contains(raised.Kind):
                findings.Broken(Law, $"The alarm on {raised.Kind} was raised while it was raised.");
                break;
            case AlarmCleared cleared when !queue.Alarms.Contains(cleared.Kind):
                findings.Broken(Law, $"The alarm on {cleared.Kind} was cleared while it was not raised.");
                break;
        }
    }

    private static void JudgeLongestWait(ContactModel contact, Recorded recorded, QueueModel queue, Findings findings)
    {
        if (queue.Settings?.MaxWaitSeconds is { } most)
            NotBefore(contact.EnteredAt.AddSeconds(most), recorded, $"The longest wait of contact {contact.Id}", findings);
        else
            findings.Broken(Law, $"Contact {contact.Id} waited too long in queue {queue.Id}, which has no longest wait.");
    }

    private static void NotBefore(DateTimeOffset deadline, Recorded recorded, string what, Findings findings)
    {
        if (recorded.At < deadline)
            findings.Broken(Law, $"{what} ended by itself at {recorded.At:O}, before {deadline:O}.");
    }
}
