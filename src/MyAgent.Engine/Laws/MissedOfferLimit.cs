using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 11: withdrawn offers are not misses; an agent stops responding exactly when the misses, or the rejects, in a row reach
/// their limit.</summary>
internal sealed class MissedOfferLimit : ILawCheck
{
    private const int Law = 11;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        var stopped = record.Recorded.Event is AgentStoppedResponding;
        if (stopped && agent.Required != RequiredEvent.NotResponding && !agent.IsAbsent)
            violations.Add(Law,
                $"Agent {agent.Id} stopped responding after {agent.MissesInARow} misses and {agent.RejectsInARow} rejects in a row, "
                + "without one that reached the limit.");
        else if (!stopped && agent.Required == RequiredEvent.NotResponding)
            CheckMissing(agent, violations);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.NotResponding))
            CheckMissing(agent, violations);
    }

    private static void CheckMissing(AgentModel agent, ViolationCollector violations) =>
        violations.Add(Law,
            $"Agent {agent.Id} missed {agent.MissesInARow} and rejected {agent.RejectsInARow} offers in a row, "
            + "which reaches a limit, and still responds.", agent.Newest);
}
