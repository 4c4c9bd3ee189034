using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 10: wrap-up in one queue blocks the agent in all queues; and so it begins where the assignment has one, and lasts as
/// long as the assignment says.</summary>
internal sealed class WrapUpBlocking : ILawCheck
{
    private const int Law = 10;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        if (agent.Required == RequiredEvent.WrapUp && record.Recorded.Event is not (AgentFreed or WrapUpStarted or WrapUpCodeSet))
            CheckMissing(agent, violations);
        switch (record.Recorded.Event)
        {
            case OfferReceived received when agent.Status == AgentStatus.WrapUp:
                violations.Add(Law, $"Offer {received.Offer.OfferId} was granted by agent {agent.Id} in wrap-up.");
                break;
            case AgentFreed freed when agent.Current is { } current:
                if (Length(agent, current) is > 0 and var seconds)
                    violations.Add(Law, $"Agent {agent.Id} was free right after contact {freed.ContactId}; its queue gives {seconds} seconds of wrap-up.");
                CheckTooSoon(agent, current, violations);
                break;
            case WrapUpStarted started when agent.Current is { } current:
                if (started.QueueId != current.Offer.QueueId || started.Until != record.Recorded.At.AddSeconds(Length(agent, current)))
                    violations.Add(Law,
                        $"Wrap-up of agent {agent.Id} for queue {started.QueueId} until {started.Until:O}; "
                        + $"the contact's queue {current.Offer.QueueId} gives {Length(agent, current)} seconds.");
                CheckTooSoon(agent, current, violations);
                break;
            case WrapUpExtended extended when agent.Status != AgentStatus.WrapUp || extended.Until <= agent.Until:
                violations.Add(Law, $"Wrap-up of agent {agent.Id} was extended to {extended.Until:O}; the agent was {agent.Status}, until {agent.Until:O}.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.WrapUp))
            CheckMissing(agent, violations);
    }

    private static void CheckMissing(AgentModel agent, ViolationCollector violations) =>
        violations.Add(Law, $"The contact of agent {agent.Id} is over and its pop-up closed, and neither wrap-up nor anything else followed.", agent.Newest);

    private static void CheckTooSoon(AgentModel agent, CurrentContactModel current, ViolationCollector violations)
    {
        if (current is not { Over: true, PopUpClosed: true })
            violations.Add(Law, $"Agent {agent.Id} went on from contact {current.Offer.Contact.ContactId} before it was over and its pop-up closed.");
    }

    private static double Length(AgentModel agent, CurrentContactModel current) => agent.Assignments.GetValueOrDefault(current.Offer.QueueId)?.WrapUpSeconds ?? 0;
}
