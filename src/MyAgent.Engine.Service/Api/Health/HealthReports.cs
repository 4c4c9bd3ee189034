using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Akka;

namespace MyAgent.Engine.Service.Api.Health;

/// <summary>Runs the server's health checks. Requests that come while the checks run share the result, so checks never run concurrently.</summary>
/// <param name="checks">The checks: those that are tagged as live, and those that are tagged as ready.</param>
/// <param name="engine">Whether the engine takes work.</param>
internal sealed class HealthReports(HealthCheckService checks, IEngineStatus engine) : IHealthSource
{
    private readonly Shared _live = new(checks, EngineHealthChecks.Live);
    private readonly Shared _ready = new(checks, EngineHealthChecks.Ready);

    /// <inheritdoc/>
    public Task<HealthState> LiveAsync() => _live.RunAsync();

    /// <inheritdoc/>
    public async Task<HealthState> ReadyAsync() => engine.Trouble is { } trouble ? new HealthState(trouble, []) : await _ready.RunAsync();

    /// <summary>The checks of one tag.</summary>
    private sealed class Shared(HealthCheckService checks, string tag)
    {
        private readonly Lock _gate = new();
        private Task<HealthState>? _running;

        public Task<HealthState> RunAsync()
        {
            lock (_gate)
                return _running is { IsCompleted: false } running ? running : _running = Task.Run(CheckAsync);
        }

        private async Task<HealthState> CheckAsync()
        {
            var report = await checks.CheckHealthAsync(check => check.Tags.Contains(tag));
            var states = report.Entries.Select(entry => new HealthCheckState(entry.Key, Lower(entry.Value.Status), entry.Value.Description)).ToList();
            var failed = report.Entries.FirstOrDefault(entry => entry.Value.Status == HealthStatus.Unhealthy);
            return new HealthState(failed.Key is null ? null : failed.Value.Description ?? $"The check '{failed.Key}' has failed.", states);
        }

        private static string Lower(HealthStatus status) => status.ToString().ToLowerInvariant();
    }
}
