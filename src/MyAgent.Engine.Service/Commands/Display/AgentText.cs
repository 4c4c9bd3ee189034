using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Agents;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Agents as people read them.</summary>
internal static class AgentText
{
    private static readonly string[] Headings = ["Agent", "Name", "Status", "Since (UTC)", "Until (UTC)", "Endpoint", "Next", "Queue", "Contact", "Caller"];

    /// <summary>Writes all agents and what they are doing.</summary>
    public static void WriteAll(Terminal terminal, IEnumerable<AgentResponse> agents) => terminal.Table(Headings, agents.Select(Row));

    /// <summary>Writes one agent: the current contact and the assignments.</summary>
    public static void Write(Terminal terminal, AgentResponse agent)
    {
        terminal.Table(Headings, [Row(agent)]);
        WriteData(terminal, agent);
        if (agent.Assignments.Count == 0)
        {
            terminal.Line("The agent is not assigned to any queue.");
            return;
        }
        terminal.Table(["Works in", "As", "Skill", "Wrap-up", "Extension", "At most", "Callbacks", "Overflow after"], agent.Assignments.Select(one => new[]
        {
            one.QueueId.Value, DisplayFormat.Of<AssignmentKind>(one.Kind), DisplayFormat.Number(one.Skill), DisplayFormat.Duration(one.WrapUpSeconds),
            DisplayFormat.Duration(one.WrapUpExtensionSeconds ?? one.WrapUpSeconds), DisplayFormat.Duration(one.MaxWrapUpSeconds), one.Callbacks ? "yes" : "no", OverflowOf(one),
        }));
    }

    /// <summary>Rule 27: what is known of the offered or current contact, a line each.</summary>
    private static void WriteData(Terminal terminal, AgentResponse agent)
    {
        var (called, subject, link, attributes) = agent switch
        {
            { Contact: { } contact } => (contact.Called, contact.Subject, contact.Link, contact.Attributes),
            { Offer: { } offer } => (offer.Called, offer.Subject, offer.Link, offer.Attributes),
            _ => default,
        };
        foreach (var (name, value) in new[] { ("Called", called), ("Subject", subject), ("Link", link), ("Attributes", attributes?.Json) })
        {
            if (value is not null)
                terminal.Line($"{name}: {value}");
        }
    }

    private static string?[] Row(AgentResponse agent) =>
    [
        agent.AgentId.Value, agent.Name, StatusOf(agent), DisplayFormat.Time(agent.Since), agent.Until is { } until ? DisplayFormat.Time(until) : "",
        EndpointOf(agent), DisplayFormat.Of(agent.Next?.Status), agent.QueueId?.Value, (agent.Contact?.ContactId ?? agent.Offer?.ContactId)?.Value,
        (agent.Contact?.Caller ?? agent.Offer?.Caller)?.Value,
    ];

    private static string? EndpointOf(AgentResponse agent) => agent.EndpointState is { } state and not EndpointState.Ready
        ? $"{agent.Endpoint}, {DisplayFormat.Of<EndpointState>(state)}" : agent.Endpoint?.Value;

    private static string StatusOf(AgentResponse agent) =>
        DisplayFormat.Of<AgentStatus>(agent.Status) + (agent.Overdue ? ", overdue" : "") + (agent.Absent ? ", absent" : "") + (agent.Reason is { } reason ? $": {reason}" : "");

    private static string? OverflowOf(AssignmentAnswer assignment) => (assignment.OverflowAfterSeconds, assignment.OverflowAfterContacts) switch
    {
        (null, null) => null,
        ({ } seconds, null) => DisplayFormat.Duration(seconds),
        (null, { } contacts) => $"{contacts} waiting",
        ({ } seconds, { } contacts) => $"{DisplayFormat.Duration(seconds)} or {contacts} waiting",
    };
}
