using MyAgent.Engine.Service.Api.Agents;

namespace MyAgent.Engine.Service.Tests.Http;

[UnitTests]
public sealed class LocalDayTests
{
    [Theory]
    [InlineData("2026-05-04T21:59:59Z", "Europe/Paris", "2026-05-04", "2026-05-03T22:00:00Z")]
    [InlineData("2026-05-04T22:00:00Z", "Europe/Paris", "2026-05-05", "2026-05-04T22:00:00Z")]
    [InlineData("2026-03-29T10:00:00Z", "Europe/Paris", "2026-03-29", "2026-03-28T23:00:00Z")]
    [InlineData("2026-05-04T00:30:00Z", "America/New_York", "2026-05-03", "2026-05-03T04:00:00Z")]
    // The clock goes from midnight to one o'clock: the day begins then.
    [InlineData("2018-11-04T12:00:00Z", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    // The clock goes from one o'clock back to midnight: the day begins with the first midnight.
    [InlineData("2024-11-03T12:00:00Z", "America/Havana", "2024-11-03", "2024-11-03T04:00:00Z")]
    public void A_day_begins_at_the_first_instant_that_its_zone_shows_its_date(string now, string zone, string date, string from)
    {
        var day = LocalDay.At(At(now), TimeZoneInfo.FindSystemTimeZoneById(zone));
        (day.Date, day.From, day.To).ShouldBe((DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), At(from), At(now)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
