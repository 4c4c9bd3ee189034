using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 10: wrap-up in one queue blocks the agent in all queues; and so it begins where the assignment has one, and lasts as
/// long as the assignment says.</summary>
internal sealed class WrapUpBlocks : ILaw
{
    private const int Law = 10;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.AgentOf(record) is not { } agent)
            return;
        if (agent.Owing == Owing.WrapUp && record.Recorded.Event is not (AgentFreed or WrapUpStarted))
            JudgeMissing(agent, findings);
        switch (record.Recorded.Event)
        {
            case OfferReceived received when agent.Status == AgentStatus.WrapUp:
                findings.Broken(Law, $"Offer {received.Offer.OfferId} was granted by agent {agent.Id} in wrap-up.");
                break;
            case AgentFreed freed when agent.Hand is { } hand:
                if (Length(agent, hand) is > 0 and var seconds)
                    findings.Broken(Law, $"Agent {agent.Id} was free right after contact {freed.ContactId}; its queue gives {seconds} seconds of wrap-up.");
                JudgeTooSoon(agent, hand, findings);
                break;
            case WrapUpStarted started when agent.Hand is { } hand:
                if (started.QueueId != hand.Offer.QueueId || started.Until != record.Recorded.At.AddSeconds(Length(agent, hand)))
                    findings.Broken(Law, $"Wrap-up of agent {agent.Id} for queue {started.QueueId} until {started.Until:O}; the contact's queue {hand.Offer.QueueId} gives {Length(agent, hand)} seconds.");
                JudgeTooSoon(agent, hand, findings);
                break;
            case WrapUpExtended extended when agent.Status != AgentStatus.WrapUp || extended.Until <= agent.Until:
                findings.Broken(Law, $"Wrap-up of agent {agent.Id} was extended to {extended.Until:O}; the agent was {agent.Status}, until {agent.Until:O}.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings) => AtEnd(world, findings);

    public void AtEnd(World world, Findings findings)
    {
        foreach (var agent in world.Unsettled.Select(world.Agent).Where(agent => agent.Owing == Owing.WrapUp))
            JudgeMissing(agent, findings);
    }

    private static void JudgeMissing(AgentModel agent, Findings findings) =>
        findings.Broken(Law, $"The contact of agent {agent.Id} is over and its pop-up closed, and neither wrap-up nor anything else followed.", agent.Newest);

    private static void JudgeTooSoon(AgentModel agent, Hand hand, Findings findings)
    {
        if (hand is not { Over: true, PopUpClosed: true })
            findings.Broken(Law, $"Agent {agent.Id} went on from contact {hand.Offer.Contact.ContactId} before it was over and its pop-up closed.");
    }

    private static double Length(AgentModel agent, Hand hand) => agent.Assignments.GetValueOrDefault(hand.Offer.QueueId)?.WrapUpSeconds ?? 0;
}
