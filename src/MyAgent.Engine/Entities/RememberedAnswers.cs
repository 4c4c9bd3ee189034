using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Entities;

/// <summary>The answers to an entity's last keyed commands, so that a repeated command id has no second effect and gets the same
/// answer. The oldest is forgotten when there are more than the capacity.</summary>
/// <param name="capacity">How many are remembered: 1 000 for a queue, 32 for an agent or a caller.</param>
internal sealed class RememberedAnswers(int capacity)
{
    private readonly RecentMap<string, RememberedAnswer> _answers = new(capacity);

    /// <summary>The answer to a command whose id is remembered: the one it was given the first time or, where the id was that of another command,
    /// a refusal (rule 33h). Null where the id is not remembered or there is none.</summary>
    public IAnswer? Find(Cause cause) =>
        cause.CommandId is not { } id || !_answers.TryGetValue(id, out var remembered) ? null
        : cause.IsSameCommandAs(new Cause(By: null, id, remembered.CommandHash)) ? remembered.Answer
        : Refusal.KeyReused(id);

    /// <summary>Remembers an answer; under an id that is remembered already it takes the earlier answer's place. Without an id nothing is
    /// remembered.</summary>
    public void Remember(Cause cause, IAnswer answer)
    {
        if (cause.CommandId is { } id)
            Restore(new RememberedAnswer(id, answer, cause.CommandHash));
    }

    /// <summary>Remembers what a snapshot holds.</summary>
    public void Restore(RememberedAnswer remembered) => _answers.Set(remembered.CommandId, remembered);

    /// <summary>What is remembered, oldest first.</summary>
    public IReadOnlyList<RememberedAnswer> ToList() => [.. _answers.InOrder.Select(entry => entry.Value)];
}

/// <summary>One remembered answer, as a snapshot holds it.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Answer">What it was answered with.</param>
/// <param name="CommandHash">What it said; null where an earlier version remembered it.</param>
internal sealed record RememberedAnswer(string CommandId, IAnswer Answer, string? CommandHash = null);
