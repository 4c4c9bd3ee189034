using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Serialization;

namespace MyAgent.Engine.Laws;

/// <summary>Law 12: a remembered break or log-out is what follows, instead of available.</summary>
internal sealed class RememberedRequests : ILaw
{
    private const int Law = 12;

    public void Before(JournalRecord record, World world, Findings findings)
    {
        if (world.AgentOf(record) is not { } agent)
            return;
        var happened = record.Recorded.Event;
        if (agent.Owing == Owing.Remembered && !Follows(happened, agent.Next))
            JudgeLost(agent, agent.Newest, findings);
        switch (happened)
        {
            case AgentBecameAvailable when agent.Next is not null:
                JudgeLost(agent, Place.Of(record), findings);
                break;
            case BreakStarted or AgentLoggedOut when agent.Status == AgentStatus.WrapUp && record.Recorded.Cause.By is null && !Follows(happened, agent.Next):
                findings.Broken(Law, $"{ManifestName.Of(happened.GetType())} followed wrap-up of agent {agent.Id}, who had asked for {agent.Next?.Status.ToString() ?? "nothing"}.");
                break;
            case NextRemembered remembered when agent.Status is not (AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing):
                findings.Broken(Law, $"{remembered.Next.Status} was remembered for agent {agent.Id}, who was {agent.Status}: nothing is left that it could follow.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, World world, Findings findings) => AtEnd(world, findings);

    public void AtEnd(World world, Findings findings)
    {
        foreach (var agent in world.Unsettled.Select(world.Agent).Where(agent => agent.Owing == Owing.Remembered))
            JudgeLost(agent, agent.Newest, findings);
    }

    private static void JudgeLost(AgentModel agent, Place at, Findings findings) =>
        findings.Broken(Law, $"Agent {agent.Id} had asked for {agent.Next?.Status}, and it did not follow.", at);

    /// <summary>A supervisor's log-out may come between.</summary>
    private static bool Follows(IEvent happened, NextRequest? next) => happened switch
    {
        AgentLoggedOut { Forced: true } => true,
        AgentLoggedOut => next is { Status: NextStatus.LogOut },
        BreakStarted started => next is { Status: NextStatus.Break } && next.Reason == started.Reason,
        _ => false,
    };
}
