using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Projections;

namespace MyAgent.Engine.Service.Api.Health;

/// <summary>Checks that the views follow the journal.</summary>
/// <param name="follower">What feeds them.</param>
internal sealed class ProjectionsCheck(JournalFollower follower) : IHealthCheck
{
    /// <summary>The name of the check.</summary>
    public const string Name = "myagent.views";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        follower.Trouble is { } trouble
            ? new HealthCheckResult(context.Registration.FailureStatus, trouble)
            : HealthCheckResult.Healthy($"The views stand at event {follower.Position}."));
}
