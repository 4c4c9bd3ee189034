using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Simulation;

/// <summary>The real entities on the embedded host's scheduler, in virtual time. None of their events is kept, so a year takes no more memory
/// than a day.</summary>
/// <param name="start">When virtual time begins.</param>
/// <param name="journal">Takes every event.</param>
/// <param name="stage">What is made of each entity before it comes into play; null (the default) for nothing: it plays itself.</param>
internal sealed class VirtualCentre(DateTimeOffset start, JudgedJournal journal, Func<IEntity, IEntity>? stage = null) : ICentre, IEntitySource
{
    /// <summary>Where answers go: people see what happens and need none, but a refusal is a mistake of theirs.</summary>
    private const string Anybody = "anybody";

    private Scheduler? _scheduler;

    /// <inheritdoc/>
    public DateTimeOffset Now { get; private set; } = start;

    /// <inheritdoc/>
    public DateTimeOffset? NextWakeUp => Scheduler.NextWakeUp;

    private Scheduler Scheduler => _scheduler ??= new Scheduler(this);

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address) is var entity && stage is not null ? stage(entity) : entity;

    /// <inheritdoc/>
    public void MoveTo(DateTimeOffset instant) => Now = instant;

    /// <inheritdoc/>
    public void Wake()
    {
        Scheduler.FireDue(Now);
        Gather();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public void Tell(EntityAddress to, ICommand command, string by)
    {
        Scheduler.Deliver(new Envelope(to, command, new Cause(by), Anybody), Now);
        Gather();
    }

    /// <inheritdoc/>
    public void JudgeTheEnd()
    {
        journal.AtRest(Now);
        journal.End();
    }

    private void Gather()
    {
        var harvest = Scheduler.TakeHarvest();
        foreach (var (entity, fault) in harvest.Faults)
            throw new InvalidOperationException($"A rule of {entity} failed: {fault.Message}", fault);
        foreach (var (_, answer) in harvest.Replies)
        {
            if (answer is Refusal refusal)
                throw new InvalidOperationException($"What the people of the simulation did was refused: {refusal.Detail}");
        }
        journal.Append(harvest.Events);
        journal.AtRest(Now);
    }
}
