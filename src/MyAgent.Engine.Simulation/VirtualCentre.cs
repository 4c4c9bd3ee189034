using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation;

/// <summary>A centre to which nothing happens but what people do. It comes to rest after everything that does, and is judged there.</summary>
/// <param name="start">When virtual time begins.</param>
/// <param name="journal">Takes every event.</param>
/// <param name="stage">What is made of each entity before it comes into play; null (the default) for nothing: it plays itself.</param>
internal sealed class VirtualCentre(DateTimeOffset start, JudgedJournal journal, Func<IEntity, IEntity>? stage = null) : ICentre
{
    private readonly VirtualHost _host = new(start, journal, stage);

    /// <inheritdoc/>
    public DateTimeOffset Now => _host.Now;

    /// <inheritdoc/>
    public DateTimeOffset? NextWakeUp => _host.NextWakeUp;

    /// <inheritdoc/>
    public void MoveTo(DateTimeOffset instant) => _host.MoveTo(instant);

    /// <inheritdoc/>
    public void Wake() => ComeToRest(_host.Wake());

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public void Tell(EntityAddress to, ICommand command, string by) => ComeToRest(_host.Deliver(to, command, by));

    /// <inheritdoc/>
    public void JudgeTheEnd()
    {
        journal.AtRest(Now);
        journal.End();
    }

    /// <summary>People see what happens and need no answer, but a refusal is a mistake of theirs.</summary>
    private void ComeToRest(IReadOnlyList<IAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (answer is Refusal refusal)
                throw new InvalidOperationException($"What the people of the simulation did was refused: {refusal.Detail}");
        }
        journal.AtRest(Now);
    }
}
