using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation;

/// <summary>The real entities on the deterministic runtime, in virtual time. None of their events is kept, so a year takes no more memory
/// than a day.</summary>
/// <param name="start">When virtual time begins.</param>
/// <param name="journal">Takes every event.</param>
/// <param name="stage">What is made of each entity before it comes into play; null (the default) for nothing: it plays itself.</param>
public sealed class VirtualHost(DateTimeOffset start, JudgedJournal journal, Func<IEntity, IEntity>? stage = null) : IEntitySource
{
    /// <summary>Where answers go: there is nobody else who could be meant.</summary>
    private const string Speaker = "speaker";

    private DeterministicRuntime? _runtime;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>When something happens by itself next; null for never.</summary>
    public DateTimeOffset? NextWakeUp => Runtime.NextDeadline;

    private DeterministicRuntime Runtime => _runtime ??= new DeterministicRuntime(this);

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address) is var entity && stage is not null ? stage(entity) : entity;

    /// <summary>Lets time pass, which never goes back; what falls due on the way waits for <see cref="Wake"/>.</summary>
    public void MoveTo(DateTimeOffset instant) => Now = instant > Now ? instant : Now;

    /// <summary>Lets the entities do what is due.</summary>
    /// <returns>The answers to those who waited for it, in the order in which they were given.</returns>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public IReadOnlyList<IAnswer> Wake()
    {
        Runtime.FireDue(Now);
        return Gather();
    }

    /// <summary>Somebody says or asks something, which is carried out to the end.</summary>
    /// <param name="to">Whom.</param>
    /// <param name="message">What.</param>
    /// <param name="by">Who.</param>
    /// <returns>The answers, which may be refusals, in the order in which they were given.</returns>
    /// <exception cref="InvalidOperationException">A rule failed.</exception>
    public IReadOnlyList<IAnswer> Deliver(EntityAddress to, IMessage message, string by)
    {
        Runtime.Deliver(new Envelope(to, message, new Cause(by), Speaker), Now);
        return Gather();
    }

    private IReadOnlyList<IAnswer> Gather()
    {
        var output = Runtime.DrainOutput();
        foreach (var (entity, fault) in output.Faults)
            throw new InvalidOperationException($"A rule of {entity} failed: {fault.Message}", fault);
        journal.Append(output.Events);
        return output.Replies.ConvertAll(reply => reply.Answer);
    }
}
