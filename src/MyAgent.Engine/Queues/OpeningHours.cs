using System.Text.Json.Serialization;

namespace MyAgent.Engine.Queues;

/// <summary>When a queue is open (rule 17): weekly times in a time zone, and dated exceptions to them.</summary>
/// <param name="TimeZone">The IANA name of the zone in which the times are meant: <c>Europe/Paris</c>.</param>
/// <param name="Weekly">The times of an ordinary week. A day without any is closed.</param>
/// <param name="Exceptions">The days that are different; an exception replaces the whole day.</param>
public sealed record OpeningHours(string TimeZone, IReadOnlyList<WeeklyOpening> Weekly, IReadOnlyList<OpeningException> Exceptions)
{
    /// <summary>How far ahead the next opening is looked for, in days.</summary>
    private const int HorizonDays = 400;

    /// <summary>Whether the queue is open at an instant: whether the zone's clock then shows an opening time. A time that the clock shows twice,
    /// because it was put back, counts twice.</summary>
    public bool IsOpen(DateTimeOffset instant) => IsOpen(instant, Zone);

    /// <summary>The first instant, this one or later, at which the queue is open; null where it does not open within 400 days.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant)
    {
        var zone = Zone;
        if (IsOpen(instant, zone))
            return instant;

        // A clock that is put back at midnight shows the day before again.
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).AddDays(-1);
        for (var last = day.AddDays(HorizonDays); day <= last; day = day.AddDays(1))
        {
            if (FirstOpening(Openings(day, zone), Openings(day.AddDays(1), zone), instant, zone) is { } first)
                return first;
        }
        return null;
    }

    [JsonIgnore]
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    private bool IsOpen(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        foreach (var times in TimesOf(DateOnly.FromDateTime(local)))
        {
            if (times.Contains(time))
                return true;
        }
        return false;
    }

    private DateTimeOffset? FirstOpening(
        IEnumerable<DateTimeOffset> openings, IEnumerable<DateTimeOffset> nextDays, DateTimeOffset after, TimeZoneInfo zone)
    {
        DateTimeOffset? first = null;
        foreach (var opening in openings.Concat(nextDays))
        {
            if (opening > after && !(opening >= first) && IsOpen(opening, zone))
                first = opening;
        }
        return first;
    }

    /// <summary>Every instant at which the queue may open on a local day: when the clock shows an opening time, by each of the offsets from UTC
    /// that the day has, and when the clock is changed, which may be into the middle of an opening. Whether it is open then is still to be asked.</summary>
    private IEnumerable<DateTimeOffset> Openings(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var (before, after) = (midnight.AddDays(-1), midnight.AddDays(2));
        var (offset, laterOffset) = (zone.GetUtcOffset(before), zone.GetUtcOffset(after));
        foreach (var times in TimesOf(day))
        {
            yield return midnight + times.From.ToTimeSpan() - offset;
            if (laterOffset != offset)
                yield return midnight + times.From.ToTimeSpan() - laterOffset;
        }
        if (laterOffset != offset && ClockChange(before, after, zone) is var change && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(change, zone).DateTime) == day)
            yield return change;
    }

    /// <summary>The instant between two others at which the offset from UTC becomes that of the later one. Clocks are changed on whole seconds.</summary>
    private static DateTimeOffset ClockChange(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(after);
        var (from, to) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds());
        while (to - from > 1)
        {
            var middle = from + ((to - from) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset)
                to = middle;
            else
                from = middle;
        }
        return DateTimeOffset.FromUnixTimeSeconds(to);
    }

    private IEnumerable<TimesOfDay> TimesOf(DateOnly date)
    {
        var isException = false;
        foreach (var exception in Exceptions)
        {
            if (exception.Date != date)
                continue;
            isException = true;
            if (!exception.Closed)
                yield return new TimesOfDay(exception.From!.Value, exception.To!.Value);
        }
        if (isException)
            yield break;
        foreach (var weekly in Weekly)
        {
            if (weekly.Day == date.DayOfWeek)
                yield return new TimesOfDay(weekly.From, weekly.To);
        }
    }

    /// <summary>From a time of day until another; until midnight where the end is 00:00.</summary>
    private readonly record struct TimesOfDay(TimeOnly From, TimeOnly To)
    {
        public bool Contains(TimeOnly time) => time >= From && (To == TimeOnly.MinValue || time < To);
    }
}

/// <summary>Open on one day of each week.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">The local time at which the queue opens.</param>
/// <param name="To">The local time at which it closes; 00:00 for midnight at the day's end.</param>
public sealed record WeeklyOpening([property: JsonConverter(typeof(Primitives.CamelCaseEnum<DayOfWeek>))] DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A dated exception: closed, or open at other times. Several for one date add up.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Closed">Whether the queue is closed all day.</param>
/// <param name="From">The local time at which it opens, where it does.</param>
/// <param name="To">The local time at which it closes; 00:00 for midnight at the day's end.</param>
public sealed record OpeningException(DateOnly Date, bool Closed, TimeOnly? From = null, TimeOnly? To = null);
