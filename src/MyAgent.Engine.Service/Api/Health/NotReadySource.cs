namespace MyAgent.Engine.Service.Api.Health;

/// <summary>A process that is alive and takes no work.</summary>
/// <param name="reason">Why it takes none.</param>
internal sealed class NotReadySource(Func<string> reason) : IHealthSource
{
    /// <inheritdoc/>
    public Task<HealthState> LiveAsync() => Task.FromResult(new HealthState(Trouble: null, []));

    /// <inheritdoc/>
    public Task<HealthState> ReadyAsync() => Task.FromResult(new HealthState(reason(), []));
}
