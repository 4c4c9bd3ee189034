using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 14: offered callbacks never exceed free callback-enabled agents, because each goes to one of its own.</summary>
internal sealed class CallbackOfferLimit : ILawCheck
{
    private const int Law = 14;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (record.Recorded.Event is not ContactOffered offered || model.QueueOf(record) is not { } queue
            || queue.Find(offered.ContactId) is not { IsCallback: true } callback)
            return;
        if (!queue.Agents.TryGetValue(offered.AgentId, out var known) || !known.Assignment.Callbacks)
            violations.Add(Law, $"Callback {callback.Id} was offered to agent {offered.AgentId}, who takes no callbacks of queue {queue.Id}.");
        else if (queue.With.TryGetValue(offered.AgentId, out var has))
            violations.Add(Law, $"Callback {callback.Id} was offered to agent {offered.AgentId}, who had {has.Id} from the same queue.");
    }
}
