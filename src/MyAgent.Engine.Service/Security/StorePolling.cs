namespace MyAgent.Engine.Service.Security;

/// <summary>Reads a store again every second, because other nodes write to it as well.</summary>
internal static class StorePolling
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Reads until cancelled. A failure does not end it.</summary>
    /// <param name="readAsync">Reads the store once.</param>
    /// <param name="onFailure">Receives the first failure of each time during which the store cannot be read.</param>
    /// <param name="clock">Measures the second.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> readAsync, Action<Exception> onFailure, TimeProvider clock, CancellationToken cancel)
    {
        var failing = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, clock, cancel);
                await readAsync(cancel);
                failing = false;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!failing)
                    onFailure(failure);
                failing = true;
            }
        }
    }
}
