using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Queues;

/// <summary>A queue's opening hours, as PUT sets them.</summary>
internal sealed record OpeningHoursBody
{
    /// <summary>The IANA name of the time zone: <c>Europe/Paris</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The openings of a regular week. The queue is closed on a day without one.</summary>
    public required IReadOnlyList<WeeklyBody> Weekly { get; init; }

    /// <summary>The exceptions; each replaces the whole day.</summary>
    public IReadOnlyList<ExceptionBody> Exceptions { get; init; } = [];

    /// <summary>The opening hours this stands for.</summary>
    /// <exception cref="ProblemException">400: names the field that is wrong.</exception>
    public OpeningHours ToOpeningHours()
    {
        // A zone's name is part of a path on some systems: anything but a plain name is not even looked for.
        if (TimeZone.Contains("..", StringComparison.Ordinal) || !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            throw Bad("openingHours.timeZone", "This time zone is unknown; use an IANA name such as Europe/Paris.");
        return new OpeningHours(
            TimeZone,
            [.. Weekly.Select((weekly, index) => weekly.ToWeekly($"openingHours.weekly[{index}]"))],
            [.. Exceptions.Select((exception, index) => exception.ToException($"openingHours.exceptions[{index}]"))]);
    }

    private static void CheckOrder(TimeOnly from, TimeOnly to, string field)
    {
        if (to != TimeOnly.MinValue && to <= from)
            throw Bad(field + ".to", "'to' must be later than 'from'; 00:00 stands for midnight at the day's end.");
    }

    private static ProblemException Bad(string field, string detail) => Problem.BadInput("badOpeningHours", field, detail).AsException();

    /// <summary>An opening on one day of each week.</summary>
    internal sealed record WeeklyBody
    {
        /// <summary>The day.</summary>
        [JsonConverter(typeof(CamelCaseEnum<DayOfWeek>))]
        public required DayOfWeek Day { get; init; }

        /// <summary>The local time at which the queue opens.</summary>
        public required TimeOnly From { get; init; }

        /// <summary>The local time at which the queue closes; 00:00 for midnight at the day's end.</summary>
        public required TimeOnly To { get; init; }

        /// <summary>The opening this stands for.</summary>
        public WeeklyOpening ToWeekly(string field)
        {
            CheckOrder(From, To, field);
            return new WeeklyOpening(Day, From, To);
        }
    }

    /// <summary>An exception: a day that is closed, or open at other times.</summary>
    internal sealed record ExceptionBody
    {
        /// <summary>The local date.</summary>
        public required DateOnly Date { get; init; }

        /// <summary>Whether the queue is closed all day; default false.</summary>
        public bool Closed { get; init; }

        /// <summary>The local time at which the queue opens; null where it is closed.</summary>
        public TimeOnly? From { get; init; }

        /// <summary>The local time at which the queue closes; 00:00 for midnight at the day's end; null where it is closed.</summary>
        public TimeOnly? To { get; init; }

        /// <summary>The exception this stands for.</summary>
        public OpeningException ToException(string field)
        {
            if (Closed ? From is not null || To is not null : From is null || To is null)
                throw Bad(field, "An exception is either closed or has both 'from' and 'to'.");
            if (!Closed)
                CheckOrder(From!.Value, To!.Value, field);
            return new OpeningException(Date, Closed, From, To);
        }
    }
}
