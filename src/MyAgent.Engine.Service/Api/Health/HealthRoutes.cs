using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Health;

/// <summary><c>/health</c>: liveness and readiness, for orchestrators and load balancers.</summary>
internal static class HealthRoutes
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Adds the routes.</summary>
    /// <param name="app">The server.</param>
    /// <param name="source">What the answers come from.</param>
    public static void MapHealth(this WebApplication app, Func<IHealthSource> source)
    {
        var health = app.MapGroup("/health").WithTags("Health").DisableRateLimiting();
        health.MapGet("/live", async () => AnswerOf("live", await source().LiveAsync())).WithName("getLiveness")
            .WithSummary("Checks whether the process is alive")
            .WithDescription("503 with the reason where the process must be restarted.");
        health.MapGet("/ready", async () => AnswerOf("ready", await source().ReadyAsync())).WithName("getReadiness")
            .WithSummary("Checks whether the engine accepts work")
            .WithDescription("503 with the reason where it does not.");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<HealthResponse> AnswerOf(string status, HealthState state) => state.Trouble is { } trouble
        ? throw Problem.Unavailable(trouble, RetryAfterSeconds).AsException()
        : TypedResults.Ok(new HealthResponse(status, state.Checks));

    /// <summary>That all is well.</summary>
    /// <param name="Status">live or ready.</param>
    /// <param name="Checks">What each health check has found.</param>
    internal sealed record HealthResponse(string Status, IReadOnlyList<HealthCheckState> Checks);
}
