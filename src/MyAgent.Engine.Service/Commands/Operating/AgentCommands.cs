using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Commands.Operating;

/// <summary><c>myagent agents</c> and <c>myagent agent show A</c>.</summary>
internal static class AgentCommands
{
    private static readonly Argument<string> Agent = new("agent") { Description = "The agent's id." };

    private static readonly string[] Headings = ["Agent", "Name", "Status", "Since (UTC)", "Until (UTC)", "Next", "Queue", "Contact", "Caller"];

    /// <summary>Makes <c>agents</c>.</summary>
    public static Command CreateList() => ServerCall.Create("agents", "Lists the agents and what they are doing.", async (call, client, cancel) =>
    {
        var terminal = Terminal.Of(call);
        if (call.GetValue(ServerCall.Json))
            terminal.Json(await client.GetAsync<JsonElement>("agents", cancel));
        else
            terminal.Table(Headings, (await client.GetAsync<List<AgentAnswer>>("agents", cancel)).Select(Row));
    });

    /// <summary>Makes <c>agent</c>.</summary>
    public static Command CreateFamily() => new("agent", "Looks at one agent.")
    {
        ServerCall.Create("show", "Shows an agent: what is in hand, and the queues the agent works in.", ShowAsync, Agent),
    };

    private static async Task ShowAsync(ParseResult call, EngineClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"agents/{Uri.EscapeDataString(call.GetValue(Agent)!)}";
        if (call.GetValue(ServerCall.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var agent = await client.GetAsync<AgentAnswer>(path, cancel);
        terminal.Table(Headings, [Row(agent)]);
        if (agent.Assignments.Count == 0)
        {
            terminal.Line("Works in no queue.");
            return;
        }
        terminal.Table(["Works in", "As", "Skill", "Wrap-up", "Extension", "At most", "Callbacks", "Overflow after"], agent.Assignments.Select(one => new[]
        {
            one.QueueId.Value, Words.Of<AssignmentKind>(one.Kind), Words.Number(one.Skill), Words.Duration(one.WrapUpSeconds),
            Words.Duration(one.WrapUpExtensionSeconds ?? one.WrapUpSeconds), Words.Duration(one.MaxWrapUpSeconds), one.Callbacks ? "yes" : "no", OverflowOf(one),
        }));
    }

    private static string?[] Row(AgentAnswer agent) =>
    [
        agent.AgentId.Value, agent.Name, StatusOf(agent), Words.Time(agent.Since), agent.Until is { } until ? Words.Time(until) : "",
        Words.Of(agent.Next?.Status), agent.QueueId?.Value, (agent.Contact?.ContactId ?? agent.Offer?.ContactId)?.Value,
        (agent.Contact?.Caller ?? agent.Offer?.Caller)?.Value,
    ];

    private static string StatusOf(AgentAnswer agent) =>
        Words.Of<AgentStatus>(agent.Status) + (agent.Overdue ? ", overdue" : "") + (agent.Reason is { } reason ? $": {reason}" : "");

    private static string? OverflowOf(AssignmentAnswer assignment) => (assignment.OverflowAfterSeconds, assignment.OverflowAfterContacts) switch
    {
        (null, null) => null,
        ({ } seconds, null) => Words.Duration(seconds),
        (null, { } contacts) => $"{contacts} waiting",
        ({ } seconds, { } contacts) => $"{Words.Duration(seconds)} or {contacts} waiting",
    };
}
