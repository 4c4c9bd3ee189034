using Akka.Hosting;
using Akka.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>The health check of the journal plugin.</summary>
internal static class JournalPluginCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Adds the check.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="plugin">The id of the plugin: <c>akka.persistence.journal.NAME</c>.</param>
    public static AkkaConfigurationBuilder WithJournalPluginCheck(this AkkaConfigurationBuilder builder, string plugin) => builder.WithHealthCheck(
        EngineHealthChecks.JournalPlugin,
        async (system, _, cancel) =>
        {
            var health = await Persistence.Instance.Apply(system).CheckJournalHealthAsync(plugin, cancel).ConfigureAwait(false);
            return health.Status == PersistenceHealthStatus.Healthy
                ? HealthCheckResult.Healthy($"{plugin} can write.")
                : HealthCheckResult.Unhealthy(health.Description, health.Exception);
        },
        HealthStatus.Unhealthy, [EngineHealthChecks.Ready], Timeout);
}
