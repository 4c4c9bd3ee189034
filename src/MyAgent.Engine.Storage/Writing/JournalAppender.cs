namespace MyAgent.Engine.Storage;

/// <summary>Appends events to a journal, publishes them to its readers and measures the commit. Used by the writing thread only.</summary>
/// <param name="journal">The journal.</param>
/// <param name="tail">Receives the events after the commit.</param>
/// <param name="metrics">Counts the commits; null for none.</param>
/// <param name="time">Times the commits.</param>
internal sealed class JournalAppender(IJournal journal, CommittedTail tail, CommitMetrics? metrics, TimeProvider time)
{
    private readonly List<long> _orderings = [];

    /// <summary>Writes events in one transaction.</summary>
    /// <returns>Null when they are on disk; otherwise the failure, after which they may or may not be there.</returns>
    public Exception? TryAppend(List<UnsavedEvent> events)
    {
        var began = time.GetTimestamp();
        try
        {
            _orderings.Clear();
            journal.Append(events, _orderings);
        }
        catch (Exception thrown)
        {
            metrics?.Failed();
            return thrown;
        }
        var took = time.GetElapsedTime(began);

        // Before any answer is given: a caller that has its answer finds the effect at or before the last ordering.
        tail.Publish(events, _orderings);
        metrics?.Committed(took, events.Count);
        return null;
    }
}
