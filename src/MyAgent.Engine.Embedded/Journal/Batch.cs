using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Embedded.Journal;

/// <summary>Events that go to disk in one transaction, and who is told what once they are there.</summary>
internal sealed class Batch
{
    private readonly List<(PendingCommand To, IAnswer Answer)> _answers = [];
    private readonly List<(PendingList To, IReadOnlyList<EntityAddress> Answer)> _lists = [];

    public List<UnsavedEvent> Events { get; } = [];

    /// <summary>How many wait for an answer.</summary>
    public int AnswerCount => _answers.Count + _lists.Count;

    public bool IsEmpty => Events.Count == 0 && AnswerCount == 0;

    public void Answer(PendingCommand to, IAnswer answer) => _answers.Add((to, answer));

    public void Answer(PendingList to, IReadOnlyList<EntityAddress> answer) => _lists.Add((to, answer));

    /// <summary>Puts another batch behind this one.</summary>
    public void Append(Batch next)
    {
        Events.AddRange(next.Events);
        _answers.AddRange(next._answers);
        _lists.AddRange(next._lists);
    }

    public void Clear()
    {
        Events.Clear();
        _answers.Clear();
        _lists.Clear();
    }

    /// <summary>Gives the answers.</summary>
    public void Succeed()
    {
        foreach (var (to, answer) in _answers)
            to.TrySetResult(answer);
        foreach (var (to, answer) in _lists)
            to.TrySetResult(answer);
    }

    /// <summary>Gives no answer.</summary>
    public void Fail(Exception reason)
    {
        foreach (var (to, _) in _answers)
            to.Fail(reason);
        foreach (var (to, _) in _lists)
            to.Fail(reason);
    }
}
