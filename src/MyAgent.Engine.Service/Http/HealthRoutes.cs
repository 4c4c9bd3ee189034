namespace MyAgent.Engine.Service.Http;

/// <summary><c>/health</c>: for whoever restarts the engine and whoever sends it work.</summary>
internal static class HealthRoutes
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Adds the routes.</summary>
    public static void MapHealth(this WebApplication app, Func<string?> troubleOf)
    {
        var health = app.MapGroup("/health").WithTags("Health").DisableRateLimiting();
        health.MapGet("/live", () => TypedResults.Ok(new HealthResponse("live"))).WithName("getLiveness")
            .WithSummary("Whether the process answers");
        health.MapGet("/ready", () => troubleOf() is { } trouble
                ? throw Problem.Unavailable(trouble, RetryAfterSeconds).AsException()
                : TypedResults.Ok(new HealthResponse("ready"))).WithName("getReadiness")
            .WithSummary("Whether the engine takes work")
            .WithDescription("503 with the reason where it does not.");
    }

    /// <summary>That all is well.</summary>
    /// <param name="Status">live or ready.</param>
    internal sealed record HealthResponse(string Status);
}
