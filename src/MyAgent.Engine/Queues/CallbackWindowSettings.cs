using System.Globalization;
using System.Text.Json.Serialization;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Queues;

/// <summary>The windows in which a queue promises callbacks (rule 39): weekly times, cut into slots of equal length.</summary>
/// <param name="Capacity">How many callbacks a window holds: 1 to 1000.</param>
/// <param name="Weekly">The times of a week, at most <see cref="MaxTimes"/>, which must not overlap. A rest that is shorter than a slot is no window.</param>
/// <param name="SlotMinutes">The length of a window, in minutes: 5, 10, 15, 20, 30 or 60. Null for the default, <see cref="DefaultSlotMinutes"/>.</param>
/// <param name="TimeZone">The IANA name of the zone in which the times are meant; null (the default) for that of the opening hours, or UTC where there are none.</param>
public sealed record CallbackWindowSettings(
    [property: SettingRange(1, Max = 1000)] int Capacity, IReadOnlyList<WeeklyOpening> Weekly, int? SlotMinutes = null, string? TimeZone = null)
{
    /// <summary>The length of a window where none is set, in minutes.</summary>
    public const int DefaultSlotMinutes = 15;

    /// <summary>The most weekly times.</summary>
    public const int MaxTimes = 100;

    private const string Field = "callbacks.windows";

    /// <summary>The length of a window, in minutes.</summary>
    [JsonIgnore]
    public int SlotMinutesOrDefault => SlotMinutes ?? DefaultSlotMinutes;

    /// <summary>The windows that begin within a time, in order.</summary>
    /// <param name="from">The earliest beginning.</param>
    /// <param name="to">The latest beginning.</param>
    /// <param name="hours">The opening hours of the queue: a window that begins while it is closed is none. Null for always open.</param>
    internal IEnumerable<CallbackWindow> Between(DateTimeOffset from, DateTimeOffset to, OpeningHours? hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone ?? hours?.TimeZone ?? "UTC");
        var last = DayOf(to, zone).AddDays(1);
        for (var day = DayOf(from, zone).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            foreach (var start in Starts(day, zone))
            {
                if (start >= from && start <= to && hours?.IsOpen(start) != false)
                    yield return new CallbackWindow(start, start.AddMinutes(SlotMinutesOrDefault));
            }
        }
    }

    /// <summary>Why they cannot be set; null where they can.</summary>
    internal Refusal? Refuse()
    {
        if (SlotMinutes is { } minutes && (minutes < 5 || minutes % 5 != 0 || 60 % minutes != 0))
            return Refusals.Invalid("outOfRange", $"{Field}.slotMinutes", $"{Field}.slotMinutes") with { Case = "slotMinutes" };
        if (Weekly.Count > MaxTimes)
            return Refusals.Invalid("outOfRange", $"{Field}.weekly", $"{Field}.weekly", MaxTimes.ToString(CultureInfo.InvariantCulture)) with { Case = "entries" };
        var ordered = Weekly.OrderBy(times => times.Day).ThenBy(times => times.From).ToList();
        for (var index = 1; index < ordered.Count; index++)
        {
            if (ordered[index].Day == ordered[index - 1].Day && ordered[index].From.ToTimeSpan() < EndOf(ordered[index - 1]))
                return Refusals.Invalid("windowsOverlap", $"{Field}.weekly", $"{Field}.weekly");
        }
        return null;
    }

    private static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static TimeSpan EndOf(WeeklyOpening times) => times.To == TimeOnly.MinValue ? TimeSpan.FromDays(1) : times.To.ToTimeSpan();

    /// <summary>When the windows of a local day begin: at each instant at which the zone's clock shows the time, which is none, one or two.</summary>
    private SortedSet<DateTimeOffset> Starts(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        TimeSpan[] offsets = [zone.GetUtcOffset(midnight.AddDays(-1)), zone.GetUtcOffset(midnight.AddDays(2))];
        var slot = TimeSpan.FromMinutes(SlotMinutesOrDefault);
        var starts = new SortedSet<DateTimeOffset>();
        foreach (var times in Weekly.Where(weekly => weekly.Day == day.DayOfWeek))
        {
            for (var time = times.From.ToTimeSpan(); time + slot <= EndOf(times); time += slot)
                starts.UnionWith(offsets.Select(offset => midnight + time - offset).Where(start => zone.GetUtcOffset(start) == midnight + time - start));
        }
        return starts;
    }
}
