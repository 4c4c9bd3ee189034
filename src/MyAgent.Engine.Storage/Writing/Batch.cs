namespace MyAgent.Engine.Storage;

/// <summary>Writes that go to disk in one transaction: their events, and the callbacks that receive the outcome. Not safe for use by several threads.</summary>
internal sealed class Batch
{
    private readonly List<(int End, Action<Exception?> Complete)> _completions = [];

    public List<UnsavedEvent> Events { get; } = [];

    public bool IsEmpty => _completions.Count == 0;

    /// <summary>Adds one write.</summary>
    /// <param name="events">Its events.</param>
    /// <param name="completion">Called with null when the events are on disk, otherwise with the reason why they are not.</param>
    public void Add(ReadOnlySpan<UnsavedEvent> events, Action<Exception?> completion)
    {
        Events.AddRange(events);
        _completions.Add((Events.Count, completion));
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
