using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 6: the contacts ahead of one that is offered were not for that agent.</summary>
internal sealed class NobodyPassedOver : ILaw
{
    private const int Law = 6;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (record.Recorded.Event is not ContactOffered offered || world.QueueOf(record) is not { } queue
            || queue.Find(offered.ContactId) is not { } contact || !queue.Agents.TryGetValue(offered.AgentId, out var known))
            return;
        var eligibility = new Eligibility(world, queue, record.Recorded.At, findings.Clock.TravelTime);
        var agent = world.Agent(offered.AgentId);
        Judge(queue.Calls);
        if (known.Assignment.Callbacks)
            Judge(queue.Callbacks);

        void Judge(SortedSet<ContactModel> line)
        {
            foreach (var ahead in line)
            {
                if (QueueModel.Compare(ahead.Key, contact.Key) >= 0)
                    return;
                if (!eligibility.Includes(ahead, agent, known.Assignment))
                    continue;
                findings.Broken(Law, $"Contact {contact.Id} was offered to agent {agent.Id} while contact {ahead.Id} stood before it and was for that agent.");
                return;
            }
        }
    }
}
