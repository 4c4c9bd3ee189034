namespace MyAgent.Engine.Service.Api.Agents;

/// <summary>A day of a time zone, from its beginning to an instant in it.</summary>
/// <param name="Date">The date.</param>
/// <param name="TimeZone">The name of the time zone.</param>
/// <param name="From">When it began: at midnight, or where the clock left midnight out, at its first instant.</param>
/// <param name="To">The instant.</param>
internal sealed record LocalDay(DateOnly Date, string TimeZone, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The day that it is in a time zone at an instant.</summary>
    public static LocalDay At(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        var first = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(first))
            first = first.AddMinutes(1);
        // Where the clock shows midnight twice, the day begins with the first one, which is the one of the greater offset.
        var offset = zone.IsAmbiguousTime(first) ? zone.GetAmbiguousTimeOffsets(first).Max() : zone.GetUtcOffset(first);
        return new LocalDay(date, zone.Id, new DateTimeOffset(first, offset).ToUniversalTime(), instant);
    }
}
