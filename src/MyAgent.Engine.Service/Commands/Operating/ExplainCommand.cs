using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Commands.Operating;

/// <summary><c>myagent explain Q C</c>: a contact's story in words.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Queue = new("queue") { Description = "The queue's id." };
    private static readonly Argument<string> Contact = new("contact") { Description = "The contact's id." };

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        ServerCall.Create("explain", "Tells a contact's story: each decision, and for each agent why or why not.", ExplainAsync, Queue, Contact);

    /// <summary>Writes a contact's story in words.</summary>
    public static void Write(Terminal terminal, Explanation story)
    {
        var kind = Words.Of(story.Kind) ?? "contact";
        var end = story.Outcome is { } outcome ? Words.Of<ContactOutcome>(outcome) : Words.Of(story.State) ?? "not let in";
        terminal.Heading($"{kind} {story.ContactId} of {story.Caller?.Value ?? "an unknown caller"} in queue {story.QueueId}: {end}");
        foreach (var step in story.Steps)
        {
            terminal.Line($"  {Words.Time(step.At)}  {step.What}{(step.By is { } by ? $"  (by {by})" : "")}");
            foreach (var agent in step.Agents)
                terminal.Line($"              {(agent.Chosen ? "->" : "  ")} {agent.AgentId}: {agent.Reason}");
        }
    }

    private static async Task ExplainAsync(ParseResult call, EngineClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"queues/{Uri.EscapeDataString(call.GetValue(Queue)!)}/contacts/{Uri.EscapeDataString(call.GetValue(Contact)!)}/explain";
        if (call.GetValue(ServerCall.Json))
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
        else
            Write(terminal, await client.GetAsync<Explanation>(path, cancel));
    }
}
