using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;

namespace MyAgent.Engine.Simulation;

/// <summary>The real entities on the embedded host's scheduler, in virtual time. Every event is judged by the laws and handed on, and none is
/// kept, so a year takes no more memory than a day.</summary>
/// <param name="start">When virtual time begins.</param>
/// <param name="happened">Takes every event, in the journal's order.</param>
internal sealed class VirtualCentre(DateTimeOffset start, Action<JournalRecord> happened) : IEntitySource
{
    /// <summary>Where answers go: the people of a simulation see what happens and need none, but a refusal is a mistake of theirs.</summary>
    private const string Anybody = "anybody";

    private readonly LawChecker _laws = new(new LawOptions { TravelTime = TimeSpan.Zero });
    private Scheduler? _scheduler;
    private long _ordering;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>When an entity wants to be woken next; null for never.</summary>
    public DateTimeOffset? NextWakeUp => Scheduler.NextWakeUp;

    /// <summary>How often the laws have been asked: once for each event, and for each moment at rest.</summary>
    public long LawsChecked { get; private set; }

    /// <summary>What broke them.</summary>
    public List<LawViolation> Violations { get; } = [];

    private Scheduler Scheduler => _scheduler ??= new Scheduler(this);

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address);

    /// <summary>Lets time pass, up to which no entity wants to be woken.</summary>
    public void MoveTo(DateTimeOffset instant) => Now = instant;

    /// <summary>Wakes whoever wants to be woken at this instant.</summary>
    public void Wake()
    {
        Scheduler.FireDue(Now);
        Gather();
    }

    /// <summary>Somebody outside the engine says something.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public void Tell(EntityAddress to, ICommand command, Cause by)
    {
        Scheduler.Deliver(new Envelope(to, command, by, Anybody), Now);
        Gather();
    }

    /// <summary>Judges the centre where the simulation ends.</summary>
    public void JudgeTheEnd()
    {
        Judge(_laws.AtRest(Now));
        Judge(_laws.End());
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
        foreach (var unsaved in harvest.Events)
        {
            var record = new JournalRecord(++_ordering, unsaved.Entity, unsaved.SequenceNr, unsaved.Recorded);
            Judge(_laws.Take(record));
            happened(record);
        }
        Judge(_laws.AtRest(Now));
    }

    private void Judge(IReadOnlyList<LawViolation> found)
    {
        LawsChecked++;
        Violations.AddRange(found);
    }
}
