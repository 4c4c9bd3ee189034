using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Commands.Texts;
using MyAgent.Engine.Service.Http;

namespace MyAgent.Engine.Service.Commands.Operating;

/// <summary><c>myagent callbacks</c>.</summary>
internal static class CallbacksCommand
{
    private static readonly Option<string?> State = new Option<string?>("--state")
    {
        Description = "Those in this state alone.",
    }.AcceptOnlyFromAmong("waiting", "offered", "engaged", "scheduled", "done");

    /// <summary>Makes the command.</summary>
    public static Command Create() => ServerCall.Create("callbacks", "Lists the callback requests of all queues.", ListAsync, State);

    private static async Task ListAsync(ParseResult call, EngineClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = call.GetValue(State) is { } state ? $"callbacks?state={state}" : "callbacks";
        if (call.GetValue(ServerCall.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        CallbackText.WriteAll(terminal, await client.GetAsync<List<CallbackResponse>>(path, cancel));
    }
}
