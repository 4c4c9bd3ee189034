using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections;
using MyAgent.Engine.Projections.Boards;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Api.Configuration;

/// <summary><c>/v1/configuration</c>: everything that is configured, as one document.</summary>
internal static class ConfigurationRoutes
{
    private const int VersionBytes = 12;

    /// <summary>Adds the routes.</summary>
    public static void MapConfiguration(this RouteGroupBuilder v1)
    {
        var configuration = v1.MapGroup("/configuration").WithTags("Configuration");
        configuration.MapGet("/", GetAsync).RequireAuthorization(AccessPolicy.Admins).WithName("getConfiguration")
            .WithSummary("Gets everything that is configured")
            .WithDescription("Queues, agents with their assignments, and callers; no tokens. The answer can be applied to this or another engine as it is.");
        configuration.MapPut("/", ApplyAsync).RequireAuthorization(AccessPolicy.Admins).WithName("applyConfiguration")
            .WithSummary("Brings what is configured to what the body says")
            .WithDescription("Only differences are changed, one after the other; the answer lists them. A body that is wrong anywhere changes nothing. If a change is refused, for "
                + "example the removal of a queue that has contacts, those before it stay, and the call can be repeated. With dryRun nothing is changed: the answer "
                + "lists what would be.");
    }

    private static async Task<Ok<ConfigurationResponse>> GetAsync(HttpContext http, Board board, JournalFollower follower)
    {
        await follower.CaughtUpAsync(http.RequestAborted);
        var known = ConfigurationResponse.Of(board.Configuration());
        http.Response.Headers.ETag = $"\"{VersionOf(known)}\"";
        return TypedResults.Ok(known);
    }

    private static async Task<Ok<AppliedConfigurationResponse>> ApplyAsync(
        JsonBody<ConfigurationBody> body, HttpContext http, EngineCalls engine, Board board, JournalFollower follower,
        [FromQuery, Description("Changes nothing, and lists what would be changed.")] bool dryRun = false,
        [FromQuery, Description("Removes what the body does not name, of the kinds (queues, agents, callers) that it has.")] bool prune = false,
        [FromHeader(Name = "If-Match"), Description("The ETag of the configuration that was read: if another client has changed it since, nothing is changed.")]
        string? ifMatch = null)
    {
        await follower.CaughtUpAsync(http.RequestAborted);
        var known = board.Configuration();
        if (ifMatch is not null && ifMatch != "*" && ifMatch != $"\"{VersionOf(ConfigurationResponse.Of(known))}\"")
            throw Problem.Conflict("configurationChanged", "The configuration has changed since it was read: read it again.").AsException();
        var plan = new ConfigurationPlan(known, body.Value, prune).Make();
        for (var made = 0; !dryRun && made < plan.Count; made++)
            await MakeAsync(plan[made], made, plan.Count, http, engine);
        return TypedResults.Ok(new AppliedConfigurationResponse(dryRun, [.. plan.Select(planned => planned.Change)]));
    }

    private static async Task MakeAsync(PlannedChange planned, int before, int all, HttpContext http, EngineCalls engine)
    {
        if (await engine.SendUnkeyedAsync(http, planned.To, planned.Command) is not Refusal refusal)
            return;
        var problem = Problem.From(refusal);
        throw (problem with
        {
            Field = planned.Change.Path,
            Detail = $"{planned.Change.Path}: {problem.Detail} Changes made before it: {before} of {all}.",
        }).AsException();
    }

    private static string VersionOf(ConfigurationResponse known) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(known, ApiJson.Options)).AsSpan(0, VersionBytes));
}

/// <summary>What was changed.</summary>
/// <param name="DryRun">Whether it was only asked: nothing was changed.</param>
/// <param name="Changes">The changes, in the order in which they are made.</param>
internal sealed record AppliedConfigurationResponse(bool DryRun, IReadOnlyList<ConfigurationChange> Changes);
