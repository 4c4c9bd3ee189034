using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Contacts;
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
        terminal.Table(
            ["Contact", "Queue", "Number", "State", "Outcome", "Agent", "Asked for", "Due", "Attempts", "Message"],
            (await client.GetAsync<List<CallbackResponse>>(path, cancel)).Select(callback => new[]
            {
                callback.ContactId.Value, callback.QueueId.Value, callback.Number, Words.Of<ContactState>(callback.State), Words.Of(callback.Outcome),
                callback.AgentId?.Value, Words.Instant(callback.RequestedAt), Words.Instant(callback.DueAt), Words.Number(callback.Attempts),
                callback.MessageUrl is null ? "no" : "yes",
            }));
    }
}
