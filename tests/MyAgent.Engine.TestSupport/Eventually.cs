namespace MyAgent.Engine.TestSupport;

/// <summary>Waits for a condition that other threads fulfil.</summary>
public static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">Evaluated repeatedly; may advance virtual time.</param>
    /// <exception cref="TimeoutException">The condition does not hold within two minutes.</exception>
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    /// <summary>Waits until an asynchronous condition holds.</summary>
    /// <param name="condition">Evaluated repeatedly.</param>
    /// <param name="otherwise">The message of the exception; null (the default) for a general one.</param>
    /// <exception cref="TimeoutException">The condition does not hold within two minutes.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string>? otherwise = null)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (!await condition())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException(otherwise?.Invoke() ?? $"The condition did not hold within {Timeout.TotalSeconds} seconds.");
            await Task.Delay(Interval);
        }
    }
}
