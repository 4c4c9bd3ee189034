using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Projections.Reports;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Agents;

/// <summary><c>/v1/agents/{agentId}/day</c>: what an agent did today.</summary>
internal static class AgentDayRoutes
{
    /// <summary>Adds the route to those of an agent.</summary>
    public static void MapAgentDay(this RouteGroupBuilder agents) =>
        agents.MapGet("/{agentId}/day", GetAsync).RequireAuthorization(AccessPolicy.OwnAgent).WithName("getAgentDay")
            .WithSummary("Gets the agent's figures of today")
            .WithDescription("Counts from midnight until now. An event counts when it happened; a time in a status counts as far as it lies in the day.");

    private static async Task<Ok<AgentDayResponse>> GetAsync(
        string agentId, HttpContext http, StoredReports reports, JournalFollower follower, TimeProvider clock,
        [FromQuery, Description("The IANA name of the time zone whose midnight begins the day, for example Europe/Paris; default: the zone of the server.")]
        string? timeZone = null)
    {
        var agent = Input.Agent(agentId);
        var day = LocalDay.At(clock.GetUtcNow(), timeZone is null ? clock.LocalTimeZone : Input.TimeZone(timeZone, "timeZone"));
        await follower.CaughtUpAsync(http.RequestAborted);
        // In the first moment of a day the period is empty.
        ReportPeriod.TryCreate(day.From, day.To > day.From ? day.To : day.From.AddMinutes(1), bucketSeconds: null, out var period);
        return TypedResults.Ok(await reports.AgentAsync(agent, period!, http.RequestAborted) is [var figures]
            ? AgentDayResponse.Of(figures, day)
            : throw Problem.NotFound("unknownAgent", $"There is no agent '{agent}'.").AsException());
    }
}

/// <summary>What an agent has done today.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Date">The day.</param>
/// <param name="TimeZone">The time zone whose midnight begins it.</param>
/// <param name="From">When it began.</param>
/// <param name="To">Until when it is counted: now.</param>
/// <param name="OffersReceived">Offers that rang.</param>
/// <param name="Accepted">Offers that the agent accepted.</param>
/// <param name="Rejected">Offers that the agent rejected.</param>
/// <param name="Missed">Offers that the agent did not answer in time.</param>
/// <param name="Withdrawn">Offers that were taken back without the agent's fault.</param>
/// <param name="Callbacks">Of accepted, the callbacks.</param>
/// <param name="Handled">Contacts whose handling ended.</param>
/// <param name="LoggedInSeconds">The time logged in, in seconds.</param>
/// <param name="AvailableSeconds">The time available, in seconds.</param>
/// <param name="TalkSeconds">The time engaged with contacts, in seconds.</param>
/// <param name="PostProcessingSeconds">The time in post-processing, in seconds.</param>
/// <param name="WrapUpSeconds">The time in wrap-up, in seconds.</param>
/// <param name="BreakSeconds">The time on break, in seconds.</param>
/// <param name="NotRespondingSeconds">The time not responding, in seconds.</param>
internal sealed record AgentDayResponse(
    AgentId AgentId,
    DateOnly Date,
    string TimeZone,
    DateTimeOffset From,
    DateTimeOffset To,
    long OffersReceived,
    long Accepted,
    long Rejected,
    long Missed,
    long Withdrawn,
    long Callbacks,
    long Handled,
    double LoggedInSeconds,
    double AvailableSeconds,
    double TalkSeconds,
    double PostProcessingSeconds,
    double WrapUpSeconds,
    double BreakSeconds,
    double NotRespondingSeconds)
{
    /// <summary>The answer for an agent's figures of a day.</summary>
    public static AgentDayResponse Of(AgentFigures figures, LocalDay day) => new(
        figures.AgentId, day.Date, day.TimeZone, day.From, day.To, figures.OffersReceived, figures.Accepted, figures.Rejected, figures.Missed, figures.Withdrawn,
        figures.Callbacks, figures.Handled, figures.LoggedInSeconds, figures.AvailableSeconds, figures.EngagedSeconds, figures.PostProcessingSeconds, figures.WrapUpSeconds,
        figures.BreakSeconds, figures.NotRespondingSeconds);
}
