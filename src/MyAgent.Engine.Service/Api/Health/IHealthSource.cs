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
