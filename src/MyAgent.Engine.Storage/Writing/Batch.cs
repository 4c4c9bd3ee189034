namespace MyAgent.Engine.Storage;

/// <summary>Writes that go to disk in one transaction: their events, and the callbacks that receive the outcome. Not safe for use by several threads.</summary>
internal sealed class Batch
{
    private readonly List<(int End, Action<Exception?> Complete)> _completions = [];

    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>The number of callbacks that wait for the outcome.</summary>
    public int CompletionCount => _completions.Count;

    public bool IsEmpty => Events.Count == 0 && CompletionCount == 0;

    /// <summary>Ends a write: it consists of the events added since the write before it.</summary>
    /// <param name="completion">Called by the writing thread, with null when the events are on disk, otherwise with the reason why they are not. Must return
    /// quickly and not throw.</param>
    public void WhenCommitted(Action<Exception?> completion) => _completions.Add((Events.Count, completion));

    /// <summary>Adds the writes of another batch after those of this one.</summary>
    public void Append(Batch next)
    {
        foreach (var (end, complete) in next._completions)
            _completions.Add((Events.Count + end, complete));
        Events.AddRange(next.Events);
    }

    /// <summary>Adds one write: its events, and the callback of <see cref="WhenCommitted"/>.</summary>
    public void Append(ReadOnlySpan<UnsavedEvent> events, Action<Exception?> completion)
    {
        Events.AddRange(events);
        WhenCommitted(completion);
    }

    public void Clear()
    {
        Events.Clear();
        _completions.Clear();
    }

    /// <summary>Calls every callback.</summary>
    /// <param name="failure">Null when the events are on disk, otherwise the reason why they are not.</param>
    public void Complete(Exception? failure)
    {
        foreach (var (_, complete) in _completions)
            complete(failure);
    }

    /// <summary>Writes each write in a transaction of its own, and calls its callback with its own outcome.</summary>
    /// <param name="write">Writes events; returns null when they are on disk, otherwise the reason why they are not.</param>
    public void CompleteSeparately(Func<List<UnsavedEvent>, Exception?> write)
    {
        var begin = 0;
        foreach (var (end, complete) in _completions)
        {
            complete(end == begin ? null : write(Events.GetRange(begin, end - begin)));
            begin = end;
        }
    }
}
