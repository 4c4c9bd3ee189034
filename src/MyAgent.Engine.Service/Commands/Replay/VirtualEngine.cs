using MyAgent.Engine.Contacts;
using MyAgent.Engine.Embedded.Scheduling;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Service.Views;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>The real rules on the embedded host's scheduler, in virtual time. Its journal goes past the laws and the reports and is not
/// kept.</summary>
internal sealed class VirtualEngine : IEntitySource
{
    private const string Waiting = "replay";

    private readonly Scheduler _scheduler;
    private readonly LawChecker _laws = new(new LawOptions());
    private readonly List<LawViolation> _violations = [];
    private readonly Action<JournalRecord> _happened;
    private long _ordering;

    /// <summary>An engine without any events.</summary>
    /// <param name="start">The instant at which it begins.</param>
    /// <param name="happened">Hears of every event. It must not speak to the engine.</param>
    public VirtualEngine(DateTimeOffset start, Action<JournalRecord> happened)
    {
        (Now, _happened) = (start, happened);
        _scheduler = new Scheduler(this);
        // Figures are kept however old the recorded traffic is.
        Reports = new Reports(TimeProvider.System, keepDays: int.MaxValue / 1000);
    }

    /// <summary>The instant.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>When something happens next by itself; null for never.</summary>
    public DateTimeOffset? NextWakeUp => _scheduler.NextWakeUp;

    /// <summary>The figures.</summary>
    public Reports Reports { get; }

    /// <summary>What has been counted.</summary>
    public LawCounts Counts => _laws.Counts;

    /// <summary>Sends a command or query.</summary>
    /// <returns>Its answer, which may be a refusal.</returns>
    public IAnswer Ask(EntityAddress to, IMessage message)
    {
        _scheduler.Deliver(new Envelope(to, message, new Cause(Waiting), Waiting), Now);
        return Journal().Single().Answer;
    }

    /// <summary>Lets time pass; every deadline on the way acts at its instant.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        Now = instant > Now ? instant : Now;
        _scheduler.FireDue(Now);
        Journal();
    }

    /// <summary>Judges the state at rest and the journal as a whole.</summary>
    /// <returns>Every violation, the earliest first.</returns>
    public IReadOnlyList<LawViolation> Judge()
    {
        _violations.AddRange(_laws.AtRest(Now));
        _violations.AddRange(_laws.End());
        return [.. _violations.OrderBy(violation => violation.Ordering).ThenBy(violation => violation.Law)];
    }

    /// <inheritdoc/>
    public IEntity Load(EntityAddress address) => EntityFactory.Create(address);

    private List<(string To, IAnswer Answer)> Journal()
    {
        var harvest = _scheduler.TakeHarvest();
        if (harvest.Faults.Count > 0)
            throw new InvalidOperationException($"A rule of {harvest.Faults[0].Entity} failed: {harvest.Faults[0].Fault.Message}", harvest.Faults[0].Fault);
        foreach (var unsaved in harvest.Events)
        {
            var record = new JournalRecord(++_ordering, unsaved.Entity, unsaved.SequenceNr, unsaved.Recorded);
            _violations.AddRange(_laws.Take(record));
            Reports.Fold(record);
            _happened(record);
        }
        return harvest.Replies;
    }
}
