using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Explanations;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>A contact's story as people read it.</summary>
internal static class ExplanationText
{
    /// <summary>Writes a contact's story in words.</summary>
    public static void Write(Terminal terminal, Explanation story)
    {
        var kind = DisplayFormat.Of(story.Kind) ?? "contact";
        var end = story.Outcome is { } outcome ? DisplayFormat.Of<ContactOutcome>(outcome) : DisplayFormat.Of(story.State) ?? "not let in";
        terminal.Heading($"{kind} {story.ContactId} of {story.Caller?.Value ?? "an unknown caller"} in queue {story.QueueId}: {end}");
        foreach (var step in story.Steps)
        {
            terminal.Paragraph($"  {DisplayFormat.Time(step.At)}  ", $"{step.What}{(step.By is { } by ? $" (by {by})" : "")}");
            foreach (var agent in step.Agents)
                terminal.Paragraph(agent.Chosen ? "           -> " : "              ", $"{agent.AgentId}: {agent.Reason}");
        }
    }
}
