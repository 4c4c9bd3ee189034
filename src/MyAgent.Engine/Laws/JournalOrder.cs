using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;

namespace MyAgent.Engine.Laws;

/// <summary>Law 18: the instants of an entity's events never go back. Law 19: no event is missing from the journal.</summary>
internal sealed class JournalOrder : ILawCheck
{
    private const int ClockSteppedBack = 18;
    private const int NothingIsLost = 19;

    private readonly Dictionary<EntityAddress, (long SequenceNr, DateTimeOffset At)> _newest = [];
    private long _ordering;

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        var (sequenceNr, at) = _newest.GetValueOrDefault(record.Entity, (0, DateTimeOffset.MinValue));
        if (record.Recorded.At < at)
            violations.Add(ClockSteppedBack, $"{record.Entity} has an event of {record.Recorded.At:O} after one of {at:O}.");
        if (record.SequenceNr != sequenceNr + 1)
            violations.Add(NothingIsLost, $"{record.Entity} has event {record.SequenceNr} after {sequenceNr}.");
        if (record.Ordering <= _ordering)
            violations.Add(NothingIsLost, $"Ordering {record.Ordering} follows {_ordering}.");
        _newest[record.Entity] = (record.SequenceNr, record.Recorded.At);
        _ordering = record.Ordering;
    }
}
