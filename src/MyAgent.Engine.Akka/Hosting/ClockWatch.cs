using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Logs when the engine's clock and the wall clock begin to differ, and when they agree again.</summary>
/// <param name="clock">The engine's clock.</param>
/// <param name="logs">Creates the log.</param>
internal sealed partial class ClockWatch(EngineClock clock, ILoggerFactory logs) : IHostedService, IDisposable
{
    private readonly ILogger _log = logs.CreateLogger("MyAgent.Engine");
    private IDisposable? _watch;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watch = clock.Watch(Log);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private void Log(string? notice)
    {
        if (notice is null)
            Agree();
        else
            Differ(notice);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    private partial void Differ(string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine's clock and the wall clock agree again.")]
    private partial void Agree();
}
