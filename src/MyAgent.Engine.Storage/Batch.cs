namespace MyAgent.Engine.Storage;

/// <summary>Events that go to disk in one transaction, and who is told once they are there or cannot be.</summary>
internal sealed class Batch
{
    private readonly List<Action<Exception?>> _completions = [];

    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>How many wait for the outcome.</summary>
    public int CompletionCount => _completions.Count;

    public bool IsEmpty => Events.Count == 0 && CompletionCount == 0;

    /// <summary>Has somebody told, by the writing thread: null when the events are on disk, else why they are not. Must return soon and not throw.</summary>
    public void WhenCommitted(Action<Exception?> completion) => _completions.Add(completion);

    /// <summary>Puts another batch behind this one.</summary>
    public void Append(Batch next)
    {
        Events.AddRange(next.Events);
        _completions.AddRange(next._completions);
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
        foreach (var completion in _completions)
            completion(failure);
    }
}
