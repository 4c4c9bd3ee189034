using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 17 on the days on which the clocks of the zone change. The local clock decides: a time that it shows twice counts twice, one that
/// it never shows counts as the first instant after the gap.</summary>
[UnitTests]
public sealed class ClockChangeTests
{
    /// <summary>Berlin: 2026-03-29 2:00 to 3:00 is left out (at 01:00Z), 2026-10-25 2:00 to 3:00 comes twice (from 00:00Z and from 01:00Z).
    /// New York: 2026-03-08 2:00 to 3:00 is left out (at 07:00Z), 2026-11-01 1:00 to 2:00 comes twice (from 05:00Z and from 06:00Z).</summary>
    private const string Berlin = "Europe/Berlin", NewYork = "America/New_York";

    [Theory]
    [Rule("17")]
    [InlineData(Berlin, "02:30", "10:00", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // the first 2:30
    [InlineData(Berlin, "02:30", "10:00", "2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z")]
    [InlineData(Berlin, "02:30", "10:00", "2026-10-25T00:45:00Z", "2026-10-25T00:45:00Z")] // open between the first 2:30 and the first 3:00
    [InlineData(Berlin, "02:30", "10:00", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")] // the clock shows 2:00 again
    [InlineData(Berlin, "00:00", "02:30", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")] // and with that is open again
    [InlineData(Berlin, "00:00", "02:30", "2026-10-25T01:30:00Z", null)]
    [InlineData(Berlin, "02:00", "03:00", "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z")]
    [InlineData(Berlin, "02:30", "10:00", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // 2:30 is left out
    [InlineData(Berlin, "02:15", "02:45", "2026-03-28T12:00:00Z", null)] // nothing of it is left
    [InlineData(Berlin, "03:00", "10:00", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData(NewYork, "01:30", "10:00", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z")]
    [InlineData(NewYork, "01:30", "10:00", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z")]
    [InlineData(NewYork, "02:30", "10:00", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData(NewYork, "20:00", "00:00", "2026-11-01T12:00:00Z", "2026-11-02T01:00:00Z")]
    public void The_next_opening_on_the_day_of_a_clock_change_is_when_the_local_clock_first_shows_it(
        string zone, string from, string to, string instant, string? opening)
    {
        var onSundays = new OpeningHours(zone, [new WeeklyOpening(DayOfWeek.Sunday, Time(from), Time(to))], Exceptions: []);
        var next = onSundays.NextOpening(At(instant));
        if (opening is null)
            next.ShouldNotBeNull().ShouldBeGreaterThan(At(instant).AddDays(2)); // Another Sunday
        else
            next.ShouldBe(At(opening));
    }

    [Theory]
    [Rule("17")]
    [InlineData(Berlin, "2026-10-25", "2026-10-25T00:30:00Z")]
    [InlineData(Berlin, "2026-03-29", "2026-03-29T01:00:00Z")]
    [InlineData(NewYork, "2026-03-08", "2026-03-08T07:00:00Z")]
    public void An_exception_on_the_day_of_a_clock_change_opens_when_the_local_clock_first_shows_it(string zone, string date, string opening) =>
        new OpeningHours(
            zone, [new WeeklyOpening(DayOfWeek.Sunday, new TimeOnly(9, 0), new TimeOnly(18, 0))],
            [new OpeningException(DateOnly.Parse(date, null), Closed: false, new TimeOnly(2, 30), new TimeOnly(4, 0))])
            .NextOpening(At(opening).AddHours(-5)).ShouldBe(At(opening));

    [Theory]
    [Rule("17")]
    [InlineData(Berlin)]
    [InlineData(NewYork)]
    [InlineData("Australia/Lord_Howe")] // half an hour
    [InlineData("America/Santiago")] // at midnight
    [InlineData("Asia/Beirut")] // at midnight
    [InlineData("America/Havana")]
    [InlineData("UTC")]
    public void The_next_opening_is_the_first_instant_at_which_the_queue_is_open(string zone)
    {
        var random = new Random(17);
        foreach (var change in ChangesIn2026(zone))
        {
            for (var round = 0; round < 60; round++)
            {
                var hours = SomeHours(zone, random, around: DateOnly.FromDateTime(change.UtcDateTime));
                var from = change.AddMinutes(random.Next(-36 * 60, 12 * 60)).AddSeconds(random.Next(60));
                hours.NextOpening(from).ShouldBe(FirstOpenMinute(hours, from), $"{zone} {from:O} {string.Join(' ', hours.Weekly)} {string.Join(' ', hours.Exceptions)}");
            }
        }
    }

    /// <summary>Opening times begin and end on the minute, so that nothing is missed by looking at each.</summary>
    private static DateTimeOffset? FirstOpenMinute(OpeningHours hours, DateTimeOffset from)
    {
        if (hours.IsOpen(from))
            return from;
        var minute = from.AddTicks(TimeSpan.TicksPerMinute - (from.Ticks % TimeSpan.TicksPerMinute));
        for (var minutes = 0; minutes < 10 * 24 * 60; minutes++, minute = minute.AddMinutes(1))
        {
            if (hours.IsOpen(minute))
                return minute;
        }
        return null;
    }

    private static OpeningHours SomeHours(string zone, Random random, DateOnly around)
    {
        var weekly = Enumerable.Range(0, random.Next(1, 5)).Select(_ => SomeTimes(random)).Select(times =>
            new WeeklyOpening((DayOfWeek)random.Next(7), times.From, times.To)).ToList();
        weekly.Add(new WeeklyOpening(around.DayOfWeek, SomeTimes(random).From, TimeOnly.MinValue));
        var exceptions = Enumerable.Range(0, random.Next(3)).Select(_ => SomeTimes(random)).Select(times =>
            random.Next(3) == 0
                ? new OpeningException(around.AddDays(random.Next(-1, 2)), Closed: true)
                : new OpeningException(around.AddDays(random.Next(-1, 2)), Closed: false, times.From, times.To));
        return new OpeningHours(zone, weekly, [.. exceptions]);
    }

    /// <summary>Often about the hours at which clocks change.</summary>
    private static (TimeOnly From, TimeOnly To) SomeTimes(Random random)
    {
        var from = random.Next(2) == 0 ? random.Next(0, 4 * 60) : random.Next(0, (24 * 60) - 1);
        var to = random.Next(6) == 0 ? 0 : Math.Min(from + 1 + random.Next(0, 240), (24 * 60) - 1);
        return (TimeOnly.MinValue.AddMinutes(from), TimeOnly.MinValue.AddMinutes(to > from ? to : 0));
    }

    private static IEnumerable<DateTimeOffset> ChangesIn2026(string zone)
    {
        var local = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var hour = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        yield return hour;
        for (; hour.Year == 2026; hour = hour.AddHours(1))
        {
            if (local.GetUtcOffset(hour) != local.GetUtcOffset(hour.AddHours(1)))
                yield return hour;
        }
    }

    private static TimeOnly Time(string time) => TimeOnly.Parse(time, null);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
