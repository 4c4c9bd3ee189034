using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Checks that the engine's clock and the wall clock agree. If they do not, the engine works on: it is degraded, not unhealthy.</summary>
/// <param name="clock">The engine's clock.</param>
internal sealed class ClockCheck(EngineClock clock) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        clock.Notice is { } notice ? HealthCheckResult.Degraded(notice) : HealthCheckResult.Healthy("The engine's clock and the wall clock agree."));
}
