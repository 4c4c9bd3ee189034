using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Service.Client;
using MyAgent.Engine.Service.Commands.Display;
using MyAgent.Engine.Service.Commands.Options;

namespace MyAgent.Engine.Service.Commands.Operate;

/// <summary><c>myagent queues</c> and <c>myagent queue show Q</c>.</summary>
internal static class QueueCommands
{
    private static readonly Argument<string> Queue = IdArgument.Create("queue", "The queue's id.");

    /// <summary>Makes <c>queues</c>.</summary>
    public static Command CreateList() => ApiCommand.Create("queues", "Lists the queues with their figures.", async (call, client, cancel) =>
    {
        var terminal = Terminal.Of(call);
        var path = PagingOptions.PathOf(call, "queues");
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var page = await client.GetAsync<QueuePage>(path, cancel);
        QueueText.WriteAll(terminal, page.Queues);
        PagingOptions.WriteNext(terminal, page.Next);
    }, PagingOptions.Limit, PagingOptions.Cursor);

    /// <summary>Makes <c>queue</c>.</summary>
    public static Command CreateFamily() => new("queue", "Shows one queue.")
    {
        ApiCommand.Create("show", "Shows a queue: its figures and its waiting list.", ShowAsync, Queue),
    };

    private static async Task ShowAsync(ParseResult call, ApiClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"queues/{Uri.EscapeDataString(call.GetValue(Queue)!)}";
        if (call.GetValue(ApiCommand.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        QueueText.Write(terminal, await client.GetAsync<QueueSummary>(path, cancel), DateTimeOffset.UtcNow);
    }

    private sealed record QueuePage(IReadOnlyList<QueueSummary> Queues, string? Next);
}
