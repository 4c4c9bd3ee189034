namespace MyAgent.Engine.Entities;

/// <summary>The answers to an entity's last keyed commands, so that a repeated command id has no second effect and gets the same
/// answer. The oldest is forgotten when there are more than the capacity.</summary>
/// <param name="capacity">How many are remembered: 1 000 for a queue, 32 for an agent or a caller.</param>
public sealed class RememberedAnswers(int capacity)
{
    private readonly Dictionary<string, IAnswer> _answers = [];
    private readonly Queue<string> _order = new();

    /// <summary>The answer given under a command id; null where it is not remembered or there is no id.</summary>
    public IAnswer? Find(string? commandId) => commandId is null ? null : _answers.GetValueOrDefault(commandId);

    /// <summary>Remembers an answer; under an id that is remembered already it takes the earlier answer's place.</summary>
    public void Remember(string commandId, IAnswer answer)
    {
        if (!_answers.ContainsKey(commandId))
        {
            _order.Enqueue(commandId);
            if (_order.Count > capacity)
                _answers.Remove(_order.Dequeue());
        }
        _answers[commandId] = answer;
    }

    /// <summary>What is remembered, oldest first.</summary>
    public IReadOnlyList<RememberedAnswer> ToList() => [.. _order.Select(id => new RememberedAnswer(id, _answers[id]))];
}

/// <summary>One remembered answer, as a snapshot holds it.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Answer">What it was answered with.</param>
public sealed record RememberedAnswer(string CommandId, IAnswer Answer);
