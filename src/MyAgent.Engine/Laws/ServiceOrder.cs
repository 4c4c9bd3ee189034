using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 6: the contacts ahead of one that is offered were not for that agent. One that is handed over to the agent of a consultation passes no other: that
/// agent is not free.</summary>
internal sealed class ServiceOrder : ILawCheck
{
    private const int Law = 6;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactOffered { InPlaceOf: null } offered || model.QueueOf(record) is not { } queue
            || queue.Find(offered.ContactId) is not { } contact || !queue.Agents.TryGetValue(offered.AgentId, out var known))
            return;
        var eligibility = new ModelEligibility(model, queue, record.Recorded.At, violations.Clock.TravelTime);
        var agent = model.Agent(offered.AgentId);
        Check(queue.Calls);
        Check(queue.Documents);
        if (known.Assignment.Callbacks)
            Check(queue.Callbacks);

        void Check(SortedSet<ContactModel> waiting)
        {
            foreach (var ahead in waiting)
            {
                if (QueueModel.Compare(ahead.Key, contact.Key) >= 0)
                    return;
                if (!eligibility.Includes(ahead, agent, known.Assignment))
                    continue;
                violations.Add(Law, $"Contact {contact.Id} was offered to agent {agent.Id} while contact {ahead.Id} stood before it and was for that agent.");
                return;
            }
        }
    }
}
