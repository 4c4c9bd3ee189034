using Microsoft.Extensions.Logging;
using MyAgent.Engine.Asterisk.Ari;

namespace MyAgent.Engine.Asterisk.Calls;

/// <summary>Takes steps one after the other, in the order in which they were asked for. A failure is logged, and the next step is taken all the same.</summary>
/// <param name="subject">What they are about, for the log.</param>
/// <param name="clock">Times the steps that are taken later.</param>
/// <param name="log">Where trouble is told.</param>
/// <param name="cancel">The connection is over: what is missing is made up for after the next one.</param>
internal sealed partial class SerialSteps(string subject, TimeProvider clock, ILogger log, CancellationToken cancel)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Takes a step after those before it.</summary>
    public Task Then(Func<Task> step)
    {
        lock (_lock)
            return _last = After(_last, step);
    }

    /// <summary>Takes a step later, unless the connection is over by then.</summary>
    public void Later(TimeSpan time, Func<Task> step) => _ = Task.Delay(time, clock, cancel).ContinueWith(
        _ => Then(step), cancel, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    private async Task After(Task before, Func<Task> step)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // The connection is over.
        }
        catch (Exception failure) when (failure is AriUnavailableException or AriRefusedException or HttpRequestException or OperationCanceledException)
        {
            LogFailed(log, subject, failure.Message);
        }
        catch (Exception fault)
        {
            // Of one call: the others, and its own next steps, must not suffer from it.
            LogFault(log, fault, subject);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subject}: a step failed by a fault of the connector.")]
    private static partial void LogFault(ILogger log, Exception fault, string subject);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subject}: {Reason}")]
    private static partial void LogFailed(ILogger log, string subject, string reason);
}
