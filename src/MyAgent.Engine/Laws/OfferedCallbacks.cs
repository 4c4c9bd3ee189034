using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 14: offered callbacks never exceed free callback-enabled agents, because each goes to one of its own.</summary>
internal sealed class OfferedCallbacks : ILaw
{
    private const int Law = 14;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (record.Recorded.Event is not ContactOffered offered || world.QueueOf(record) is not { } queue
            || queue.Find(offered.ContactId) is not { IsCallback: true } callback)
            return;
        if (!queue.Agents.TryGetValue(offered.AgentId, out var known) || !known.Assignment.Callbacks)
            findings.Broken(Law, $"Callback {callback.Id} was offered to agent {offered.AgentId}, who takes no callbacks of queue {queue.Id}.");
        else if (queue.With.TryGetValue(offered.AgentId, out var has))
            findings.Broken(Law, $"Callback {callback.Id} was offered to agent {offered.AgentId}, who had {has.Id} from the same queue.");
    }
}
