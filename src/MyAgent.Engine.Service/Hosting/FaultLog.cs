using System.Collections.Concurrent;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Keeps the logged errors, so that they can be shown later.</summary>
internal sealed class FaultLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>The logged errors, oldest first.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(_faults);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> faults) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                faults.Enqueue(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception.Message}");
        }
    }
}
