using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Demo;

namespace MyAgent.Engine.Service.Commands.Display;

/// <summary>Queues as people read them.</summary>
internal static class QueueText
{
    private static readonly string[] Headings =
        ["Queue", "Name", "Open", "Waiting", "Of these", "Offered", "Engaged", "Scheduled", "Longest", "Free", "Alarms"];

    /// <summary>Writes all queues with their figures.</summary>
    public static void WriteAll(Terminal terminal, IEnumerable<QueueLook> queues) => terminal.Table(Headings, queues.Select(Row));

    /// <summary>Writes one queue: its figures and its line.</summary>
    public static void Write(Terminal terminal, QueueLook queue, DateTimeOffset now)
    {
        terminal.Table(Headings, [Row(queue)]);
        if (queue.Waiting is not { Count: > 0 } line)
        {
            terminal.Line("Nobody is waiting.");
            return;
        }
        terminal.Table(["Place", "Contact", "Kind", "Caller", "Since (UTC)", "Waiting for", "Priority", "State"], line.Select(contact => new[]
        {
            Words.Number(contact.Position), contact.ContactId.Value, Words.Of<Contacts.ContactKind>(contact.Kind), contact.Caller?.Value ?? "withheld",
            Words.Time(contact.OriginAt), Words.Duration(Math.Max(0, (now - contact.OriginAt).TotalSeconds)), Words.Number(contact.Priority),
            Words.Of<Contacts.ContactState>(contact.State),
        }));
        if (queue.WaitingCount > line.Count)
            terminal.Line($"and {queue.WaitingCount - line.Count} more.");
    }

    private static string?[] Row(QueueLook queue) =>
    [
        queue.QueueId, queue.Name, queue.Open ? "yes" : "no", Words.Number(queue.WaitingCount), OfThem(queue), Words.Number(queue.OfferedCount), Words.Number(queue.EngagedCount),
        Words.Number(queue.ScheduledCount), Words.Duration(queue.LongestWaitSeconds), $"{queue.AgentsAvailable} of {queue.AgentsLoggedIn}",
        string.Join(", ", queue.RaisedAlarms.Select(alarm => Words.Of<AlarmKind>(alarm))),
    ];

    private static string OfThem(QueueLook queue) => (queue.CallbackCount, queue.RecordingCount) switch
    {
        (0, 0) => "",
        (_, 0) => $"{queue.CallbackCount} callback",
        (0, _) => $"{queue.RecordingCount} recording",
        _ => $"{queue.CallbackCount} callback, {queue.RecordingCount} recording",
    };
}
