using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Reports;

/// <summary><c>/v1/reports</c>: the figures of queues and agents over a period.</summary>
internal static class ReportRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapReports(this RouteGroupBuilder v1)
    {
        var reports = v1.MapGroup("/reports").WithTags("Reports");
        reports.MapGet("/queues", ([AsParameters] ReportQuery asked, HttpContext http, StoredReports figures, JournalFollower follower, TimeProvider clock) =>
                ReportAsync(asked, http, follower, clock, figures.QueuesAsync))
            .RequireAuthorization(AccessPolicy.Supervisors).WithName("reportQueues")
            .WithSummary("Reports the figures of each queue")
            .WithDescription("The answer has one row for each queue and interval, however long ago.");
        reports.MapGet("/agents", ([AsParameters] ReportQuery asked, HttpContext http, StoredReports figures, JournalFollower follower, TimeProvider clock) =>
                ReportAsync(asked, http, follower, clock, figures.AgentsAsync))
            .RequireAuthorization(AccessPolicy.Supervisors).WithName("reportAgents")
            .WithSummary("Reports the figures of each agent")
            .WithDescription("The answer has one row for each agent and interval, however long ago.");
        reports.MapGet("/codes", ReportCodesAsync).RequireAuthorization(AccessPolicy.Supervisors).WithName("reportCodes")
            .WithSummary("Reports how often each wrap-up code was given")
            .WithDescription("The answer has one row for each queue, interval and code that a contact was given, ordered so. A contact counts when its agent's part ends, "
                + "with the wrap-up after it; one that several agents had counts for each. The code is null for contacts that have none although their queue had codes.");
    }

    private static async Task<Ok<IReadOnlyList<CodeReportRow>>> ReportCodesAsync(
        [AsParameters] ReportQuery asked, HttpContext http, StoredReports figures, JournalFollower follower, TimeProvider clock, Board board,
        [FromQuery, Description("Only these queues; default: all.")] CommaSeparated<string>? queue = null)
    {
        var period = asked.ToPeriod(clock.GetUtcNow());
        var queues = queue?.Values.Select(each => Input.Queue(each, "queue")).ToHashSet();
        await follower.CaughtUpAsync(http.RequestAborted);
        var rows = await figures.CodesAsync(period, http.RequestAborted);
        var codes = rows.Select(row => row.QueueId).Distinct()
            .ToDictionary(id => id, id => board.Settings(id)?.WrapUpCodes?.Codes.ToDictionary(code => code.Code) ?? []);
        return TypedResults.Ok<IReadOnlyList<CodeReportRow>>(
        [
            .. rows.Where(row => queues is null || queues.Contains(row.QueueId))
                .Select(row => CodeReportRow.Of(row, row.Code is { } code ? codes[row.QueueId].GetValueOrDefault(code) : null)),
        ]);
    }

    private static async Task<Ok<IReadOnlyList<TFigures>>> ReportAsync<TFigures>(
        ReportQuery asked, HttpContext http, JournalFollower follower, TimeProvider clock, Func<ReportPeriod, CancellationToken, Task<IReadOnlyList<TFigures>>> figures)
    {
        var period = asked.ToPeriod(clock.GetUtcNow());
        await follower.CaughtUpAsync(http.RequestAborted);
        return TypedResults.Ok(await figures(period, http.RequestAborted));
    }
}

/// <summary>The period that a report is asked for.</summary>
internal sealed record ReportQuery
{
    private static readonly TimeSpan DefaultLength = TimeSpan.FromDays(1);

    /// <summary>When it begins; null: a day before its end.</summary>
    [FromQuery(Name = "from"), Description("When the period begins; default: a day before its end. Beginning and end are extended to whole minutes.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>When it ends; null: now.</summary>
    [FromQuery(Name = "to"), Description("When the period ends; default: now.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The length of one interval, in seconds; null: one interval over the whole period.</summary>
    [FromQuery(Name = "bucketSeconds"), Range(1, int.MaxValue)]
    [Description("The length of one interval, in seconds, a multiple of 60; default: one interval over the whole period.")]
    public int? BucketSeconds { get; init; }

    /// <summary>The period that is meant.</summary>
    /// <exception cref="ProblemException">400: there is no such period.</exception>
    public ReportPeriod ToPeriod(DateTimeOffset now)
    {
        var to = To?.ToUniversalTime() ?? now;
        var from = From?.ToUniversalTime() ?? (to - DateTimeOffset.MinValue > DefaultLength ? to - DefaultLength : DateTimeOffset.MinValue);
        return ReportPeriod.TryCreate(from, to, BucketSeconds, out var period) is { } refusal
            ? throw Problem.From(refusal).AsException()
            : period!;
    }
}
