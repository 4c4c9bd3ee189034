using Microsoft.Extensions.Diagnostics.HealthChecks;
using MyAgent.Engine.Akka;

namespace MyAgent.Engine.Service.Api.Health;

/// <summary>Tells whether a process is alive and whether it takes work.</summary>
internal interface IHealthSource
{
    /// <summary>Whether the process is to be left running.</summary>
    Task<HealthState> LiveAsync();

    /// <summary>Whether the engine takes work.</summary>
    Task<HealthState> ReadyAsync();
}

/// <summary>What the health checks say.</summary>
/// <param name="Trouble">Why not, as a sentence; null where all is well.</param>
/// <param name="Checks">What each of them says.</param>
internal sealed record HealthState(string? Trouble, IReadOnlyList<HealthCheckState> Checks);

/// <summary>What one health check says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">healthy, degraded or unhealthy.</param>
/// <param name="Description">What it has found.</param>
internal sealed record HealthCheckState(string Name, string Status, string? Description);

/// <summary>A process that is alive and takes no work.</summary>
/// <param name="reason">Why it takes none.</param>
internal sealed class NotReadySource(Func<string> reason) : IHealthSource
{
    /// <inheritdoc/>
    public Task<HealthState> LiveAsync() => Task.FromResult(new HealthState(Trouble: null, []));

    /// <inheritdoc/>
    public Task<HealthState> ReadyAsync() => Task.FromResult(new HealthState(reason(), []));
}

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
