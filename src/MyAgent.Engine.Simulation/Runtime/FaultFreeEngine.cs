using MyAgent.Engine.Entities;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>The simulated engine without faults. It comes to rest after every command and every deadline, and the laws are checked there.</summary>
/// <param name="start">When virtual time begins.</param>
/// <param name="journal">Takes every event.</param>
/// <param name="stage">Wraps or replaces each entity before it is used; null (the default) to use the entity itself.</param>
internal sealed class FaultFreeEngine(DateTimeOffset start, CheckedJournal journal, Func<IEntity, IEntity>? stage = null) : ISimulatedEngine
{
    private readonly VirtualEngine _engine = new(start, journal, stage);

    /// <inheritdoc/>
    public DateTimeOffset Now => _engine.Now;

    /// <inheritdoc/>
    public DateTimeOffset? NextWakeUp => _engine.NextInstant;

    /// <inheritdoc/>
    public void MoveTo(DateTimeOffset instant) => _engine.MoveTo(instant);

    /// <inheritdoc/>
    public void Wake()
    {
        _engine.Wake();
        journal.AtRest(Now);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was refused: people see what happens, so a refusal is a mistake of theirs.</exception>
    public void Send(EntityAddress to, ICommand command, string by)
    {
        if (_engine.Send(to, command, new Cause(by)) is Refusal refusal)
            throw new InvalidOperationException($"What the people of the simulation did was refused: {RefusalTexts.Of(refusal)}");
        journal.AtRest(Now);
    }

    /// <inheritdoc/>
    public void CheckAtEnd()
    {
        journal.AtRest(Now);
        journal.End();
    }
}
