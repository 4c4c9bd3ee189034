using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 11: withdrawn offers are not misses; an agent stops responding exactly when the misses, or the rejects, in a row reach
/// their limit.</summary>
internal sealed class WithdrawnIsNotMissed : ILaw
{
    private const int Law = 11;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.AgentOf(record) is not { } agent)
            return;
        var stopped = record.Recorded.Event is AgentStoppedResponding;
        if (stopped && agent.Owing != Owing.NotResponding)
            findings.Broken(Law, $"Agent {agent.Id} stopped responding after {agent.MissesInARow} misses and {agent.RejectsInARow} rejects in a row, without one that reached the limit.");
        else if (!stopped && agent.Owing == Owing.NotResponding)
            JudgeMissing(agent, findings);
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings) => AtEnd(world, findings);

    public void AtEnd(World world, Findings findings)
    {
        foreach (var agent in world.Unsettled.Select(world.Agent).Where(agent => agent.Owing == Owing.NotResponding))
            JudgeMissing(agent, findings);
    }

    private static void JudgeMissing(AgentModel agent, Findings findings) =>
        findings.Broken(Law, $"Agent {agent.Id} missed {agent.MissesInARow} and rejected {agent.RejectsInARow} offers in a row, which reaches a limit, and still responds.", agent.Newest);
}
