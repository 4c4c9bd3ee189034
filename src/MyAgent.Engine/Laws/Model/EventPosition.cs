using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Laws.Model;

/// <summary>The position of an event in the journal and among the events of its entity.</summary>
internal readonly record struct EventPosition(long Ordering, EntityAddress Entity, long SequenceNr)
{
    public static EventPosition Of(JournalRecord record) => new(record.Ordering, record.Entity, record.SequenceNr);
}
