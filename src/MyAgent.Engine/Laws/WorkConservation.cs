using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 8: no free agent and no waiting contact for that agent stay side by side. For each free agent one such contact of each
/// queue is watched: it goes, or the agent goes, within the travel time.</summary>
internal sealed class WorkConservation : ILawCheck
{
    private const int Law = 8;

    private readonly Dictionary<QueueId, Dictionary<AgentId, Watch>> _watches = [];

    public void After(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.QueueOf(record) is { } queue)
        {
            if (queue.LongestWaitFirst.Count == 0)
                StopAll(queue.Id);
            else
                foreach (var id in queue.Available)
                    Look(model.Agent(id), queue, model, violations);
        }
        else if (model.AgentOf(record) is { } agent)
        {
            foreach (var id in agent.KnownBy)
                Look(agent, model.Queue(id), model, violations);
        }
    }

    /// <summary>At rest every queue knows its agents as they are.</summary>
    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations)
    {
        foreach (var queue in model.Queues)
        {
            if (queue.LongestWaitFirst.Count == 0)
                continue;
            var eligibility = new ModelEligibility(model, queue, now, doubt: TimeSpan.Zero);
            foreach (var agent in model.Available.Select(model.Agent))
            {
                if (agent.Assignments.TryGetValue(queue.Id, out var assignment) && eligibility.FindFor(agent, assignment) is { } contact)
                    violations.Add(Law, Detail(contact, agent, queue), agent.Newest);
            }
        }
    }

    private void Look(AgentModel agent, QueueModel queue, JournalModel model, ViolationCollector violations)
    {
        var watches = _watches.TryGetValue(queue.Id, out var known) ? known : _watches[queue.Id] = [];
        if (watches.TryGetValue(agent.Id, out var watch))
        {
            if (watch.IsOn(violations.Clock))
                return;
            watch.Stop();
            watches.Remove(agent.Id);
        }
        if (!agent.IsAvailable || !queue.Agents.TryGetValue(agent.Id, out var assignment))
            return;
        var eligibility = new ModelEligibility(model, queue, violations.Clock.Instant, violations.Clock.TravelTime);
        if (eligibility.FindFor(agent, assignment.Assignment) is not { } contact)
            return;
        var started = watches[agent.Id] = new Watch(contact, agent, queue, model);
        violations.AddUnlessSettled(Law, () => started.IsOn(violations.Clock), () => Detail(contact, agent, queue));
    }

    private void StopAll(QueueId queue)
    {
        if (!_watches.Remove(queue, out var watches))
            return;
        foreach (var watch in watches.Values)
            watch.Stop();
    }

    private static string Detail(ContactModel contact, AgentModel agent, QueueModel queue) =>
        $"Agent {agent.Id} is free and contact {contact.Id} waits for such an agent in queue {queue.Id}.";

    /// <summary>One agent and one contact side by side.</summary>
    private sealed class Watch(ContactModel contact, AgentModel agent, QueueModel queue, JournalModel model)
    {
        private bool _stopped;

        public void Stop() => _stopped = true;

        /// <summary>Whether they still are. An assignment that the queue has not heard of yet ends the watch.</summary>
        public bool IsOn(JournalClock clock) =>
            !_stopped
            && agent.IsAvailable
            && ReferenceEquals(queue.Find(contact.Id), contact)
            && queue.Agents.TryGetValue(agent.Id, out var known)
            && agent.Assignments.TryGetValue(queue.Id, out var own) && own == known.Assignment
            && new ModelEligibility(model, queue, clock.Instant, clock.TravelTime).Includes(contact, agent, own);
    }
}
