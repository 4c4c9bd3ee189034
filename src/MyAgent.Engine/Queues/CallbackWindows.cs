using System.Globalization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>Rule 39: the windows of a queue, and the booking of one.</summary>
internal sealed class CallbackWindows(QueueContext queue)
{
    /// <summary>How many free windows a refusal names.</summary>
    public const int MaxProposals = 5;

    /// <summary>How far ahead of the window that was asked for the free ones are looked for, in days.</summary>
    private const int ProposalDays = 60;

    private CallbackSettings Settings => queue.Settings.Callbacks;

    /// <summary>The starts of the free windows that a refusal names; null where it is about something else.</summary>
    public static IReadOnlyList<DateTimeOffset>? FreeIn(Refusal refusal) => refusal is not { Code: "windowNotFree", Values: { } values }
        ? null
        : [.. values.Skip(2).Select(start => DateTimeOffset.ParseExact(start, "u", CultureInfo.InvariantCulture))];

    /// <summary>The window that begins at an instant; or why it cannot be booked, and which can.</summary>
    public (CallbackWindow? Window, Refusal? Refusal) Find(DateTimeOffset start, DateTimeOffset now)
    {
        if (start <= now)
            return (null, Refusals.Rule("windowNotFree", Proposals(start, now)) with { Case = "past", Field = "window" });
        if (start > Horizon(now) || Between(start, start) is not [var window])
            return (null, Refusals.Rule("windowNotFree", Proposals(start, now)) with { Field = "window" });
        return IsFree(window) ? (window, null) : (null, Refusals.Rule("windowNotFree", Proposals(start, now)) with { Case = "full", Field = "window" });
    }

    /// <summary>The windows to come that begin within a time.</summary>
    public CallbackWindowsAnswer List(GetCallbackWindows get, DateTimeOffset now)
    {
        var to = get.To < Horizon(now) ? get.To : Horizon(now);
        var windows = Upcoming(get.From, to, now).Take(get.Take + 1).ToList();
        return new CallbackWindowsAnswer(
            queue.Id,
            [.. windows.Take(get.Take).Select(window => new WindowCapacity(window, Settings.Windows!.Capacity, Booked(window), Free(window)))],
            windows.Count > get.Take ? windows[get.Take].From : null);
    }

    /// <summary>The values of a refusal: the queue, the start that was asked for, and the starts of the next free windows.</summary>
    private string[] Proposals(DateTimeOffset start, DateTimeOffset now)
    {
        var horizon = Horizon(now);
        var earliest = start < now ? now : start < horizon ? start : horizon;
        var latest = (horizon - earliest).TotalDays > ProposalDays ? earliest.AddDays(ProposalDays) : horizon;
        var later = Upcoming(earliest, latest, now).Where(IsFree).Take(MaxProposals);
        return [queue.Id.Value, QueueRefusals.Text(start), .. later.Select(window => QueueRefusals.Text(window.From))];
    }

    private IEnumerable<CallbackWindow> Upcoming(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        Settings.Windows?.Between(from > now ? from : now, to, queue.Settings.OpeningHours).Where(window => window.From > now) ?? [];

    private List<CallbackWindow> Between(DateTimeOffset from, DateTimeOffset to) =>
        Settings.Windows?.Between(from, to, queue.Settings.OpeningHours).ToList() ?? [];

    private DateTimeOffset Horizon(DateTimeOffset now) => now.AddDays(Settings.HorizonDays);

    private bool IsFree(CallbackWindow window) => Free(window) > 0;

    private int Free(CallbackWindow window) => Math.Max(0, Settings.Windows!.Capacity - Booked(window));

    /// <summary>What a window holds: every scheduled callback that is promised for a time in it, also where the windows had another length then.</summary>
    private int Booked(CallbackWindow window) =>
        queue.State.Promised.Where(promised => promised.Key >= window.From && promised.Key < window.To).Sum(promised => promised.Value);
}

/// <summary>Asks for the windows to come of a queue (rule 39). Answered with a <see cref="CallbackWindowsAnswer"/>.</summary>
/// <param name="From">The earliest beginning.</param>
/// <param name="To">The latest beginning.</param>
/// <param name="Take">The maximum number of windows in the answer.</param>
internal sealed record GetCallbackWindows(DateTimeOffset From, DateTimeOffset To, int Take) : IQuery;

/// <summary>The windows to come of a queue, in order.</summary>
/// <param name="QueueId">The queue.</param>
/// <param name="Windows">The windows.</param>
/// <param name="Next">The beginning of the first window that is left out; null where none is.</param>
internal sealed record CallbackWindowsAnswer(QueueId QueueId, IReadOnlyList<WindowCapacity> Windows, DateTimeOffset? Next) : IAnswer;

/// <summary>What a window holds.</summary>
/// <param name="Window">The window.</param>
/// <param name="Capacity">How many callbacks it may hold.</param>
/// <param name="Booked">How many it holds: more than the capacity where that was lowered since.</param>
/// <param name="Free">How many more can be booked.</param>
internal sealed record WindowCapacity(CallbackWindow Window, int Capacity, int Booked, int Free);
