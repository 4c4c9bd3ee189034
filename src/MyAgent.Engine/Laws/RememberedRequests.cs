using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 12: a remembered break or log-out is what follows, instead of available.</summary>
internal sealed class RememberedRequests : ILawCheck
{
    private const int Law = 12;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is not { } agent)
            return;
        var happened = record.Recorded.Event;
        if (agent.Required == RequiredEvent.RememberedRequest && !Follows(happened, agent.Next))
            CheckLost(agent, agent.Newest, violations);
        switch (happened)
        {
            case AgentBecameAvailable when agent.Next is not null:
                CheckLost(agent, EventPosition.Of(record), violations);
                break;
            case BreakStarted or AgentLoggedOut when agent.Status == AgentStatus.WrapUp && record.Recorded.Cause.By is null && !Follows(happened, agent.Next):
                violations.Add(Law, $"{ManifestName.Of(happened.GetType())} followed wrap-up of agent {agent.Id}, who had asked for {agent.Next?.Status.ToString() ?? "nothing"}.");
                break;
            case NextRemembered remembered when agent.Status is not (AgentStatus.Offered or AgentStatus.Engaged or AgentStatus.PostProcessing):
                violations.Add(Law, $"{remembered.Next.Status} was remembered for agent {agent.Id}, who was {agent.Status}: nothing is left that it could follow.");
                break;
        }
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.RememberedRequest))
            CheckLost(agent, agent.Newest, violations);
    }

    private static void CheckLost(AgentModel agent, EventPosition at, ViolationCollector violations) =>
        violations.Add(Law, $"Agent {agent.Id} had asked for {agent.Next?.Status}, and it did not follow.", at);

    /// <summary>A supervisor's log-out may come between.</summary>
    private static bool Follows(IEvent happened, NextRequest? next) => happened switch
    {
        AgentLoggedOut { Forced: true } => true,
        AgentLoggedOut => next is { Status: NextStatus.LogOut },
        BreakStarted started => next is { Status: NextStatus.Break } && next.Reason == started.Reason,
        _ => false,
    };
}
