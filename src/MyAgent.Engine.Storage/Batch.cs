namespace MyAgent.Engine.Storage;

/// <summary>Events that go to disk in one transaction, and who is told once they are there or cannot be.</summary>
internal sealed class Batch
{
    private readonly List<(int End, Action<Exception?> Told)> _completions = [];

    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>How many wait for the outcome.</summary>
    public int CompletionCount => _completions.Count;

    public bool IsEmpty => Events.Count == 0 && CompletionCount == 0;

    /// <summary>Has somebody told, by the writing thread: null when the events are on disk, else why they are not. Must return soon and not throw.</summary>
    public void WhenCommitted(Action<Exception?> completion) => _completions.Add((Events.Count, completion));

    /// <summary>Puts another batch behind this one.</summary>
    public void Append(Batch next)
    {
        foreach (var (end, told) in next._completions)
            _completions.Add((Events.Count + end, told));
        Events.AddRange(next.Events);
    }

    /// <summary>Puts one write behind this batch: its events, and who is told of them.</summary>
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

    /// <summary>Tells all who wait.</summary>
    /// <param name="failure">Null where the events are on disk.</param>
    public void Complete(Exception? failure)
    {
        foreach (var (_, told) in _completions)
            told(failure);
    }

    /// <summary>Writes what each of those who wait has added by itself, and tells each what came of it.</summary>
    /// <param name="write">Writes events; gives null where they are on disk, else why they are not.</param>
    public void CompleteSeparately(Func<List<UnsavedEvent>, Exception?> write)
    {
        var begin = 0;
        foreach (var (end, told) in _completions)
        {
            told(end == begin ? null : write(Events.GetRange(begin, end - begin)));
            begin = end;
        }
    }
}
