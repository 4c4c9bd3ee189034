using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Api.Callbacks;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent callbacks</c>.</summary>
internal static class CallbacksCommand
{
    private static readonly Option<string?> State = new Option<string?>("--state")
    {
        Description = "Lists only callbacks in this state.",
    }.AcceptOnlyFromAmong("waiting", "offered", "engaged", "scheduled", "done");

    /// <summary>Makes the command.</summary>
    public static Command Create() => ApiCommand.Create("callbacks", "Lists the callback requests of all queues.", ListAsync, State, PagingOptions.Limit, PagingOptions.Cursor);

    private static async Task ListAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = PagingOptions.PathOf(call, "callbacks", ("state", call.GetValue(State)));
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var page = await client.GetAsync<CallbackListResponse>(path, cancel);
        CallbackText.WriteAll(terminal, page.Callbacks);
        PagingOptions.WriteNext(terminal, page.Next);
    }
}
