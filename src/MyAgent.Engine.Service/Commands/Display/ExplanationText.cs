using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Explanations;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>A contact's explanation as people read it.</summary>
internal static class ExplanationText
{
    /// <summary>Writes a contact's explanation.</summary>
    public static void Write(Terminal terminal, Explanation explanation)
    {
        var kind = DisplayFormat.Of(explanation.Kind) ?? "contact";
        var end = explanation.Outcome is { } outcome ? DisplayFormat.Of<ContactOutcome>(outcome) : DisplayFormat.Of(explanation.State) ?? "refused";
        terminal.Heading($"{kind} {explanation.ContactId} of {explanation.Caller?.Value ?? "an unknown caller"} in queue {explanation.QueueId}: {end}");
        foreach (var step in explanation.Steps)
        {
            terminal.Paragraph($"  {DisplayFormat.Time(step.At)}  ", $"{step.What}{(step.By is { } by ? $" (by {by})" : "")}");
            foreach (var agent in step.Agents)
                terminal.Paragraph(agent.Chosen ? "           -> " : "              ", $"{agent.AgentId}: {agent.Reason}");
        }
    }
}
