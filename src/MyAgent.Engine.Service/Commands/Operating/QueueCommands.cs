using System.CommandLine;
using System.Text.Json;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Commands.Operating;

/// <summary><c>myagent queues</c> and <c>myagent queue show Q</c>.</summary>
internal static class QueueCommands
{
    private static readonly Argument<string> Queue = new("queue") { Description = "The queue's id." };

    private static readonly string[] Headings =
        ["Queue", "Name", "Open", "Waiting", "Recording", "Callbacks", "Offered", "Engaged", "Scheduled", "Longest wait", "Agents free", "Alarms"];

    /// <summary>Makes <c>queues</c>.</summary>
    public static Command CreateList() => ServerCall.Create("queues", "Lists the queues with their figures.", async (call, client, cancel) =>
    {
        var terminal = Terminal.Of(call);
        if (call.GetValue(ServerCall.Json))
            terminal.Json(await client.GetAsync<JsonElement>("queues", cancel));
        else
            terminal.Table(Headings, (await client.GetAsync<List<QueueLook>>("queues", cancel)).Select(Row));
    });

    /// <summary>Makes <c>queue</c>.</summary>
    public static Command CreateFamily() => new("queue", "Looks at one queue.")
    {
        ServerCall.Create("show", "Shows a queue: its figures and its line.", ShowAsync, Queue),
    };

    private static async Task ShowAsync(ParseResult call, EngineClient client, CancellationToken cancel)
    {
        var terminal = Terminal.Of(call);
        var path = $"queues/{Uri.EscapeDataString(call.GetValue(Queue)!)}";
        if (call.GetValue(ServerCall.Json))
        {
            terminal.Json(await client.GetAsync<JsonElement>(path, cancel));
            return;
        }
        var queue = await client.GetAsync<QueueLook>(path, cancel);
        terminal.Table(Headings, [Row(queue)]);
        if (queue.Waiting is not { Count: > 0 } line)
        {
            terminal.Line("Nobody is waiting.");
            return;
        }
        var now = DateTimeOffset.UtcNow;
        terminal.Table(["Place", "Contact", "Kind", "Caller", "Since (UTC)", "Waiting for", "Priority", "State"], line.Select(contact => new[]
        {
            Words.Number(contact.Position), contact.ContactId.Value, Words.Of<Contacts.ContactKind>(contact.Kind), contact.Caller.Value,
            Words.Time(contact.OriginAt), Words.Duration(Math.Max(0, (now - contact.OriginAt).TotalSeconds)), Words.Number(contact.Priority),
            Words.Of<Contacts.ContactState>(contact.State),
        }));
        if (queue.WaitingCount > line.Count)
            terminal.Line($"and {queue.WaitingCount - line.Count} more.");
    }

    private static string?[] Row(QueueLook queue) =>
    [
        queue.QueueId, queue.Name, queue.Open ? "yes" : "no", Words.Number(queue.WaitingCount), Words.Number(queue.RecordingCount),
        Words.Number(queue.CallbackCount), Words.Number(queue.OfferedCount), Words.Number(queue.EngagedCount),
        Words.Number(queue.ScheduledCount), Words.Duration(queue.LongestWaitSeconds), $"{queue.AgentsAvailable} of {queue.AgentsLoggedIn}",
        string.Join(", ", queue.RaisedAlarms.Select(alarm => Words.Of<AlarmKind>(alarm))),
    ];
}

/// <summary>A queue as an operator looks at it.</summary>
/// <param name="QueueId">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Whether it is open now.</param>
/// <param name="WaitingCount">How many are in line.</param>
/// <param name="RecordingCount">How many of those are leaving a message.</param>
/// <param name="CallbackCount">How many of those are callbacks.</param>
/// <param name="OfferedCount">How many are offered.</param>
/// <param name="EngagedCount">How many are with an agent.</param>
/// <param name="ScheduledCount">How many callbacks come back later.</param>
/// <param name="LongestWaitSeconds">The longest wait in line, in seconds.</param>
/// <param name="AgentsLoggedIn">How many of its agents are logged in.</param>
/// <param name="AgentsAvailable">How many of its agents are available.</param>
/// <param name="RaisedAlarms">The alarms that are raised.</param>
/// <param name="Waiting">The line, in order; null where it was not asked for.</param>
internal sealed record QueueLook(
    string QueueId,
    string Name,
    bool Open,
    int WaitingCount,
    int RecordingCount,
    int CallbackCount,
    int OfferedCount,
    int EngagedCount,
    int ScheduledCount,
    double LongestWaitSeconds,
    int AgentsLoggedIn,
    int AgentsAvailable,
    IReadOnlyList<AlarmKind> RaisedAlarms,
    IReadOnlyList<WaitingContact>? Waiting);
