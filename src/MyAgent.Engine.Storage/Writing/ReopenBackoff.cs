namespace MyAgent.Engine.Storage;

/// <summary>When a journal that failed is opened again: at once, then after pauses that double up to a maximum, until another engine has taken the
/// journal over.</summary>
internal sealed class ReopenBackoff : IDisposable
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private readonly ITimer _timer;
    private readonly TaskCompletionSource _takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _pause = MinPause;

    /// <param name="time">Times the pauses.</param>
    /// <param name="retryDue">Is called, on any thread, when a pause is over.</param>
    public ReopenBackoff(TimeProvider time, Action retryDue) =>
        _timer = time.CreateTimer(_ => retryDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Completes when another engine has taken the journal over: there are no more attempts.</summary>
    public Task TakenOver => _takenOver.Task;

    /// <summary>Takes the outcome of an attempt, and begins the pause before the next one where it failed.</summary>
    /// <param name="failure">Why it failed; null where the journal is open again.</param>
    public void Attempted(Exception? failure)
    {
        switch (failure)
        {
            case null:
                _pause = MinPause;
                break;
            case JournalTakenOverException:
                _takenOver.SetResult();
                break;
            default:
                _timer.Change(_pause, Timeout.InfiniteTimeSpan);
                _pause = _pause * 2 < MaxPause ? _pause * 2 : MaxPause;
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
