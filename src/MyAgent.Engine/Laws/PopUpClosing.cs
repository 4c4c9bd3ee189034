using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 37: a pop-up that closes by itself does so in the same decision as the end of the contact, or as a callback's outcome.</summary>
internal sealed class PopUpClosing : ILawCheck
{
    private const int Law = 37;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        if (model.AgentOf(record) is { Required: RequiredEvent.PopUpClosed } agent && (record.Recorded.Event is not PopUpClosed || record.Recorded.At != agent.NewestAt))
            CheckOpen(agent, violations);
    }

    public void AtRest(DateTimeOffset now, JournalModel model, ViolationCollector violations) => AtEnd(model, violations);

    public void AtEnd(JournalModel model, ViolationCollector violations)
    {
        foreach (var agent in model.Unsettled.Select(model.Agent).Where(agent => agent.Required == RequiredEvent.PopUpClosed))
            CheckOpen(agent, violations);
    }

    private static void CheckOpen(AgentModel agent, ViolationCollector violations) =>
        violations.Add(Law, $"The pop-up of agent {agent.Id} closes by itself, and stayed open when nothing was left to be done with its contact.", agent.Newest);
}
