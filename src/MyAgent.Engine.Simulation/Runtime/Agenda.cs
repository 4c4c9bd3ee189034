namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>Actions planned in virtual time, by instant; at the same instant, in the order in which they were planned.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _plans = new();
    private long _number;

    /// <summary>When the next of it is to be done; null for nothing.</summary>
    public DateTimeOffset? Next => _plans.TryPeek(out _, out var due) ? due.At : null;

    /// <summary>Plans something.</summary>
    public void Plan(DateTimeOffset at, Action act) => _plans.Enqueue(act, (at, ++_number));

    /// <summary>Does the next of it.</summary>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public void DoNext() => _plans.Dequeue()();
}
