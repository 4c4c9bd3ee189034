using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MyAgent.Engine.Projections.Persistence;

/// <summary>Writes the projections once a second, and when the engine stops.</summary>
/// <param name="projections">The projections.</param>
/// <param name="clock">Times it.</param>
/// <param name="log">The log for failures.</param>
internal sealed partial class ProjectionWriter(StoredProjections projections, TimeProvider clock, ILogger<ProjectionWriter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _failing;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryWriteAsync(stoppingToken);
    }

    /// <summary>Changes that cannot be written stay pending, or are folded again from the journal after a restart.</summary>
    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await projections.WriteAsync(cancel);
            _failing = false;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (!_failing)
                WritingFailed(failure, projections.Stored);
            _failing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The projections cannot be written after event {Stored}; trying again.")]
    private partial void WritingFailed(Exception failure, long stored);
}
