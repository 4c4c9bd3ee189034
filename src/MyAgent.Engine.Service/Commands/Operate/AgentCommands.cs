using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Api.Agents;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent agents</c> and <c>myagent agent show A</c>.</summary>
internal static class AgentCommands
{
    private static readonly Argument<string> Agent = IdArgument.Create("agent", "The agent's id.");

    /// <summary>Makes <c>agents</c>.</summary>
    public static Command CreateList() => ApiCommand.Create("agents", "Lists the agents and what they are doing.", async (call, client, cancel) =>
    {
        var terminal = Terminal.Of(call);
        var path = PagingOptions.PathOf(call, "agents");
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var page = await client.GetAsync<AgentListResponse>(path, cancel);
        AgentText.WriteAll(terminal, page.Agents);
        PagingOptions.WriteNext(terminal, page.Next);
    }, PagingOptions.Limit, PagingOptions.Cursor);

    /// <summary>Makes <c>agent</c>.</summary>
    public static Command CreateFamily() => new("agent", "Shows one agent.")
    {
        ApiCommand.Create("show", "Shows an agent: the current contact and the assignments.", ShowAsync, Agent),
    };

    private static async Task ShowAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"agents/{Uri.EscapeDataString(call.GetValue(Agent)!)}";
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        AgentText.Write(terminal, await client.GetAsync<AgentResponse>(path, cancel));
    }
}
