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

    /// <summary>Whether the queue is open at an instant.</summary>
    public bool IsOpen(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return TimesOf(DateOnly.FromDateTime(local.DateTime)).Any(times => times.Contains(TimeOnly.FromDateTime(local.DateTime)));
    }

    /// <summary>The first instant, this one or later, at which the queue is open; null where it does not open within 400 days.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant)
    {
        if (IsOpen(instant))
            return instant;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
        for (var days = 0; days <= HorizonDays; days++)
        {
            var openings = TimesOf(today.AddDays(days))
                .Select(times => InstantOf(today.AddDays(days).ToDateTime(times.From)))
                .Where(opening => opening > instant);
            if (openings.Order().Cast<DateTimeOffset?>().FirstOrDefault() is { } first)
                return first;
        }
        return null;
    }

    [JsonIgnore]
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    private IEnumerable<TimesOfDay> TimesOf(DateOnly date)
    {
        var exceptions = Exceptions.Where(exception => exception.Date == date).ToList();
        return exceptions.Count > 0
            ? exceptions.Where(exception => !exception.Closed).Select(exception => new TimesOfDay(exception.From!.Value, exception.To!.Value))
            : Weekly.Where(weekly => weekly.Day == date.DayOfWeek).Select(weekly => new TimesOfDay(weekly.From, weekly.To));
    }

    /// <summary>A local time that a change of clocks leaves out counts as the first instant after the gap.</summary>
    private DateTimeOffset InstantOf(DateTime local)
    {
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
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
public sealed record WeeklyOpening([property: JsonConverter(typeof(Serialization.CamelCaseEnum<DayOfWeek>))] DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A dated exception: closed, or open at other times. Several for one date add up.</summary>
/// <param name="Date">The local date.</param>
/// <param name="Closed">Whether the queue is closed all day.</param>
/// <param name="From">The local time at which it opens, where it does.</param>
/// <param name="To">The local time at which it closes; 00:00 for midnight at the day's end.</param>
public sealed record OpeningException(DateOnly Date, bool Closed, TimeOnly? From = null, TimeOnly? To = null);
