using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Simulation.Runtime;

/// <summary>Checks every event against the laws and passes it on. Keeps no events.</summary>
/// <param name="travelTime">How long news between two entities may be under way.</param>
/// <param name="happened">Takes every event, in order.</param>
internal sealed class CheckedJournal(TimeSpan travelTime, Action<JournalRecord> happened)
{
    private readonly LawChecker _laws = new(new LawOptions { TravelTime = travelTime });
    private readonly PositionLaw _positions = new();
    private readonly List<LawViolation> _violations = [];
    private long _ordering;

    /// <summary>How often the laws have been asked: once for each event, and for each moment at rest.</summary>
    public long LawsChecked { get; private set; }

    /// <summary>The violations, in the order in which they were found.</summary>
    public IReadOnlyList<LawViolation> Violations => _violations;

    /// <summary>The counts of the events.</summary>
    public LawCounts Counts => _laws.Counts;

    /// <summary>Appends events, and asks the queues to which they happened what they tell their callers now (law 21).</summary>
    /// <param name="events">The events.</param>
    /// <param name="find">Finds the entity in memory under an address; null where there is none.</param>
    public void Append(IReadOnlyList<UnsavedEvent> events, Func<EntityAddress, IEntity?> find)
    {
        var newest = new Dictionary<EntityAddress, JournalRecord>();
        foreach (var unsaved in events)
        {
            var record = new JournalRecord(++_ordering, unsaved.Entity, unsaved.SequenceNr, unsaved.Recorded);
            Record(_laws.Check(record));
            happened(record);
            if (record.Entity.Kind != EntityKind.Queue)
                continue;
            _positions.Note(record);
            newest[record.Entity] = record;
        }
        foreach (var (address, record) in newest)
        {
            if (find(address) is { } queue)
                _violations.AddRange(_positions.Ask(queue, record));
        }
    }

    /// <summary>The engine has come back from its journal.</summary>
    public void Resumed(DateTimeOffset at) => _laws.Resumed(at);

    /// <summary>Checks the laws at a moment at which no message is under way and no deadline is due.</summary>
    public void AtRest(DateTimeOffset now) => Record(_laws.AtRest(now));

    /// <summary>Checks the laws at the end of the journal.</summary>
    public void End() => Record(_laws.End());

    /// <summary>Adds the result of one check.</summary>
    public void Record(IReadOnlyList<LawViolation> found)
    {
        LawsChecked++;
        _violations.AddRange(found);
    }
}
