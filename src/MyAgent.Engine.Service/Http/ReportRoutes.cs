using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Http;

/// <summary><c>/v1/reports</c>: the figures of queues and agents over a period.</summary>
internal static class ReportRoutes
{
    private static readonly TimeSpan UsualPeriod = TimeSpan.FromDays(1);

    private static readonly (string, string)[] Parameters =
    [
        ("from", "When the period begins; left out: a day before its end. Widened to whole minutes, as is its end."),
        ("to", "When the period ends; left out: now."),
        ("bucketSeconds", "The length of one interval, in seconds, a multiple of 60; left out: one interval over the whole period."),
    ];

    /// <summary>Adds the routes.</summary>
    public static void MapReports(this RouteGroupBuilder v1)
    {
        var reports = v1.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("/queues", (HttpContext http, Reports figures, JournalFollower follower, TimeProvider clock) =>
                ReportAsync(http, follower, clock, figures.Queues))
            .For(Access.Supervisors).Gives<IReadOnlyList<QueueFigures>>().WithParameters(Parameters)
            .Says("The figures of each queue", "One row a queue and interval.");
        reports.MapGet("/agents", (HttpContext http, Reports figures, JournalFollower follower, TimeProvider clock) =>
                ReportAsync(http, follower, clock, figures.Agents))
            .For(Access.Supervisors).Gives<IReadOnlyList<AgentFigures>>().WithParameters(Parameters)
            .Says("The figures of each agent", "One row an agent and interval.");
    }

    private static async Task<IResult> ReportAsync<TFigures>(
        HttpContext http, JournalFollower follower, TimeProvider clock, Func<ReportPeriod, IReadOnlyList<TFigures>> figures)
    {
        var period = PeriodOf(http, clock.GetUtcNow());
        await follower.CaughtUpAsync(http.RequestAborted);
        return Results.Ok(figures(period));
    }

    private static ReportPeriod PeriodOf(HttpContext http, DateTimeOffset now)
    {
        var to = Query.Instant(http, "to") ?? now;
        var from = Query.Instant(http, "from") ?? (to - DateTimeOffset.MinValue > UsualPeriod ? to - UsualPeriod : DateTimeOffset.MinValue);
        int? bucket = Query.Text(http, "bucketSeconds") is null ? null : (int)Query.Whole(http, "bucketSeconds", missing: 0, least: 1, most: int.MaxValue);
        return ReportPeriod.TryCreate(from, to, bucket, out var period) is { } refusal
            ? throw Problem.From(refusal).AsException()
            : period!;
    }
}
