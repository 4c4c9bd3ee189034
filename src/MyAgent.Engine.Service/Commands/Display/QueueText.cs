using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Queues as people read them.</summary>
internal static class QueueText
{
    private static readonly string[] Headings =
        ["Queue", "Name", "Open", "Waiting", "Of these", "Offered", "Engaged", "Scheduled", "Longest", "Free", "Alarms"];

    /// <summary>Writes all queues with their figures.</summary>
    public static void WriteAll(Terminal terminal, IEnumerable<QueueSummary> queues) => terminal.Table(Headings, queues.Select(Row));

    /// <summary>Writes one queue: its figures and its waiting list.</summary>
    public static void Write(Terminal terminal, QueueSummary queue, DateTimeOffset now)
    {
        terminal.Table(Headings, [Row(queue)]);
        if (queue.Waiting is not { Count: > 0 } line)
        {
            terminal.Line("No contact is waiting.");
            return;
        }
        terminal.Table(["Place", "Contact", "Kind", "Caller", "Since (UTC)", "Waiting for", "Priority", "State"], line.Select(contact => new[]
        {
            DisplayFormat.Number(contact.Position), contact.ContactId.Value, DisplayFormat.Of<Contacts.ContactKind>(contact.Kind), contact.Caller?.Value ?? "withheld",
            DisplayFormat.Time(contact.OriginAt), DisplayFormat.Duration(Math.Max(0, (now - contact.OriginAt).TotalSeconds)), DisplayFormat.Number(contact.Priority),
            DisplayFormat.Of<Contacts.ContactState>(contact.State),
        }));
        if (queue.WaitingCount > line.Count)
            terminal.Line($"and {queue.WaitingCount - line.Count} more.");
    }

    private static string?[] Row(QueueSummary queue) =>
    [
        queue.QueueId, queue.Name, queue.Open ? "yes" : "no", DisplayFormat.Number(queue.WaitingCount), OfThem(queue), DisplayFormat.Number(queue.OfferedCount),
        DisplayFormat.Number(queue.EngagedCount),
        DisplayFormat.Number(queue.ScheduledCount), DisplayFormat.Duration(queue.LongestWaitSeconds), $"{queue.AgentsAvailable} of {queue.AgentsLoggedIn}",
        string.Join(", ", queue.RaisedAlarms.Select(alarm => DisplayFormat.Of<AlarmKind>(alarm))),
    ];

    private static string OfThem(QueueSummary queue) => (queue.CallbackCount, queue.RecordingCount) switch
    {
        (0, 0) => "",
        (_, 0) => $"{queue.CallbackCount} callback",
        (0, _) => $"{queue.RecordingCount} recording",
        _ => $"{queue.CallbackCount} callback, {queue.RecordingCount} recording",
    };
}
