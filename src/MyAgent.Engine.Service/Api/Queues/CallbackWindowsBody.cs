using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>The windows in which a queue promises callbacks, as PUT sets them.</summary>
internal sealed record CallbackWindowsBody
{
    private const string Field = "callbacks.windows";

    /// <summary>The number of callbacks that a window holds: 1 to 1000. What was booked before it is lowered stays.</summary>
    public required int Capacity { get; init; }

    /// <summary>The length of a window, in minutes: 5, 10, 15, 20, 30 or 60.</summary>
    public int SlotMinutes { get; init; } = CallbackWindowSettings.DefaultSlotMinutes;

    /// <summary>The IANA name of the time zone; null for that of the opening hours, or UTC without them.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The times of a regular week that are cut into windows, at most 100; they must not overlap.</summary>
    public required IReadOnlyList<OpeningHoursBody.WeeklyBody> Weekly { get; init; }

    /// <summary>The settings this stands for.</summary>
    /// <exception cref="Problems.ProblemException">400: names the field that is wrong.</exception>
    public CallbackWindowSettings ToSettings() => new(
        Capacity, [.. Weekly.Select((weekly, index) => weekly.ToWeekly($"{Field}.weekly[{index}]"))], SlotMinutes,
        TimeZone is null ? null : Input.TimeZone(TimeZone, $"{Field}.timeZone").Id);
}
