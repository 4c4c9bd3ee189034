using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Projections.Explanations;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent explain Q C</c>: a contact's story in words.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Queue = IdArgument.Create("queue", "The queue's id.");
    private static readonly Argument<string> Contact = IdArgument.Create("contact", "The contact's id.");

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        ApiCommand.Create("explain", "Explains a contact: each decision, and for each agent why the agent was chosen or not.", ExplainAsync, Queue, Contact);

    private static async Task ExplainAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"queues/{Uri.EscapeDataString(call.GetValue(Queue)!)}/contacts/{Uri.EscapeDataString(call.GetValue(Contact)!)}/explain";
        if (call.GetValue(ApiCommand.Json))
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
        else
            ExplanationText.Write(terminal, await client.GetAsync<Explanation>(path, cancel));
    }
}
